"""The formats. To exist is to be registered: each module of this folder that holds a `SCHEME`."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from simulator.cases.registry import Form, register
from simulator.cases.scenario import Scenario
from simulator.schemes.model import Scheme


def _discover() -> Mapping[str, Scheme]:
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    found = [module.SCHEME for module in modules if hasattr(module, "SCHEME")]
    return MappingProxyType(
        {scheme.key: scheme for scheme in sorted(found, key=lambda scheme: scheme.rank)}
    )


SCHEMES: Mapping[str, Scheme] = _discover()


def scheme_of(scenario: Scenario) -> Scheme:
    """The scheme of a scenario."""
    return SCHEMES[scenario.dispositif]


for _scheme in SCHEMES.values():
    register(_scheme.key, Form(_scheme.answers, tuple(route.key for route in _scheme.routes)))
