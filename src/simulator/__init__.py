"""Passerelle: who pays what when large firms share their skills with small ones."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: the application reads `data/` beside its code."""
