"""Keys to read and keys to write: made, kept as their fingerprint, sealed one with the other."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

_KEY_BYTES = 18  # 24 letters in an address


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a new network: `ecriture` does everything, `lecture` only reads."""

    ecriture: str
    lecture: str


def new_key() -> str:
    """A key that nobody guesses, short enough for an address."""
    return secrets.token_urlsafe(_KEY_BYTES)


def hashed(key: str) -> str:
    """The fingerprint that the database keeps of a key."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def readable(reading: str, writing: str) -> dict[str, str]:
    """What a row holds of a reading key: its hash, and itself under the writing key."""
    return {"cle_lecture": hashed(reading), "lecture_scellee": sealed(reading, writing)}


def sealed(reading: str, writing: str) -> str:
    """A key of 18 random bytes, masked by a hash that only the writing key gives, used once."""
    mask = hashlib.sha256(f"lecture:{hashed(reading)}:{writing}".encode()).digest()
    masked = zip(base64.urlsafe_b64decode(reading), mask, strict=False)
    return bytes(a ^ b for a, b in masked).hex()


def unsealed(network: Any, writing: str) -> str | None:
    """The reading key of a row, for who has the writing key; None when none was ever made."""
    if network.lecture_scellee is None:
        return None
    mask = hashlib.sha256(f"lecture:{network.cle_lecture}:{writing}".encode()).digest()
    masked = zip(bytes.fromhex(network.lecture_scellee), mask, strict=False)
    return base64.urlsafe_b64encode(bytes(a ^ b for a, b in masked)).decode()
