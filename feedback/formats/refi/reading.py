"""Reads a `.qdpx` of any tool into a project, and says what was changed or left out."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from feedback.formats.refi import opening, positions
from feedback.formats.refi.findings import Report, Unreadable
from feedback.formats.refi.guids import folded
from feedback.formats.refi.positions import Named, Reading, Text
from feedback.formats.refi.project import (
    Case,
    Code,
    Coding,
    Group,
    Note,
    Project,
    Selection,
    Source,
    User,
    Value,
    Variable,
)
from feedback.formats.text import normalise

DEEPEST = 60  # levels of codes
MOST_SELECTIONS = 1_000_000
OTHER_SOURCES = {"PictureSource", "PDFSource", "AudioSource", "VideoSource"}
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def read(file: IO[bytes]) -> tuple[Project, Report]:
    """Return the project and its report; raises `Unreadable`, nothing is half read."""
    found = opening.archive(file)
    roots = [
        one.filename for one in found.infolist()
        if "/" not in one.filename and one.filename.casefold().endswith(".qde")
    ]  # fmt: skip
    if len(roots) != 1:
        raise Unreadable("several" if roots else "no_project")
    content = opening.entry(found, roots[0], opening.LARGEST_XML)
    root = opening.xml(content, roots[0])
    if _tag(root) != "Project":
        raise Unreadable("not_project", roots[0])
    return _Reader(found, root).read()


def codes_in(book: Any, report: Report, deep: int = 0) -> Iterator[Code]:
    """Yield the codes under an element; those without a name or a GUID are left out."""
    if deep > DEEPEST:
        raise Unreadable("deep")
    for one in _children(book, "Code"):
        name, guid = normalise(one.get("name") or "").strip(), folded(one.get("guid"))
        if not name or not guid:
            report.say("nameless_code", name or one.get("guid") or "")
            continue
        colour = one.get("color") or ""
        yield Code(
            guid, name, one.get("isCodable", "true").strip() not in ("false", "0"),
            colour if _COLOUR.fullmatch(colour) else "", _said(one, "Description"),
            _references(one, "NoteRef"), tuple(codes_in(one, report, deep + 1)), one.sourceline or 0,
        )  # fmt: skip


class _Reader:
    """One file being read."""

    def __init__(self, archive: zipfile.ZipFile, root: Any) -> None:
        self.archive, self.root, self.report = archive, root, Report()
        self.entries = {opening.base(name): name for name in archive.namelist()}
        self.seen: set[str] = set()

    def read(self) -> tuple[Project, Report]:
        """Read every part; texts first, since they tell how places are counted."""
        book = _child(_child(self.root, "CodeBook"), "Codes")
        texts = list(self._texts())
        named = [
            (text, [*map(_named, _children(one, "PlainTextSelection"))]) for one, text in texts
        ]
        if sum(len(some) for _, some in named) > MOST_SELECTIONS:
            raise Unreadable("selections")
        reading, agreeing, told = positions.chosen(named)
        self.report.facts = {
            "origin": normalise(self.root.get("origin") or ""), "reading": reading,
            "agreeing": agreeing, "told": told,
        }  # fmt: skip
        for name in ("Links", "Graphs"):
            for one in _each(self.root, name):
                self.report.say(name.lower(), one.get("name") or "")
        project = Project(
            name=normalise(self.root.get("name") or "").strip(),
            origin=normalise(self.root.get("origin") or ""),
            users=tuple(
                User(guid, normalise(one.get("name") or "").strip())
                for one in _each(self.root, "Users") if (guid := folded(one.get("guid")))
            ),
            codes=tuple(codes_in(book, self.report)) if book is not None else (),
            variables=tuple(
                Variable(guid, normalise(one.get("name") or ""), one.get("typeOfVariable") or "Text")
                for one in _each(self.root, "Variables") if (guid := folded(one.get("guid")))
            ),
            cases=tuple(map(_case, _each(self.root, "Cases"))),
            sources=tuple(self._source(one, text, reading) for one, text in texts),
            notes=tuple(self._notes()), groups=tuple(map(_group, _each(self.root, "Sets"))),
            description=_said(self.root, "Description"),
            user=folded(self.root.get("creatingUserGUID")), at=_moment(self.root, "creationDateTime"),
        )  # fmt: skip
        self._one_of_each(project)
        return project, self.report

    def _one_of_each(self, project: Project) -> None:
        """A GUID names one thing: two codes or texts of the same one cannot be told apart."""
        known: set[str] = set()
        for guid in (*guids(project.codes), *(one.guid for one in project.sources)):
            if guid in known:
                raise Unreadable("twice", guid)
            known.add(guid)
        lost = {
            coding.code
            for source in project.sources
            for one in source.selections for coding in one.codings if coding.code not in known
        }  # fmt: skip
        for guid in lost:
            self.report.say("unknown_code", guid)

    def _texts(self) -> Iterator[tuple[Any, Text]]:
        for one in _each(self.root, "Sources"):
            name = one.get("name") or one.get("guid") or ""
            if _tag(one) != "TextSource":
                self.report.say("other_source" if _tag(one) in OTHER_SOURCES else "unknown", name)
            elif not folded(one.get("guid")):
                self.report.say("no_guid", name)
            elif (came := self._text(one)) is None:
                self.report.say("no_text", name)
            else:
                yield one, Text(came)

    def _text(self, one: Any) -> str | None:
        content = _child(one, "PlainTextContent")
        if content is not None:
            return "".join(content.itertext())
        path = one.get("plainTextPath") or ""
        if not path.casefold().startswith("internal://"):
            return None
        name = self.entries.get(opening.base(path))
        if name is None:
            return None
        return _decoded(opening.entry(self.archive, name, opening.LARGEST_TEXT), name)

    def _source(self, one: Any, text: Text, reading: Reading) -> Source:
        return Source(
            folded(one.get("guid")), normalise(one.get("name") or "").strip(), text.kept,
            _user(one), _moment(one, "creationDateTime"), _said(one, "Description"),
            tuple(self._selections(one, text, reading)), tuple(map(_coding, _children(one, "Coding"))),
            _references(one, "NoteRef"), _values(one),
        )  # fmt: skip

    def _selections(self, source: Any, text: Text, reading: Reading) -> Iterator[Selection]:
        for one in _children(source, "PlainTextSelection"):
            named, where = _named(one), source.get("name") or ""
            places = positions.span(text, named, reading)
            if places is None:
                self.report.say("empty" if named.start == named.end else "outside", where)
                continue
            start, end = map(text.to_kept, places)
            if start >= end:
                self.report.say("empty", where)
                continue
            yield Selection(
                folded(one.get("guid")), start, end, named.name, _user(one),
                _moment(one, "creationDateTime"), _said(one, "Description"),
                tuple(map(_coding, _children(one, "Coding"))), _references(one, "NoteRef"),
            )  # fmt: skip

    def _notes(self) -> Iterator[Note]:
        for one in _each(self.root, "Notes"):
            guid, came = folded(one.get("guid")), self._text(one)
            if not guid or came is None:
                self.report.say("note", one.get("name") or "")
                continue
            name = normalise(one.get("name") or "").strip()
            yield Note(guid, name, normalise(came), _user(one), _moment(one, "creationDateTime"))


def guids(codes: tuple[Code, ...]) -> Iterator[str]:
    """Yield the GUID of every code, those below too."""
    for one in codes:
        yield one.guid
        yield from guids(one.children)


def _decoded(content: bytes, name: str) -> str:
    """A text in UTF-8, or UTF-16 when it says so; the mark stays, readings may count it."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return positions.BOM + content.decode("utf-16") if wide else content.decode("utf-8")
    except UnicodeDecodeError as bad:
        raise Unreadable("encoding", name) from bad


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: Any, name: str) -> list[Any]:
    return [] if element is None else [one for one in element if _tag(one) == name]


