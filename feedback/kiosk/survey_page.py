"""The respondent's page: drawn once per version and language, kept, its token put in last."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment

from feedback.instruments import rendering
from feedback.instruments.definition import Definition
from feedback.instruments.kinds.base import Problem, Raw
from feedback.instruments.languages import direction, html_lang, pick
from feedback.instruments.path import keys
from feedback.kiosk.words import NAMES, words

UUID_HERE, START_HERE = "@@uuid@@", "@@start@@"


@dataclass(frozen=True, eq=False)
class Survey:
    """What a respondent's page depends on, but for the person."""

    read: Callable[[], Definition]  # asked for only when the page is not kept yet
    version: str  # public id
    study: str  # public id
    language: str
    offered: tuple[str, ...]
    channel: str  # borne, accompagne, lien
    action: str

    @property
    def key(self) -> tuple[object, ...]:
        """What identifies the page: the definition is known by its version."""
        return (self.version, self.language, self.offered, self.channel, self.action)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Survey) and self.key == other.key

    @property
    def definition(self) -> Definition:
        """The version being asked."""
        return self.read()


def offered(languages: Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Languages to show: those of the version that the study allows, French first."""
    return tuple(tag for tag in languages if tag in allowed or tag == "fr")


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
        "version": survey.version, "language": survey.language, "channel": survey.channel,
        "questions": questions, "words": words(survey.language),
    }  # fmt: skip


def html(
    environment: Environment, survey: Survey, raw: Raw | None = None,
    problems: Sequence[Problem] = (), message: str = "",
) -> str:  # fmt: skip
    """The whole page, with the places of the uuid and the start token still open."""
    tag, definition = survey.language, survey.definition
    shown = [q for q in definition.questions if not q.modes or survey.channel in q.modes]
    drawn = rendering.draw_all(shown, tag, raw, problems, heading="h2")
    return environment.get_template("kiosk/survey.html").render(
        survey=survey, words=words(tag), names=NAMES, lang=html_lang(tag), dir=direction(tag),
        title=pick(definition.texts.get("start_title") or definition.title, tag).text,
        lines=[pick(t, tag).text for t in definition.lines.get("start_lines", ())],
        notice=pick(definition.texts.get("notice", {}), tag).text,
        thanks=pick(definition.texts.get("thanks", {}), tag).text or words(tag)["thanks"],
        screens=[(q, rendering.html(environment, d)) for q, d in zip(shown, drawn, strict=True)],
        data=data(survey), problems=[(p.field, p.message(tag)) for p in problems],
        message=message, uuid_here=UUID_HERE, start_here=START_HERE,
    )  # fmt: skip


class Kept:
    """A page kept compressed up to its first open place: the rest is a few lines."""

    def __init__(self, page: str) -> None:
        self.before, rest = page.split(UUID_HERE)
        self.between, self.after = rest.split(START_HERE)
        self._state = zlib.compressobj(9, zlib.DEFLATED, 31)
        self._packed = self._state.compress(self.before.encode())

    def filled(self, uuid: str, start: str) -> str:
        """The page with its places filled."""
        return f"{self.before}{uuid}{self.between}{start}{self.after}"

    def packed(self, uuid: str, start: str) -> bytes:
        """The same, as gzip."""
        state = self._state.copy()
        rest = f"{uuid}{self.between}{start}{self.after}".encode()
        return self._packed + state.compress(rest) + state.flush()


class Pages:
    """Fresh pages kept by survey."""

    def __init__(self, environment: Environment) -> None:
        self.of = lru_cache(maxsize=256)(lambda survey: Kept(html(environment, survey)))
