"""Rounds of double coding: drawn, followed, closed; texts finished."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.accounts.models import Account
from feedback.codebook.queries import codes
from feedback.coding.desk import states, tabs
from feedback.coding.double import agreement_views, compare_views, operations, queries
from feedback.coding.double.blueprint import bp
from feedback.coding.double.desk import leads, round_page
from feedback.coding.double.forms import RoundForm
from feedback.coding.double.models import Round
from feedback.corpus import queries as texts
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.models import Study
from feedback.studies.queries import study, team
from feedback.web.forms import choices
from feedback.web.menu import Door
from feedback.web.pages import go, page

__all__ = ["DOORS", "agreement_views", "bp", "compare_views"]
DOORS = (
    Door(
        _l("Double codage"), _l("Les mêmes textes codés par plusieurs, leur accord, une version signée."),
        "double.index", "code", "users", 62,
    ),
)  # fmt: skip


@bp.get("/etudes/<public_id>/double-codage")
@may("code")
def index(public_id: str) -> Any:
    """The rounds of a study: all for the lead, one's own for a coder."""
    found = study(account(), "code", public_id)
    lead = leads(found.id)
    return page(
        "coding/double/index.html", study=found, lead=lead, me=account(),
        rounds=queries.rounds(found, None if lead else account()), **tabs(found),
    )  # fmt: skip


def _form(found: Study) -> RoundForm:
    form = RoundForm()
    people: dict[str, Account] = {
        grant.account.public_id: grant.account
        for grant in team(found)
        if grant.account.active and roles_may({grant.role}, "code")
    }
    form.coders.choices = choices((key, one.name) for key, one in people.items())
    heads = [(one.key, f"{one.key} {one.name}") for one in codes(found) if not one.codable]
    form.branch.choices = choices([("", _("Tout le livre de codes")), *heads])
    return form


@bp.get("/etudes/<public_id>/double-codage/nouveau")
@may("edit_codebook")
def new(public_id: str) -> Any:
    """Draw texts for a new round."""
    return _new_page(study(account(), "edit_codebook", public_id))


def _new_page(found: Study, form: RoundForm | None = None, status: int = 200) -> Any:
    left = len(queries.may_be_drawn(found, states()))
    return page(
        "coding/double/new.html", status=status, study=found, form=form or _form(found), left=left
    )


@bp.post("/etudes/<public_id>/double-codage/nouveau")
@may("edit_codebook")
def begin(public_id: str) -> Any:
    """Begin the round; its coders are told."""
    found = study(account(), "edit_codebook", public_id)
    form = _form(found)
    if form.validate():
        try:
            with writing():
                owner = db.session.get_one(Study, found.id)
                chosen = [
                    grant.account for grant in team(owner)
                    if grant.account.public_id in (form.coders.data or ())
                ]  # fmt: skip
                made = operations.begin(
                    account(), owner, name=form.name.data, coders=list(dict.fromkeys(chosen)),
                    size=form.size.data, strata=form.strata.data or (), seed=form.seed.data,
                    kinds=form.kinds.data or (), branch=form.branch.data or "",
                    coders_settle=form.coders_settle.data, states=states(),
                ).public_id  # fmt: skip
            flash(_("Textes tirés. Chaque personne les code sans voir les autres."))
            return go(url_for("double.show", public_id=made))
        except Refused as refused:
            form.refuse(refused)
    return _new_page(found, form, 422)


@bp.get("/double-codage/<public_id>")
@may("code")
def show(public_id: str) -> Any:
    """One round: who has finished what; for a coder, what is left to do."""
    found = round_page(public_id)
    lines = queries.lines(found)
    mine = next((one for one in lines if account().id not in one.finished), None)
    return page(
        "coding/double/show.html", round=found, study=db.session.get_one(Study, found.study_id),
        lead=leads(found.study_id), me=account(), lines=lines, progress=queries.progress(found),
        mine=mine if account() in found.coders else None, settles=operations.may_settle(
            account(), found, leads(found.study_id)
        ),
    )  # fmt: skip


@bp.post("/double-codage/<public_id>/cloture")
@may("edit_codebook")
def close(public_id: str) -> Any:
    """Close a round, finished or not."""
    return _status(
        public_id, operations.close, _("Tirage clos : chacun voit les codages des autres.")
    )


@bp.post("/double-codage/<public_id>/reouverture")
@may("edit_codebook")
def reopen(public_id: str) -> Any:
    """Open a round again."""
    return _status(public_id, operations.reopen, _("Tirage rouvert."))


def _status(public_id: str, act: Any, said: str) -> Any:
    try:
        with writing():
            act(account(), queries.round_of(account(), "edit_codebook", public_id))
        flash(said)
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("double.show", public_id=public_id))


def _text(public_id: str) -> Document:
    return texts.document(account(), "code", public_id, states())


@bp.post("/codage/<public_id>/fini")
@may("code")
def finish(public_id: str) -> Any:
    """Say that one has coded all of a text, and go on with the next."""
    return _say(public_id, operations.finish, _("Texte fini."), on=True)


@bp.post("/codage/<public_id>/reprise")
@may("code")
def unfinish(public_id: str) -> Any:
    """Go on with a text that one had finished."""
    return _say(public_id, operations.unfinish, _("Vous pouvez continuer ce texte."), on=False)


def _say(public_id: str, act: Any, said: str, on: bool) -> Any:
    back = url_for("coding.show", public_id=public_id)
    try:
        with writing():
            document = _text(public_id)
            act(account(), document)
            number = document.id
        flash(said)
    except Refused as refused:
        flash(refused.message, "error")
        return go(back)
    if not on:
        return go(back)
    held = queries.of_text(number)
    found: Round = held[0]  # type: ignore[index]
    following = queries.unfinished(found, account(), number)
    if following:
        return go(url_for("coding.show", public_id=following))
    flash(_("Vous avez fini tous les textes de ce tirage."))
    return go(url_for("double.show", public_id=found.public_id))
