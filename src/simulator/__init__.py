"""Passerelle: who pays what when large firms share their skills with small ones."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (before any import that an older Python cannot read)
    sys.exit("Passerelle demande Python 3.11 ou plus récent.")

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: the application reads `data/` beside its code."""
