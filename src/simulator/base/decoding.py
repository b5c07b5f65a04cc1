"""The encoding of a person's CSV, and texts that a wrong one has spoilt.

UTF-8 says itself. Without it, the encodings of French Windows, of old Macs and of DOS are tried in
that order, and one is kept when every word it gives looks like a word. A text that was decoded
wrongly before it came (`SociÃ©tÃ©`) cannot be told from its bytes: `spoilt` sees it.
"""

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO, Final

UTF8: Final = "utf-8-sig"
_OTHERS: Final = {
    "cp1252": "Windows-1252", "iso8859_15": "ISO-8859-15", "mac_roman": "Mac OS Roman",
    "cp850": "DOS (CP850)",
}  # fmt: skip
NAMES: Final = {UTF8: "UTF-8", "utf-16": "UTF-16", **_OTHERS}
_CHUNK = 1 << 18
_SEEN = 4_000_000  # bytes by which an encoding without a sign of its own is judged

# A sign inside a word, a capital accent after a small letter: what a wrong encoding gives.
_SIGNS = "‚ƒ„†‡ˆ‰‹˜™›¡¢¥¦¨¬¯±´µ¶¸¼½¾¿×÷"
_ODD = re.compile(
    f"[A-Za-zà-ÿ][{_SIGNS}][A-Za-zà-ÿ]|[a-z][‚„†‡ˆŠŽ˜½¼¾]+(?![A-Za-z])"
    "|[a-zà-ÿ][À-ÖØ-ÞŒŠŽŸ]|[a-z][žš][a-z]|[A-Z]{2}[à-ÿ]|[¤\x80-\x9f]"
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")

# Bytes of UTF-8 read one by one: a letter of two bytes, or a sign of three.
_TAIL = "\u0080-\u00bf" + "".join(bytes([n]).decode("cp1252", "ignore") for n in range(128, 192))
_SPOILT = re.compile(f"[ÂÃÅ][{_TAIL}]|â[{_TAIL}]{{2}}|ï»¿|\ufffd")


class NotText(Exception):
    """Bytes that no known encoding makes a text."""


def encoding_of(opened: Callable[[], BinaryIO]) -> str:
    """The encoding of a file, read in pieces; raises NotText."""
    with opened() as stream:
        start = stream.read(4)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise NotText
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(opened, "utf-16")
    try:
        return _checked(opened, UTF8)
    except UnicodeDecodeError:
        pass
    with opened() as stream:
        sample = stream.read(_SEEN)
    if b"\x00" in sample:
        raise NotText
    for encoding in _OTHERS:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not (_CONTROLS.search(text) or _ODD.search(text)):
            return encoding
        if encoding == "cp1252" and spoilt(text):
            return encoding  # two encodings in one file: its spoilt cells are refused one by one
    raise NotText


def _checked(opened: Callable[[], BinaryIO], encoding: str) -> str:
    """The encoding, when the whole file is one text in it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with opened() as stream:
        while chunk := stream.read(_CHUNK):
            if _CONTROLS.search(_decoded(decoder, chunk, encoding)):
                raise NotText
    _decoded(decoder, b"", encoding, final=True)
    return encoding


def _decoded(
    decoder: codecs.IncrementalDecoder, chunk: bytes, encoding: str, *, final: bool = False
) -> str:
    try:
        return decoder.decode(chunk, final)
    except UnicodeDecodeError:
        if encoding == UTF8:
            raise
        raise NotText from None


def spoilt(text: str) -> str:
    """What a text was before a wrong encoding, or `?` when it is lost; nothing when it is sound."""
    if text.isascii() or not _SPOILT.search(text):
        return ""
    if "\ufffd" in text:
        return text.replace("\ufffd", "?")
    try:
        mended = b"".join(_byte(c) for c in text).decode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        mended = _SPOILT.sub(_piece, text)
    return "" if mended == text else mended


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _piece(found: re.Match[str]) -> str:
    """A letter of UTF-8 read as two, when it is one that French texts hold."""
    try:
        letter = b"".join(_byte(c) for c in found[0]).decode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        return found[0]
    return letter if letter in _LIKELY else found[0]


_LIKELY: Final = frozenset("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ’‘“”«»–—…€°·²³ \u00a0\u202f\ufeff")
