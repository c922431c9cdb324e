"""Every page of the demonstration: axe finds nothing, and a narrow screen loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.screenshots import pages

pytestmark = [pytest.mark.browser, pytest.mark.once]
LOCAL = {
    "study_lead": "responsable", "coder": "codeuse", "manager": "lieu", "moderator": "moderateur",
    "interviewer": "enqueteur", "agent": "agent", "administrator": "administrateur", "dpo": "dpo",
}  # fmt: skip
# Files to download, and the pages that another test walks in every language.
NOT_PAGES = (
    "download",
    "fichier",
    ".file",
    ".sound",
    "pictures.picture",
    "drafting.state",
    ".workbook",
    "coding.suggestions",
)


def each_page(
    world: Any, visit: Callable[..., Any], width: int, height: int, **options: Any
) -> Any:
    """Open every page once, as its first visitor; yields its name and the visitor."""
    visitors: dict[str | None, Any] = {}
    for name, path, role in pages(world, set()):
        if name.endswith("_file") or any(part in name for part in NOT_PAGES):
            continue
        if role not in visitors:
            visitors[role] = visit(width, height, **options)
            if role:
                visitors[role].sign_in(LOCAL[role])
        answer = visitors[role].page.goto(visitors[role].server + path)
        if "html" in answer.headers.get("content-type", ""):
            yield name, visitors[role]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(world: Any, visit: Callable[..., Any], scheme: str) -> None:
    found = [
        f"{name}: {violation}"
        for name, visitor in each_page(world, visit, 1440, 900, color_scheme=scheme)
        for violation in visitor.violations()
    ]
    assert found == []


def test_nothing_is_lost_at_320_pixels(world: Any, visit: Callable[..., Any]) -> None:
    wide = []
    for name, visitor in each_page(world, visit, 320, 700):
        extra = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if extra > 0:
            wide.append((name, extra))
    assert wide == []
