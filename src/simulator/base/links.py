"""What travels in an address or a file: strict JSON, packed short, bounded when unpacked."""

import base64
import json
import zlib
from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple

from simulator.errors import InputError
from simulator.text import formats, say

LONGEST_LINK = 6_000  # characters, for who writes as for who reads
_LARGEST_CONTENT = 20_000  # bytes once unpacked
_LONGEST_NUMBER = 20  # digits


class _Refused(NamedTuple):
    """A number that nobody can read, where it stands: why."""

    sentence: str


def _faults_in(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """What is refused among data, by its path, which its sentence says first."""
    if isinstance(data, _Refused):
        yield path, formats.named(path, data.sentence) if path else data.sentence
    elif isinstance(data, dict | list):
        held = data.items() if isinstance(data, dict) else enumerate(data)
        for name, one in held:
            yield from _faults_in(one, f"{path}.{name}" if path else str(name))


def loads(text: str) -> Any:
    """Strict JSON: no NaN, no infinity, no key twice, no endless number; raises InputError."""
    refused = []

    def refuse(key: str, **values: Any) -> Any:
        refused.append(_Refused(say(f"erreurs.{key}", **values)))
        return refused[-1]

    def word(text: str) -> Any:
        return refuse("json_nombre", mot=text)

    def whole(digits: str) -> Any:
        return int(digits) if len(digits) <= _LONGEST_NUMBER else refuse("nombre_demesure")

    def real(digits: str) -> Any:
        return number if isfinite(number := float(digits)) else refuse("nombre_demesure")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in pairs:
            if key in data:
                raise InputError([(key, say("erreurs.cle_double", cle=key))])
            data[key] = value
        return data

    try:
        text.encode()
        data = json.loads(
            text,
            parse_constant=word,
            parse_int=whole,
            parse_float=real,
            object_pairs_hook=once,
        )
        if refused:
            raise InputError([next(_faults_in(data))])
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError([("", say("erreurs.texte_illisible"))]) from None
    except (json.JSONDecodeError, RecursionError) as fault:
        line = getattr(fault, "lineno", 1)
        raise InputError([("", say("erreurs.json_illisible", ligne=line))]) from None
    return data


def pack(data: Any, version: int) -> str:
    """A short token for an address: version, then compressed JSON.

    Raises InputError when `unpack` would find it too long: a link that nobody can open is not one.
    """
    text = json.dumps(data, separators=(",", ":")).encode()
    packed = zlib.compress(text, 9)
    token = f"{version}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"
    if len(token) > LONGEST_LINK or len(text) > _LARGEST_CONTENT:
        raise InputError([("", say("erreurs.lien_trop_long"))])
    return token


def unpack(token: Any, version: int) -> Any:
    """The data of a token up to a version; raises InputError when broken, too long or newer."""
    if not isinstance(token, str):
        raise InputError([("", say("erreurs.lien_illisible"))])
    head, _, body = token.partition(".")
    if head not in map(str, range(1, version + 1)) or not body or len(token) > LONGEST_LINK:
        raise InputError([("", say("erreurs.lien_illisible"))])
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, _LARGEST_CONTENT)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError
        return loads(text.decode())
    except (ValueError, zlib.error, UnicodeDecodeError):
        raise InputError([("", say("erreurs.lien_illisible"))]) from None
