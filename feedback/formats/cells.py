"""Everything a spreadsheet cell can get wrong, dealt with in one place.

A text stays a text (never a formula, a link or an escape), nothing is cut in silence, numbers
and dates are real ones, and what a spreadsheet cannot hold as a number is written as text.
Two departures from the text given: CR LF and CR become LF, and a character that XML cannot
carry (control characters, lone surrogates) becomes U+FFFD, visibly.
An empty text is an empty cell.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from zoneinfo import ZoneInfo

LONGEST = 32_767  # UTF-16 units in one cell
EXACT = 10**15  # a spreadsheet keeps fifteen figures of a number
PARIS = ZoneInfo("Europe/Paris")
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
CARE = re.compile("[\x00-\x1f\x7f-\x9f&<>_\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LEADERS = frozenset("=+-@\t\n\r'＝＋－＠")
EDGES = frozenset(LEADERS | set(" \u00a0\u2028\u2029"))
DAY_ZERO = date(1899, 12, 30).toordinal()
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets disagree about the calendar


def clean(text: str) -> str:
    """The text with LF line ends and no character that a spreadsheet cannot hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ODD.sub("\ufffd", text)


def escape(text: str) -> str:
    """A clean text as XML character data; a literal `_x0041_` is kept from being decoded."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ESCAPED.sub("_x005F_", text)


def has_escape(text: str) -> bool:
    """True when the text holds something a reader could take for an escape (`_x0041_`)."""
    return "_x" in text and ESCAPED.search(text) is not None


def leads(text: str) -> bool:
    """True when a spreadsheet might take the text for something to compute once edited."""
    return text[:1] in LEADERS


def units(text: str) -> int:
    """Length as spreadsheets count it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int = LONGEST) -> list[str]:
    """The text cut into as few pieces as fit a cell each; joined they give it back."""
    if len(text) * 2 <= limit or units(text) <= limit:
        return [text]
    found, start, size = [], 0, 0
    for at, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if size + width > limit:
            found.append(text[start:at])
            start, size = at, 0
        size += width
    return [*found, text[start:]]


def parts_needed(longest: int, limit: int = LONGEST) -> int:
    """Cells enough for any text of `longest` code points."""
    return max(1, -(-2 * longest // (limit - 1))) if longest * 2 > limit else 1


def local(moment: datetime) -> datetime:
    """The moment on a clock in Paris, without its zone; a naive one is already there."""
    return moment.astimezone(PARIS).replace(tzinfo=None) if moment.tzinfo else moment


def serial(value: date) -> int | float | None:
    """A date or moment as a spreadsheet counts it; None before March 1900."""
    if not isinstance(value, datetime):
        return value.toordinal() - DAY_ZERO if value >= FIRST_DAY else None
    value = local(value)
    if value.date() < FIRST_DAY:
        return None
    seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return value.toordinal() - DAY_ZERO + seconds / 86_400


def numeral(value: object) -> str | None:
    """A number as a cell writes it, exact; None when a spreadsheet would change it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value) if -EXACT < value < EXACT else None
    if isinstance(value, float):
        return repr(float(value)) if isfinite(value) else None
    if isinstance(value, Decimal) and value.is_finite() and len(value.as_tuple().digits) <= 15:
        return repr(float(value))
    return None


def as_text(value: object) -> str:
    """What is written when a value cannot be a number or a date of the spreadsheet."""
    if isinstance(value, datetime):
        return local(value).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
