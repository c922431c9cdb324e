"""What stands beside an answer's words: an icon of the house, or a picture of the study."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from feedback.config import ROOT
from feedback.instruments.questions import Question

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


@lru_cache(maxsize=1)
def icons() -> dict[str, str]:
    """The house's icons: the lines of each, by its name."""
    return dict(_SYMBOL.findall((ROOT / "static" / "img" / "icons.svg").read_text("utf-8")))


def address(token: str) -> str:
    """Where a picture is served, for ever the same."""
    return f"/images/{token}"


def tokens(questions: Iterable[Question]) -> dict[str, str]:
    """The pictures that questions show, each with the place that names it."""
    return {
        option.picture: f"Question « {question.code} », option « {option.value} »"
        for question in questions
        for option in question.options
        if option.picture
    }
