"""What the pages of coding share: states, tabs, one text as it is drawn and drawn again."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, current_app, flash, request, url_for

from feedback.accounts.access import account
from feedback.accounts.acts import may
from feedback.codebook.queries import tree
from feedback.coding import operations, queries, sheet
from feedback.coding.double import queries as doubles
from feedback.coding.lists.queries import assigned_count
from feedback.coding.memos import queries as memo_queries
from feedback.coding.words import labels
from feedback.corpus import queries as texts
from feedback.corpus.models import Document
from feedback.corpus.moderation import operations as moderation
from feedback.corpus.moderation import words
from feedback.corpus.states import codable
from feedback.db import db
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page, wants_fragment


def states() -> tuple[str, ...]:
    """States in which texts may be coded in this house."""
    return codable(bool(current_app.config["TWO_READERS"]))


def tabs(found: Study) -> dict[str, Any]:
    """What the row of tabs needs to know."""
    return {
        "assigned": assigned_count(account(), found, states()),
        "leads": may(account().roles(found.id), "edit_codebook"),
    }


def document_of(public_id: str) -> Document:
    """A text within reach that may be coded, or NotAllowed."""
    return texts.document(account(), "code", public_id, states())


def seen() -> dict[str, Any]:
    """What the person chose to see, for the links and forms of the page."""
    chosen = {name: "1" for name in ("autres", "questions") if request.values.get(name) == "1"}
    return {**queries.filters_of(request.args).as_address(), **chosen}


def text_page(document: Document, status: int = 200, problem: Refused | None = None) -> Any:
    """One text with its passages, and the codes to put on them."""
    found = db.session.get_one(Study, document.study_id)
    blocks = sheet.blocks(document.text, document.kind, turns_of(document))
    chosen = seen()
    marks = queries.marks(document, account(), "autres" in chosen)
    return page(
        "coding/show.html", status=status, document=document, study=found, words=words,
        drawn=sheet.draw(document.text, blocks, marks), marks=marks, seen=chosen, problem=problem,
        sentences=sheet.sentences(document.text, blocks, "questions" in chosen),
        tree=tree(found), recent=queries.recent_codes(found, account()), hue=queries.hue,
        others=queries.others_count(document, account()), typed=request.form,
        original=texts.translation_of(document), undone=_removed_here(document),
        translations=moderation.translations(document), bare=BareForm(), labels=labels(),
        double=doubles.standing(document, account()), me=account(),
        memos=memo_queries.of_text(document, account()),
    )  # fmt: skip


def _removed_here(document: Document) -> Any:
    """The coding just taken away, to offer it back."""
    public_id = normalise(request.args.get("retire", ""))
    found = db.session.get(operations.RemovedCoding, public_id) if public_id else None
    mine = found and found.coder_id == account().id and found.document_id == document.id
    return found if mine else None


def turns_of(document: Any) -> list[Any]:
    """The turns of a transcript."""
    return texts.turns(document) if document.kind == "transcript" else []


def refused_at(public_id: str, refused: Refused) -> Any:
    """What a refusal looks like on the page of a text."""
    if wants_fragment():
        return page("coding/_problem.html", status=422, problem=refused)
    return text_page(document_of(public_id), 422, refused)


def changed(document: Document, start: int, end: int, said: str, removed: Any = None) -> Any:
    """The blocks that changed, or the page again at that place."""
    if not wants_fragment():
        return again(document, said, removed)
    marks = queries.marks(document, account(), "autres" in seen())
    return blocks_of(document, marks, turns_of(document), start, end, said, removed)


def again(document: Any, said: str, removed: Any = None) -> Any:
    """The page again, at the passages."""
    flash(said)
    chosen = {**seen(), **({"retire": removed.public_id} if removed else {})}
    return go(url_for("coding.show", public_id=document.public_id, **chosen) + "#passages")


def blocks_of(
    document: Any, marks: list[Any], turns: list[Any], start: int, end: int, said: str,
    removed: Any = None,
) -> Any:  # fmt: skip
    """The blocks over which a stretch runs, drawn again."""
    drawn = sheet.draw(document.text, sheet.blocks(document.text, document.kind, turns), marks)
    answer = page(
        "coding/_changed.html", drawn=sheet.touched(drawn, start, end), document=document,
        marks=marks, seen=seen(), words=words, removed=removed, labels=labels(),
    )  # fmt: skip
    return saying(answer, said)


def saying(answer: Response, said: str) -> Response:
    """The answer, with what the page is to say aloud."""
    answer.headers["HX-Trigger"] = json.dumps({"coded": {"said": said}})
    return answer
