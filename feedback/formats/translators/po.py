"""The gettext format, which Poedit, Weblate and OmegaT read: a text that must be seen again is fuzzy."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from feedback.formats.text import decode, normalise
from feedback.formats.translators.entry import LARGEST, MOST, Entry, File, Unreadable

FUZZY = "fuzzy"
# Read apart: a language that gettext does not know would make the whole file unreadable
_LANGUAGE = re.compile(r'^"Language: ([^"\\]*)\\n"\r?\n', re.MULTILINE)


def write(entries: Iterable[Entry], language: str, title: str, stamp: datetime) -> bytes:
    """Return the file; the key of each text is its context, so that none is taken for another."""
    catalog = Catalog(
        locale=language.replace("-x-", "@"), project=" ".join(title.split()), version="-",
        header_comment=f"# {' '.join(title.split())}", msgid_bugs_address="", last_translator="",
        language_team="", creation_date=stamp, revision_date=stamp, fuzzy=False,
    )  # fmt: skip
    for one in entries:
        told = [one.context, f"Français simple : {one.plain}" if one.plain else ""]
        message = catalog.add(
            one.source, one.target, context=one.key, flags={FUZZY} if one.again else (),
            auto_comments=[line for text in told for line in text.splitlines()],
        )  # fmt: skip
        message.flags -= {"python-format", "python-brace-format"}  # a guess that misleads tools
    sink = io.BytesIO()
    write_po(sink, catalog, width=0)
    return sink.getvalue()


def read(data: bytes) -> File:
    """Read a file handed back, or raise `Unreadable`."""
    if len(data) > LARGEST:
        raise Unreadable("too_big")
    text = decode(data)
    if text is None or "msgid" not in text:
        raise Unreadable("not_a_file")
    try:
        lines = _LANGUAGE.sub("", text, count=1).splitlines(keepends=True)
        catalog = read_po(lines, ignore_obsolete=True, abort_invalid=True)
        entries = tuple(_entry(one) for one in catalog if one.id)
    except Exception as error:  # a damaged file fails in any way
        raise Unreadable("not_a_file") from error
    if len(entries) > MOST:
        raise Unreadable("too_big")
    if not entries:
        raise Unreadable("empty")
    said = _LANGUAGE.search(text)
    return File(said[1].strip().replace("@", "-x-").replace("_", "-") if said else "", entries)


def _entry(one: Message) -> Entry:
    source, target = (x if isinstance(x, str) else x[0] for x in (one.id, one.string or ""))
    return Entry(
        normalise(one.context or ""), normalise(source).strip(), normalise(target).strip(),
        again=one.fuzzy, line=one.lineno or 0,
    )  # fmt: skip