def _child(element: Any, name: str) -> Any:
    return next(iter(_children(element, name)), None)


def _each(root: Any, container: str) -> list[Any]:
    held = _child(root, container)
    return [] if held is None else list(held)


def _said(element: Any, name: str) -> str:
    found = _child(element, name)
    return "" if found is None else normalise("".join(found.itertext()))


def _references(element: Any, name: str) -> tuple[str, ...]:
    given = (folded(one.get("targetGUID") or one.get("guid")) for one in _children(element, name))
    return tuple(guid for guid in given if guid)


def _user(element: Any) -> str:
    return folded(element.get("creatingUser"))


def _moment(element: Any, name: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat((element.get(name) or "").strip())
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _named(element: Any) -> Named:
    def place(name: str) -> int:
        given = (element.get(name) or "").strip()
        return int(given) if given.isdecimal() and len(given) < 12 else -1

    name = normalise(element.get("name") or "")
    return Named(place("startPosition"), place("endPosition"), name)


def _coding(element: Any) -> Coding:
    code = next(iter(_references(element, "CodeRef")), "")
    return Coding(
        folded(element.get("guid")), code, _user(element), _moment(element, "creationDateTime"),
        _references(element, "NoteRef"),
    )  # fmt: skip


def _values(element: Any) -> tuple[Value, ...]:
    found = []
    for one in _children(element, "VariableValue"):
        variable = next(iter(_references(one, "VariableRef")), "")
        said = [child for child in one if _tag(child).endswith("Value")]
        if variable and said:
            found.append(Value(variable, normalise(said[0].text or "")))
    return tuple(found)


def _case(element: Any) -> Case:
    return Case(
        folded(element.get("guid")), normalise(element.get("name") or "").strip(),
        _said(element, "Description"), _values(element), _references(element, "SourceRef"),
        _references(element, "SelectionRef"),
    )  # fmt: skip


def _group(element: Any) -> Group:
    return Group(
        folded(element.get("guid")), normalise(element.get("name") or "").strip(),
        _said(element, "Description"), _references(element, "MemberCode"),
        _references(element, "MemberSource"), _references(element, "MemberNote"),
    )  # fmt: skip
