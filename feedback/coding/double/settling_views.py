"""The page where a text is settled: each coder's codings, and the version that will stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from feedback.accounts.access import account, may
from feedback.accounts.models import Account
from feedback.codebook.queries import by_key
from feedback.coding import sheet
from feedback.coding.blueprint import bp
from feedback.coding.double import queries
from feedback.coding.double.agreement_views import read
from feedback.coding.double.comparison_views import blocks_of, column, signed_column, text_in
from feedback.coding.double.desk import common
from feedback.coding.double.models import Round, RoundText
from feedback.coding.double.settling import operations
from feedback.coding.forms import stretch, valence_of
from feedback.coding.models import Coding
from feedback.coding.queries import hue
from feedback.coding.words import labels
from feedback.corpus.moderation import words
from feedback.db import db, writing
from feedback.errors import NotAllowed, Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.web.pages import go, page


def _round(public_id: str) -> Round:
    found = queries.compared(account(), public_id)
    if not queries.may_settle(account(), found):
        raise NotAllowed
    return found


@bp.get("/series-de-codage/<public_id>/textes/<text_id>/arbitrage")
@may("code")
def settle(public_id: str, text_id: str) -> Any:
    """What each coder put in a text, and what of it is kept."""
    return _settle_page(public_id, text_id)


def _settle_page(
    public_id: str, text_id: str, problem: Refused | None = None, status: int = 200
) -> Any:
    found = _round(public_id)
    facts = read(found)
    text, place = text_in(facts, text_id), [t.public_id for t in facts.texts].index(text_id)
    blocks = blocks_of(text)
    signer = db.session.get(Account, text.signed_by) if text.signed_by else None
    kept = signed_column(facts, found, text, blocks, signer.name if signer else "")
    inside = {code.id for code in found.codes}
    return page(
        "coding/double/settle.html", status=status, **common(found), text=text, problem=problem,
        columns=[(coder, column(facts, text, coder, blocks)) for coder in found.coders],
        kept=kept, taken={(m.start, m.end, m.key) for m in kept["marks"]}, signer=signer,
        codes=[
            c for c in facts.codes.values()
            if c.codable and not c.archived_at and (found.whole or c.id in inside)
        ],
        sentences=sheet.sentences(text.document.text, blocks, True), typed=request.form,
        next_=facts.texts[place + 1] if place + 1 < len(facts.texts) else None,
        labels=labels(), words=words, hue=hue,
    )  # fmt: skip


def _act(public_id: str, text_id: str, act: Callable[[Round, RoundText], str]) -> Any:
    try:
        with writing():
            found = _round(public_id)
            text = next((t for t in queries.texts_of(found) if t.public_id == text_id), None)
            if text is None:
                raise NotAllowed
            said = act(found, text)
    except Refused as refused:
        return _settle_page(public_id, text_id, refused, 422)
    flash(said)
    return go(url_for("coding.settle", public_id=public_id, text_id=text_id) + "#kept")


def _codings(text: RoundText, *which: Any) -> list[Coding]:
    query = select(Coding).join(Coding.passage).where(*which)
    found = db.session.scalars(query).all()
    return [one for one in found if one.passage.document_id == text.document_id]


@bp.post("/series-de-codage/<public_id>/textes/<text_id>/arbitrage/prendre")
@may("code")
def settle_take(public_id: str, text_id: str) -> Any:
    """Take one coding, or all those of a coder."""

    def take(found: Round, text: RoundText) -> str:
        coder = next(
            (c for c in found.coders if c.public_id == request.form.get("codeur", "")), None
        )
        if coder is not None:
            inside = {row.public_id for row in queries.marks(found) if row.coder_id == coder.id}
            which = Coding.coder_id == coder.id, ~Coding.signed
            chosen = [one for one in _codings(text, *which) if one.public_id in inside]
        else:
            wanted = normalise(request.form.get("codage", ""))
            chosen = _codings(text, Coding.public_id == wanted)
            if not chosen:
                raise Refused(_("Ce codage n'existe plus."))
        operations.take(account(), text, chosen)
        return _("Pris dans la version arbitrée.")

    return _act(public_id, text_id, take)


@bp.post("/series-de-codage/<public_id>/textes/<text_id>/arbitrage/ajout")
@may("code")
def settle_add(public_id: str, text_id: str) -> Any:
    """Put a coding of one's own."""

    def add(found: Round, text: RoundText) -> str:
        study = db.session.get_one(Study, found.study_id)
        code = by_key(study, normalise(request.form.get("code", ""))[:20])
        start, end = stretch(request.form, text.document.length)
        operations.add(account(), text, start, end, code, valence_of(request.form))
        return _("Ajouté à la version arbitrée.")

    return _act(public_id, text_id, add)


@bp.post("/series-de-codage/<public_id>/textes/<text_id>/arbitrage/retrait")
@may("code")
def settle_put_away(public_id: str, text_id: str) -> Any:
    """Take one coding out of what is kept."""

    def away(found: Round, text: RoundText) -> str:
        wanted = normalise(request.form.get("codage", ""))
        chosen = _codings(text, Coding.public_id == wanted, Coding.signed)
        if not chosen:
            raise Refused(_("Ce codage n'existe plus."))
        operations.put_away(account(), text, chosen[0])
        return _("Retiré de la version arbitrée.")

    return _act(public_id, text_id, away)


@bp.post("/series-de-codage/<public_id>/textes/<text_id>/arbitrage/vide")
@may("code")
def settle_clear(public_id: str, text_id: str) -> Any:
    """Begin again."""

    def clear(found: Round, text: RoundText) -> str:
        operations.clear(account(), text)
        return _("Arbitrage vidé : les codages de chacun n'ont pas bougé.")

    return _act(public_id, text_id, clear)


@bp.post("/series-de-codage/<public_id>/textes/<text_id>/arbitrage/signature")
@may("code")
def settle_sign(public_id: str, text_id: str) -> Any:
    """Sign: this version stands for everybody's."""

    def sign(found: Round, text: RoundText) -> str:
        operations.sign(account(), text)
        return _("Version signée : c'est elle qui compte désormais pour ce texte.")

    return _act(public_id, text_id, sign)


@bp.post("/series-de-codage/<public_id>/textes/<text_id>/arbitrage/reouverture")
@may("code")
def settle_reopen(public_id: str, text_id: str) -> Any:
    """Change a signed version: everybody's codings count again meanwhile."""

    def reopen(found: Round, text: RoundText) -> str:
        operations.reopen(account(), text)
        return _("Version rouverte : les codages de chacun comptent de nouveau.")

    return _act(public_id, text_id, reopen)
