"""Text is brought to one form at the door, once: counts, offsets and hashes see only that form."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters but tab and line feed, byte order marks, lone surrogates, and the two
# code points no XML file may hold: a workbook with one of them does not open.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return the text in NFC, with LF line ends and nothing that cannot be written in a file.

    The composition comes last: taking a control character away may bring an accent to its letter.
    """
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))


def decode(data: bytes) -> str | None:
    """Return the text of a plain file: UTF-8 or UTF-16 by its mark, else Windows-1252.

    None when it is no text at all, as a word processor's file is not.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")) or b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
