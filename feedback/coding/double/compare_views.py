"""Two codings of a text side by side, and the version that is agreed on and signed."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.accounts.models import Account
from feedback.codebook.queries import by_key, codes
from feedback.coding import sheet
from feedback.coding.double import agreement, comparing, operations, queries
from feedback.coding.double.blueprint import bp
from feedback.coding.double.desk import leads, round_page
from feedback.coding.double.models import Round, RoundText
from feedback.coding.double.tree import under
from feedback.coding.forms import stretch, valence_of
from feedback.coding.layers import Mark, in_lanes
from feedback.coding.models import Coding
from feedback.coding.queries import hue
from feedback.coding.words import labels
from feedback.corpus import queries as texts
from feedback.corpus.models import Document
from feedback.corpus.moderation import words
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.errors import NotAllowed, Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.web.pages import go, page


def _place(public_id: str, document_id: str) -> tuple[Round, RoundText, Document]:
    """A text of a round whose comparison the person may see, or NotAllowed."""
    found = round_page(public_id)
    document = texts.document(account(), "code", document_id, READABLE)
    held = queries.of_text(document.id)
    hidden = queries.is_hidden(document.id, account().id)
    if held is None or held[0] is not found or hidden:
        raise NotAllowed
    return found, held[1], document


def _settler(found: Round) -> bool:
    return operations.may_settle(account(), found, leads(found.study_id))


@bp.get("/double-codage/<public_id>/textes/<document_id>")
@may("code")
def compare(public_id: str, document_id: str) -> Any:
    """The text as two coders coded it, where they differ, and the agreed version."""
    return _page(*_place(public_id, document_id))


def _page(
    found: Round, text: RoundText, document: Document, status: int = 200, problem: str = ""
) -> Any:
    owner = db.session.get_one(Study, found.study_id)
    book = {one.id: one for one in codes(owner, archived=True)}
    only = under([*book.values()], normalise(request.args.get("code", "")) or found.branch)
    all_of_them = [one for one in queries.codings_in(document.id) if one.code_id in only]
    finished = queries.finishers(document.id)
    people = {one.id: one.name for one in found.coders}
    theirs = _theirs(found, all_of_them)
    turns = texts.turns(document) if document.kind == "transcript" else []
    blocks = sheet.blocks(document.text, document.kind, turns)
    columns = [
        (one, one.id in finished, sheet.draw(document.text, blocks, _marks(theirs, one.id, book)))
        for one in found.coders
    ]
    order = [line.text.document.public_id for line in queries.lines(found)]
    key = normalise(request.args.get("code", ""))
    if key:  # one goes from one difference on this code to the next
        differs = agreement.differing(queries.texts(found), only)
        order = [one for one in order if one in differs or one == document.public_id]
    at = order.index(document.public_id)
    return page(
        "coding/double/compare.html", status=status, round=found, text=text, document=document,
        study=owner, columns=columns, people=people, book=book, hue=hue, words=words,
        labels=labels(), problem=problem, before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None, number=at + 1, many=len(order),
        seen=_seen(), only=by_key(owner, key) if key else None,
        cases=comparing.cases(theirs, [*finished & people.keys()]), kept=_kept(all_of_them),
        settles=_settler(found), signer=people.get(text.signed_by or 0) or _name(text.signed_by),
        sentences=sheet.sentences(document.text, blocks, True),
        open_codes=[one for one in book.values() if one.codable and not one.archived_at],
    )  # fmt: skip


def _name(account_id: int | None) -> str:
    found = db.session.get(Account, account_id) if account_id else None
    return found.name if found else ""


def _theirs(found: Round, codings: list[Coding]) -> list[Coding]:
    """What the coders of the round said, of all the codings of a text."""
    coders = {one.id for one in found.coders}
    return [one for one in codings if not one.settled and one.coder_id in coders]


def _marks(codings: list[Coding], coder: int, book: dict[int, Any]) -> list[Mark]:
    return in_lanes([
        Mark(
            id=one.public_id, start=one.passage.start, end=one.passage.end,
            key=book[one.code_id].key, name=book[one.code_id].name,
            hue=hue(book[one.code_id].colour), valence=one.valence, memo=one.memo, coder="",
            mine=False, to_review=False,
        )
        for one in codings if one.coder_id == coder
    ])  # fmt: skip


def _kept(codings: list[Coding]) -> dict[tuple[int, int], Coding]:
    """The agreed version, by passage and code."""
    return {(one.passage_id, one.code_id): one for one in codings if one.settled}


def _settle(public_id: str, document_id: str, act: Any, said: str) -> Any:
    try:
        with writing():
            found, _text, document = _place(public_id, document_id)
            if not _settler(found):
                raise NotAllowed
            act(document)
    except Refused as refused:
        place = _place(public_id, document_id)
        return _page(*place, 422, str(refused.message))
    flash(said)
    back = url_for("double.compare", public_id=public_id, document_id=document_id, **_seen())
    return go(back + "#version")


def _seen() -> dict[str, Any]:
    return {name: request.args[name] for name in ("code",) if name in request.args}


@bp.post("/double-codage/<public_id>/textes/<document_id>/version")
@may("code")
def keep(public_id: str, document_id: str) -> Any:
    """Take codings into the agreed version: some, or all those on which everybody agrees."""
    wanted = set(request.form.getlist("codage"))

    def act(document: Document) -> None:
        found = round_page(public_id)
        codings = _theirs(found, queries.codings_in(document.id))
        if "accord" in wanted:
            compared = under(queries.codes_of(found.study_id), found.branch)
            inside = [one for one in codings if one.code_id in compared]
            every = comparing.cases(inside, [*queries.finishers(document.id)])
            same = [case.codings[0] for case in every if case.kind == comparing.SAME]
            operations.keep(account(), document, same)
        operations.keep(account(), document, [one for one in codings if one.public_id in wanted])

    return _settle(public_id, document_id, act, _("Gardé dans la version commune."))


@bp.post("/double-codage/<public_id>/textes/<document_id>/version/retrait")
@may("code")
def leave(public_id: str, document_id: str) -> Any:
    """Take a coding out of the agreed version."""
    wanted = request.form.get("codage", "")

    def act(document: Document) -> None:
        for one in queries.codings_in(document.id):
            if one.public_id == wanted:
                operations.leave(document, one)

    return _settle(public_id, document_id, act, _("Retiré de la version commune."))


@bp.post("/double-codage/<public_id>/textes/<document_id>/version/ajout")
@may("code")
def put(public_id: str, document_id: str) -> Any:
    """Put a coding of one's own into the agreed version."""

    def act(document: Document) -> None:
        owner = db.session.get_one(Study, document.study_id)
        code = by_key(owner, normalise(request.form.get("code", "")))
        start, end = stretch(request.form, document.length)
        operations.put(account(), document, start, end, code, valence_of(request.form))

    return _settle(public_id, document_id, act, _("Ajouté à la version commune."))


@bp.post("/double-codage/<public_id>/textes/<document_id>/signature")
@may("code")
def sign(public_id: str, document_id: str) -> Any:
    """Sign the agreed version: it counts from now on."""
    return _settle(
        public_id, document_id, lambda document: operations.sign(account(), document),
        _("Version signée : c'est elle qui compte. Les codages d'origine sont gardés."),
    )  # fmt: skip


@bp.post("/double-codage/<public_id>/textes/<document_id>/signature/retrait")
@may("code")
def unsign(public_id: str, document_id: str) -> Any:
    """Open the agreed version again."""
    return _settle(
        public_id, document_id, lambda document: operations.unsign(account(), document),
        _("Version rouverte : les codages de chacun comptent de nouveau."),
    )  # fmt: skip
