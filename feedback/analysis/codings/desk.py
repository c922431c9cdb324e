"""What the pages of the analysis of codings share."""

from __future__ import annotations

from typing import Any

from flask import request

from feedback.accounts.access import account
from feedback.analysis.codings.queries import Field
from feedback.analysis.codings.words import PAGES
from feedback.codebook.models import Code
from feedback.codebook.queries import by_key, tree
from feedback.coding.desk import states, tabs
from feedback.coding.lists.queries import asked
from feedback.coding.queries import filters_of, hue
from feedback.corpus.moderation import words
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import page

VALENCES = {"-1": -1, "0": 0, "1": 1}


def field_of(public_id: str) -> Field:
    """What is looked at, as the address says."""
    found = study(account(), "code", public_id)
    return Field(found, account(), states(), filters_of(request.args))


def top_only() -> bool:
    """Families, rather than each code?"""
    return request.args.get("niveau") == "familles"


def choice(name: str, known: Any, default: str) -> str:
    """What a list of the page says, or the default."""
    given = request.args.get(name, "")
    return given if given in known else default


def the_code(field: Field) -> Code | None:
    """The code that the address names, if any."""
    return by_key(field.study, normalise(request.args.get("code", ""))[:20])


def in_order(study_: Study, families: bool = False) -> list[Any]:
    """The branches of the book from top to bottom, archived codes too, or the topmost alone."""
    found: list[Any] = []

    def walk(branches: Any) -> None:
        for branch in branches:
            found.append(branch)
            if not families:
                walk(branch.children)

    walk(tree(study_, archived=True))
    return found


def show(name: str, field: Field, **more: Any) -> Any:
    """One page, with all that the pages share."""
    args = {key: value for key, value in request.args.items() if value and key != "avant"}
    return page(
        f"analysis/codings/{name}.html", study=field.study, filters=field.filters, words=words,
        asked=asked(field.study), hue=hue, pages=PAGES, part=name, args=args,
        families=top_only(), **tabs(field.study), **more,
    )  # fmt: skip
