"""The one script of a presentation: constant, so that a content policy names it by its hash."""

import base64
import hashlib
from pathlib import Path

SCRIPT = Path(__file__).with_name("presenter.js").read_text(encoding="utf-8")


def script_hash() -> str:
    """The hash of the script, as a policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}"
