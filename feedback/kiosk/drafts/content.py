"""What a draft holds, and what of it may be counted when nobody comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from feedback.instruments.definition import Definition
from feedback.instruments.kinds import kind_of
from feedback.instruments.kinds.reading import OTHER

STEP = "step-reached"  # field names no question can have: codes hold no hyphen
IDENTITY = ("uuid", "start", "lang", STEP)
MOST_BYTES = 256 * 1024
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Content:
    """The fields as the page sent them, the language, the screen reached, the start token."""

    fields: Fields
    language: str
    step: str
    start: str

    def as_json(self) -> str:
        """What is sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read(text: str) -> Content:
    """What was sealed."""
    return Content(**json.loads(text))


def content(form: Any, language: str) -> Content:
    """What a page sent; `form` is its MultiDict."""
    fields = {
        name: filled
        for name, values in form.lists()
        if name not in IDENTITY and (filled := [v for v in values if v.strip()])
    }
    return Content(fields, language, form.get(STEP, "")[:60], form.get("start", ""))


def without_text(definition: Definition, fields: Mapping[str, list[str]]) -> Fields:
    """The same without a word that was typed."""
    written = {q.code for q in definition.questions if kind_of(q).is_text}
    return {n: v for n, v in fields.items() if n not in written and not n.endswith(OTHER)}


def after(uuid: str) -> str:
    """The id of what is sent after a draft of this id was counted: always the same one, a v4."""
    figures = list(hashlib.sha256(f"after {uuid}".encode()).hexdigest()[:32])
    figures[12], figures[16] = "4", "89ab"[int(figures[16], 16) % 4]
    whole = "".join(figures)
    return "-".join((whole[:8], whole[8:12], whole[12:16], whole[16:20], whole[20:]))
