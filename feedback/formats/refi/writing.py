"""Writes a project as a `.qdpx` that every known reader takes.

The profile: `project.qde` and `sources/`, UTF-8 without byte order mark, LF, texts in files of
their own, `origin` and dates everywhere, the author on a selection and on its coding, elements in
the order of the schema, no empty container. REFI-QDA 1.5, §5, §7, §9, §10.2.
"""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from lxml import etree

from feedback.formats.refi.project import (
    Case,
    Code,
    Coding,
    Group,
    Note,
    Project,
    Selection,
    Source,
    Value,
)

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT, SOURCES = "project.qde", "sources/"
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_VALUES = {
    "Text": "TextValue", "Boolean": "BooleanValue", "Integer": "IntegerValue",
    "Float": "FloatValue", "Date": "DateValue", "DateTime": "DateTimeValue",
}  # fmt: skip
CALM = dt.datetime(1980, 1, 1)  # the date of every entry: same content, same bytes


def write(file: IO[bytes], project: Project) -> None:
    """Write the archive; the same project gives the same bytes."""
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        tempfile.TemporaryFile() as aside,
    ):
        _Writer(project, aside, archive).write()
        aside.seek(0)
        with archive.open(_entry(PROJECT), "w", force_zip64=True) as entry:
            while chunk := aside.read(1 << 20):
                entry.write(chunk)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, CALM.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def plain(text: str) -> str:
    """Return what XML can hold of a text: signs it forbids are taken out."""
    return _UNWRITABLE.sub("", text)


def quoted(words: str, most: int = 60) -> str:
    """Return the first characters of a passage, on one line, as the name of its selection."""
    return " ".join(plain(words[: most * 2]).split())[:most].strip()


class _Writer:
    """One project being written: the XML aside, the texts at once in the archive."""

    def __init__(self, project: Project, aside: IO[bytes], archive: zipfile.ZipFile) -> None:
        self.project, self.aside, self.archive = project, aside, archive
        self.kinds = {one.guid: one.kind for one in project.variables}

    def write(self) -> None:
        """Write every part in the order of the schema."""
        project = self.project
        root = _element(
            "Project", name=project.name, origin=project.origin, creatingUserGUID=project.user,
            creationDateTime=_moment(project.at), modifyingUserGUID=project.user,
            modifiedDateTime=_moment(project.at),
        )  # fmt: skip
        opening = etree.tostring(root).removesuffix(b"/>")
        # Elements are written without namespace of their own: they are in the root's
        self.aside.write(b'<?xml version="1.0" encoding="utf-8"?>\n' + opening)
        self.aside.write(f' xmlns="{NAMESPACE}">\n'.encode())
        self._listed("Users", (_element("User", guid=u.guid, name=u.name) for u in project.users))
        if project.codes:
            book = _element("CodeBook")
            etree.SubElement(book, "Codes").extend(map(code_element, project.codes))
            self._put(book)
        self._listed("Variables", (
            _element("Variable", guid=v.guid, name=v.name, typeOfVariable=v.kind)
            for v in project.variables
        ))  # fmt: skip
        self._listed("Cases", map(self._case, project.cases))
        self._listed("Sources", map(self._source, project.sources))
        self._listed("Notes", map(self._note, project.notes))
        self._listed("Sets", map(_group, project.groups))
        if project.description:
            self._put(_described(project.description))
        self.aside.write(b"</Project>\n")

    def _put(self, element: Any) -> None:
        self.aside.write(etree.tostring(element, encoding="utf-8") + b"\n")

    def _listed(self, name: str, elements: Iterable[Any]) -> None:
        """A container, when it holds something."""
        each = iter(elements)
        first = next(each, None)
        if first is None:
            return
        self.aside.write(f"<{name}>\n".encode())
        self._put(first)
        for one in each:
            self._put(one)
        self.aside.write(f"</{name}>\n".encode())

    def _keep(self, guid: str, text: str) -> str:
        with self.archive.open(_entry(f"{SOURCES}{guid}.txt"), "w") as entry:
            entry.write(text.encode())
        return f"internal://{guid}.txt"

    def _case(self, case: Case) -> Any:
        made = _element("Case", guid=case.guid, name=case.name)
        _describe(made, case.description)
        made.extend(self._values(case.values))
        made.extend(_element("SourceRef", targetGUID=one) for one in case.sources)
        made.extend(_element("SelectionRef", targetGUID=one) for one in case.selections)
        return made

    def _values(self, values: Sequence[Value]) -> Iterator[Any]:
        for one in values:
            value = _element("VariableValue")
            etree.SubElement(value, "VariableRef", targetGUID=one.variable)
            etree.SubElement(value, _VALUES[self.kinds[one.variable]]).text = plain(one.value)
            yield value

    def _source(self, source: Source) -> Any:
        made = self._text("TextSource", source)
        _describe(made, source.description)
        made.extend(map(_selection, source.selections))
        made.extend(map(_coding, source.codings))
        made.extend(_noted(source.notes))
        made.extend(self._values(source.values))
        return made

    def _note(self, note: Note) -> Any:
        return self._text("Note", note)

    def _text(self, name: str, one: Source | Note) -> Any:
        return _element(
            name, guid=one.guid, name=one.name, plainTextPath=self._keep(one.guid, one.text),
            creatingUser=one.user, creationDateTime=_moment(one.at), modifyingUser=one.user,
            modifiedDateTime=_moment(one.at),
        )  # fmt: skip


def code_element(code: Code) -> Any:
    """Return the element of a code with those below it."""
    made = _element(
        "Code", guid=code.guid, name=code.name, isCodable=str(code.codable).lower(),
        color=code.colour,
    )  # fmt: skip
    _describe(made, code.description)
    made.extend(_noted(code.notes))
    made.extend(map(code_element, code.children))
    return made


def _selection(one: Selection) -> Any:
    made = _element(
        "PlainTextSelection", guid=one.guid, name=one.name, startPosition=str(one.start),
        endPosition=str(one.end), creatingUser=one.user, creationDateTime=_moment(one.at),
        modifyingUser=one.user, modifiedDateTime=_moment(one.at),
    )  # fmt: skip
    _describe(made, one.description)
    made.extend(map(_coding, one.codings))
    made.extend(_noted(one.notes))
    return made


def _coding(one: Coding) -> Any:
    made = _element(
        "Coding", guid=one.guid, creatingUser=one.user, creationDateTime=_moment(one.at)
    )
    etree.SubElement(made, "CodeRef", targetGUID=one.code)
    made.extend(_noted(one.notes))
    return made


def _group(group: Group) -> Any:
    made = _element("Set", guid=group.guid, name=group.name)
    _describe(made, group.description)
    made.extend(_element("MemberCode", targetGUID=one) for one in group.codes)
    made.extend(_element("MemberSource", targetGUID=one) for one in group.sources)
    made.extend(_element("MemberNote", targetGUID=one) for one in group.notes)
    return made


def _noted(notes: Iterable[str]) -> Iterator[Any]:
    return (_element("NoteRef", targetGUID=one) for one in notes)


def _described(text: str) -> Any:
    made = _element("Description")
    made.text = plain(text)
    return made


def _describe(element: Any, text: str) -> None:
    if text:
        element.append(_described(text))


def _element(tag: str, /, **given: str) -> Any:
    return etree.Element(tag, _given(**given))


def _given(**given: str) -> dict[str, str]:
    """Attributes that say something, without the signs XML forbids."""
    return {key: plain(value) for key, value in given.items() if value}


def _moment(at: dt.datetime | None) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
