"""What the standard says, asked of pyxform, its reference converter: names of columns and types.

All that is taken from pyxform is taken here.
It is loaded when a form is first read: ten megabytes few processes need.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

SHEETS = ("survey", "choices", "settings")
# Kobo's own blocks: it rewrites them as plain rows before pyxform sees them.
_KOBO = re.compile(r"(begin|end)_(score|rank|kobomatrix)|score__row|rank__level")
_LISTED = {"select one": "select_one", "select all that apply": "select_multiple", "rank": "rank"}
_WRITTEN = {"string": "text", "int": "integer", "decimal": "decimal", "date": "date"}
_OTHERS = {
    "geopoint": "place", "geotrace": "place", "geoshape": "place", "barcode": "barcode",
    "dateTime": "moment", "time": "moment", "binary": "media",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a row asks: a plain `type`, the list it draws from, whether « other » is added.

    `type` is text, integer, decimal, date, range, note, acknowledge, select_one, select_multiple,
    rank, file (choices in another file), external (choices in another sheet), place, barcode,
    moment, media, calculate, metadata, one of Kobo's, or begin_… and end_… of group, repeat, loop.
    """

    type: str
    list: str = ""
    other: bool = False


def tokens(header: str, sheet: str, headers: Collection[str]) -> tuple[str, ...]:
    """Return the name of a column under its one name, with what follows: (label, Français (fr))."""
    from pyxform.parsing.sheet_headers import process_header

    double = any("::" in one for one in headers)
    known, aliases = _columns(sheet)
    return process_header(header, double, aliases, known)[1]


@cache
def _columns(sheet: str) -> tuple[frozenset[str], dict[str, str | tuple[str, ...]]]:
    from pyxform import aliases
    from pyxform.question import MultipleChoiceQuestion, Option
    from pyxform.survey import Survey

    element, known = {
        "survey": (MultipleChoiceQuestion, aliases.survey_header),
        "choices": (Option, aliases.list_header),
    }.get(sheet, (Survey, aliases.settings_header))
    return frozenset(element.get_slot_names()), dict(known)


def asked(written: str) -> Asked | None:
    """Return what a type asks, None when nobody knows it."""
    plain = " ".join(written.split())
    return _asked(plain) or _asked(plain.lower())


def _asked(written: str) -> Asked | None:
    from pyxform import aliases
    from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

    joined = written.replace(" ", "_")
    if _KOBO.fullmatch(joined):
        return Asked(joined)
    for mark, shape in (("begin", RE_BEGIN_CONTROL), ("end", RE_END_CONTROL)):
        if found := shape.search(written):
            return Asked(f"{mark}_{aliases.control[found['type']]}")
    if found := RE_SELECT.search(written):
        command = found["select_command"]
        if command in aliases.select_from_file:
            return Asked("file", found["list_name"])
        kind = _LISTED.get(aliases.select[command], "external")
        return Asked(kind, found["list_name"], bool(found["specify_other"]))
    return _plain(written)


def _plain(written: str) -> Asked | None:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    found = QUESTION_TYPE_DICT.get(written)
    if found is None:
        return None
    tag, bind = found.get("control", {}).get("tag"), found.get("bind", {})
    if tag is None or tag == "action":
        hidden = "jr:preload" in bind or written in ("audit", "background-audio", "start-geopoint")
        return Asked("metadata" if hidden else "calculate")
    if tag == "trigger":
        return Asked("acknowledge" if bind.get("type") != "geopoint" else "metadata")
    if tag == "range":
        return Asked("range")
    if bind.get("readonly"):
        return Asked("note")
    return Asked(_WRITTEN.get(bind.get("type", ""), _OTHERS.get(bind.get("type", ""), "media")))


def yes(written: str) -> bool | None:
    """Return what a yes or no says, None when it is an expression."""
    from pyxform import aliases

    return aliases.yes_no.get(written.strip())


def parameters(written: str) -> dict[str, str]:
    """Return the parameters of a row, `start=0 end=10`; what is not one is passed over."""
    words = [one for one in re.split(r"[\s,;]+", written.replace("=", " = ")) if one]
    return {
        words[at - 1].lower(): words[at + 1]
        for at, word in enumerate(words)
        if word == "=" and 0 < at < len(words) - 1
    }
