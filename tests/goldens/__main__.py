"""`python -m tests.goldens` draws the fence again; with the name of a case, shows what moved."""

import json
import sys
from difflib import unified_diff

from simulator.text import LANGUAGES
from tests.goldens.records import KINDS, kept, names, record, write


def lines(data):
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).splitlines()


def show(name):
    for kind in KINDS:
        for language in LANGUAGES:
            if name in names(kind):
                before, now = lines(kept(kind, language)[name]), lines(record(kind, name, language))
                print("\n".join(unified_diff(before, now, "gardé", f"{kind} {language}", n=1)))


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        show(asked)
    if not sys.argv[1:]:
        write()
