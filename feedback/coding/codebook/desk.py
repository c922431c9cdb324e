"""What the pages of the codebook share: the tree as it stands, the codes they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account
from feedback.accounts.acts import may as roles_may
from feedback.codebook.history.queries import last_of
from feedback.codebook.history.words import ACTS
from feedback.codebook.models import Code
from feedback.codebook.queries import by_key, by_keys, tree
from feedback.codebook.versions.queries import last_number
from feedback.coding import queries as coding_queries
from feedback.coding.codebook import queries
from feedback.corpus.moderation import words
from feedback.corpus.states import READABLE
from feedback.errors import NotAllowed, Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.web.forms import BareForm
from feedback.web.pages import page

MOST_CHOSEN = 1000


def address(found: Study, key: str = "", **more: Any) -> str:
    """The page of the tree, at one of its codes."""
    anchor = f"#code-{key}" if key else ""
    return url_for("coding.codebook", public_id=found.public_id, **more) + anchor


def the_code(found: Study, key: str) -> Code:
    """A code of the study by its key, or NotAllowed."""
    code = by_key(found, normalise(key))
    if code is None:
        raise NotAllowed
    return code


def named(found: Study, name: str) -> Code:
    """The code that a field of the form names, or `Refused`."""
    code = by_key(found, normalise(request.values.get(name, ""))[:20])
    if code is None:
        raise Refused(_l("Choisissez un code du livre."), name)
    return code


def chosen(found: Study, name: str = "cle") -> list[Code]:
    """The codes ticked, in the order of the book."""
    return by_keys(found, [normalise(k)[:20] for k in request.values.getlist(name)[:MOST_CHOSEN]])


def readers_states(found: Study) -> tuple[str, ...]:
    """States in which the person may read texts: none when they may read no text at all."""
    roles = account().roles(found.id)
    return READABLE if roles_may(roles, "code") or roles_may(roles, "moderate") else ()


def rights(found: Study) -> dict[str, Any]:
    """What the person may do with the book, for its pages."""
    roles = account().roles(found.id)
    return {"may_edit": roles_may(roles, "edit_codebook"), "may_code": roles_may(roles, "code")}


def tree_page(found: Study, status: int = 200) -> Any:
    """The tree as a document, with what the person may do in it."""
    archived = request.values.get("archives") == "1"
    can = rights(found)
    last = last_of(found, account()) if can["may_edit"] else None
    branches = tree(found, archived)
    return page(
        "coding/codebook/show.html", "coding/codebook/_book.html", status=status, study=found,
        tree=branches, archived=archived, used=queries.used(found, account()), hue=coding_queries.hue,
        examples=queries.examples(found, readers_states(found), account()), words=words, bare=BareForm(),
        last=last, **can, acts=ACTS,
        version=last_number(found), lines=list(_lines(branches)),
    )  # fmt: skip


def _lines(branches: Sequence[Any]) -> Any:
    for branch in branches:
        yield branch
        yield from _lines(branch.children)
