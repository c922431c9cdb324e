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
