"""What the pages of the codebook share: the tree as it stands, and the answer after an act."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, request, url_for
from flask_babel import get_locale
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
from feedback.db import writing
from feedback.errors import NotAllowed, Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page, wants_fragment

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
        tree=branches, archived=archived, used=queries.used(found), hue=coding_queries.hue,
        examples=queries.examples(found, readers_states(found)), words=words, bare=BareForm(),
        last=last, **can, acts=ACTS,
        version=last_number(found), lines=list(_lines(branches)),
    )  # fmt: skip


def _lines(branches: Sequence[Any]) -> Any:
    for branch in branches:
        yield branch
        yield from _lines(branch.children)


def act_on(public_id: str, act: Callable[[Study], tuple[str, str]]) -> Any:
    """Do something to a book and show it again; `act` returns what to say and the key to go to."""
    get_locale()  # known before the write, after which the account would be read again
    said, key, kind = "", "", "message"
    try:
        with writing():
            found = study(account(), "edit_codebook", public_id)
            said, key = act(found)
    except Refused as refused:
        said, kind = str(refused.message), "error"
    found = study(account(), "edit_codebook", public_id)
    if wants_fragment():
        answer = tree_page(found)
        told = {"said": said, "key": key, "wrong": kind == "error"}
        answer.headers["HX-Trigger"] = json.dumps({"codebook": told})
        return answer
    flash(said, kind)
    more = {"archives": "1"} if request.values.get("archives") == "1" else {}
    return go(address(found, key, **more))
