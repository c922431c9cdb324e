"""The respondent's page: drawn once per version and language, kept, its token put in last."""

from __future__ import annotations

import struct
import weakref
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from feedback.instruments import rendering
from feedback.instruments.banks import draw, only_drawn, sent
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Problem, Raw
from feedback.instruments.languages import direction, html_lang, own, pick
from feedback.instruments.path import keys
from feedback.instruments.piping import is_piped
from feedback.instruments.questions import Question
from feedback.instruments.scripted import is_scripted
from feedback.instruments.typed import Typed
from feedback.kiosk.slips.codes import CODE
from feedback.kiosk.words import words
from feedback.studies.languages import NAMES

UUID_HERE, START_HERE = "@@uuid@@", "@@start@@"
TRIAL = "essai"  # tried by who writes it: as on a tablet, whatever the mode
GZIP = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # RFC 1952: no name, no time


@dataclass(frozen=True, eq=False)
class Survey:
    """What a respondent's page depends on, but for the person."""

    read: Callable[[], Definition]  # asked for only when the page is not kept yet
    version: str  # public id
    study: str  # public id
    language: str
    offered: tuple[str, ...]
    channel: str  # borne, accompagne, lien; essai for who writes it
    action: str
    sounds: str = ""  # mark of the recordings
    recorded: Callable[[], Mapping[str, str]] = dict  # their addresses by screen
    asks_code: bool = False
    drawn: tuple[str, ...] = ()  # questions of banks, where the server draws them

    @property
    def key(self) -> tuple[object, ...]:
        """What identifies the page: the definition is known by its version."""
        return (self.version, self.language, self.offered, self.channel, self.action,
                self.sounds, self.asks_code, self.drawn)  # fmt: skip

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Survey) and self.key == other.key

    @property
    def definition(self) -> Definition:
        """The version being asked."""
        return self.read()

    def of(self, seed: str) -> Survey:
        """The same for one person: by link the server draws the questions of its banks."""
        if self.channel != "lien" or not self.definition.has_banks:
            return self
        return replace(self, drawn=draw(self.definition.questions, seed))


@dataclass(frozen=True)
class Resumed:
    """A page filled again from a draft: the screen to show, and whether the questions changed."""

    step: str
    changed: bool


def chosen(wanted: str | None, offered: Sequence[str], accepted: Sequence[str] = ()) -> str:
    """The language to show: the one asked for, else the browser's, else French."""
    for tag in (wanted, *accepted):
        if tag in offered:
            return str(tag)
    return "fr"


def data(survey: Survey) -> dict[str, Any]:
    """What the page's script must know: the path's rules and its own words."""
    questions = [
        {"code": q.code, "keys": keys(q), "statements": [{"code": s.code} for s in q.statements],
         "modes": q.modes, "counted": q.counted, "required": q.required, "kind": q.kind,
         **({"show_if": q.show_if} if q.show_if else {})}
        for q in survey.definition.questions
    ]  # fmt: skip
    return {
        "version": survey.version, "language": survey.language,
        "channel": None if survey.channel == TRIAL else survey.channel,
        "questions": questions, "words": words(survey.language),
    }  # fmt: skip


class _Fresh:
    """Questions drawn for nobody in particular, kept as long as the question itself.

    A draft of which one question changed is the same objects but for that one: the page of the
    whole is then drawn for the price of it. One that quotes an answer depends on others: not kept.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[weakref.ref[Question], dict[str, Markup]]] = {}

    def drawn(self, environment: Environment, asked: Sequence[Question], tag: str) -> list[Markup]:
        """The HTML of every question, in order."""
        places = [self._of(one) for one in asked]
        if any(tag not in place for place in places):
            drawings = rendering.draw_all(asked, tag, heading="h2")
            for place, drawing in zip(places, drawings, strict=True):
                if tag not in place:
                    place[tag] = rendering.html(environment, drawing)
        return [place[tag] for place in places]

    def _of(self, question: Question) -> dict[str, Markup]:
        key = id(question)
        held = self._kept.get(key)
        if held is not None and held[0]() is question:
            return held[1]
        made: dict[str, Markup] = {}
        if not is_piped(question):
            gone = weakref.ref(question, lambda _ref: self._kept.pop(key, None))
            self._kept[key] = (gone, made)
        return made


_FRESH = _Fresh()


def html(
    environment: Environment, survey: Survey, raw: Raw | None = None,
    problems: Sequence[Problem] = (), message: str = "", resumed: Resumed | None = None,
    wrong_code: str = "", first: str = "",
) -> str:  # fmt: skip
    """The whole page, with the places of the uuid and the start token still open."""
    tag, definition = survey.language, survey.definition
    shown = [q for q in definition.questions
             if not q.modes or survey.channel in q.modes or survey.channel == TRIAL]  # fmt: skip
    picked = survey.drawn if raw is None else sent(shown, Typed(raw)) or survey.drawn
    shown = only_drawn(shown, picked) if picked else shown
    if raw is None and not problems:
        screens = _FRESH.drawn(environment, shown, tag)
    else:
        drawn = rendering.draw_all(shown, tag, raw, problems, heading="h2")
        screens = [rendering.html(environment, one) for one in drawn]
    return environment.get_template("kiosk/survey.html").render(
        survey=survey, words=words(tag), names=NAMES, lang=html_lang(tag), dir=direction(tag),
        own=own(html_lang(tag)), direction=direction,
        title=pick(definition.texts.get("start_title") or definition.title, tag).text,
        lines=[pick(t, tag).text for t in definition.lines.get("start_lines", ())],
        notice=pick(definition.texts.get("notice", {}), tag).text,
        thanks=pick(definition.texts.get("thanks", {}), tag).text or words(tag)["thanks"],
        screens=[*zip(shown, screens, strict=True)],
        data=data(survey), problems=[(p.field, p.message(tag)) for p in problems],
        scripted=is_scripted(shown),
        sounds=survey.recorded() if survey.sounds else {}, message=message, resumed=resumed, code_field=CODE,
        code=Typed(raw or {}).one(CODE), wrong_code=wrong_code, first=first, uuid_here=UUID_HERE, start_here=START_HERE,
    )  # fmt: skip


class Kept:
    """A page kept compressed around its open places: only what is put there is written anew."""

    def __init__(self, page: str) -> None:
        self.before, rest = page.split(UUID_HERE)
        self.between, self.after = rest.split(START_HERE)
        self._before, self._after = self.before.encode(), self.after.encode()
        self._checked = zlib.crc32(self._before)
        state = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        # Cut at a byte, so that other blocks can follow
        packed = state.compress(self._before) + state.flush(zlib.Z_SYNC_FLUSH)
        self._head = GZIP + packed
        last = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._tail = last.compress(self._after) + last.flush()

    def filled(self, uuid: str, start: str) -> str:
        """The page with its places filled."""
        return f"{self.before}{uuid}{self.between}{start}{self.after}"

    def packed(self, uuid: str, start: str) -> bytes:
        """The same, as gzip: between two parts kept compressed, a block stored as it is."""
        put = f"{uuid}{self.between}{start}".encode()
        stored = struct.pack("<BHH", 0, len(put), len(put) ^ 0xFFFF) + put
        check = zlib.crc32(self._after, zlib.crc32(put, self._checked))
        size = len(self._before) + len(put) + len(self._after)
        return self._head + stored + self._tail + struct.pack("<II", check, size)


class Pages:
    """Fresh pages kept by survey."""

    def __init__(self, environment: Environment) -> None:
        self.of = lru_cache(maxsize=256)(lambda survey: Kept(html(environment, survey)))
