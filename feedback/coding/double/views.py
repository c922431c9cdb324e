"""Pages of rounds: drawn, followed, closed; a coder's list, a text finished."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.models import Account
from feedback.accounts.queries import holders
from feedback.codebook.queries import by_key, tree
from feedback.coding.blueprint import bp
from feedback.coding.double import desk, operations, queries
from feedback.coding.double.desk import address, common, crumbs
from feedback.coding.double.forms import STRATA, RoundForm
from feedback.coding.double.models import Round, RoundText
from feedback.corpus import queries as texts
from feedback.corpus.moderation import words
from feedback.corpus.states import READABLE
from feedback.db import writing
from feedback.errors import NotAllowed, Refused
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.forms import choices
from feedback.web.pages import go, page


@bp.get("/etudes/<public_id>/series-de-codage")
@may("code")
def rounds(public_id: str) -> Any:
    """The study's rounds for its lead; a coder's own."""
    found = study(account(), "code", public_id)
    leads = queries.leads(account(), found.id)
    listed = queries.rounds(found, None if leads else account())
    return page(
        "coding/double/index.html", study=found, rounds=listed, leads=leads,
        progress=queries.progress(listed), path=crumbs(found)[:2], me=account(),
    )  # fmt: skip


# --- Drawing --------------------------------------------------------------------------------


def _coders(found: Study) -> list[Account]:
    people = {a.id: a for role in ("coder", "study_lead") for a in holders(found.id, role)}
    return sorted(people.values(), key=lambda person: person.name)


def _filled(form: RoundForm, found: Study) -> RoundForm:
    people = choices((a.public_id, a.name) for a in _coders(found))
    form.coders.choices = people
    form.settler.choices = choices([("", _l("Personne d'autre"))]) + people
    form.kinds.choices = choices(words.KINDS.items())
    form.strata.choices = choices(STRATA.items())
    form.branch.choices = choices([("", _l("Tous les codes"))]) + choices(
        (branch.code.key, f"{branch.code.key} {branch.code.name}") for branch in _flat(tree(found))
    )
    return form


def _flat(branches: Any) -> Any:
    for branch in branches:
        yield branch
        yield from _flat(branch.children)


def _form_page(found: Study, form: RoundForm, status: int = 200) -> Any:
    there = len(queries.candidates(found, desk.states(), list(words.KINDS)))
    return page(
        "coding/double/new.html", status=status, study=found, form=form, path=crumbs(found),
        there=there,
    )  # fmt: skip


@bp.get("/etudes/<public_id>/nouvelle-serie-de-codage")
@may("lead_coding")
def round_new(public_id: str) -> Any:
    """A round to draw."""
    found = study(account(), "lead_coding", public_id)
    form = RoundForm(share=15, kinds=list(words.KINDS), strata=["kind"])
    return _form_page(found, _filled(form, found))


@bp.post("/etudes/<public_id>/nouvelle-serie-de-codage")
@may("lead_coding")
def round_make(public_id: str) -> Any:
    """Draw it."""
    found = study(account(), "lead_coding", public_id)
    form = _filled(RoundForm(), found)
    if form.validate():
        try:
            with writing():
                held = study(account(), "lead_coding", public_id)
                made = operations.make(account(), held, _wish(form, held), desk.states())
                target = address(made)
            flash(_("Textes tirés : chacun les trouve dans sa liste."))
            return go(target)
        except Refused as refused:
            form.refuse(refused)
    return _form_page(found, form, 422)


def _wish(form: RoundForm, found: Study) -> operations.Wish:
    people = {a.public_id: a for a in _coders(found)}
    return operations.Wish(
        name=form.name.data, coders=[people[i] for i in form.coders.data or () if i in people],
        size=form.size.data, share=form.share.data, strata=form.strata.data or (),
        kinds=form.kinds.data or (), settler=people.get(form.settler.data),
        branch=by_key(found, form.branch.data) if form.branch.data else None,
        seed=form.seed.data or "",
    )  # fmt: skip


# --- One round ------------------------------------------------------------------------------


@bp.get("/series-de-codage/<public_id>")
@may("code")
def round_show(public_id: str) -> Any:
    """One round: what is left to do, what is finished; for the lead, by whom."""
    found = queries.round_of(account(), public_id)
    drawn = queries.texts_of(found)
    done = queries.finished(found)
    there = {coder.id for coder in queries.active_coders(found)}
    return page(
        "coding/double/show.html", **common(found), texts=drawn, done=done, words=words,
        me=account(), there=there, dropped=queries.dropped(found, len(drawn)), strata=STRATA,
        left=[text for text in drawn if (text.id, account().id) not in done],
    )  # fmt: skip


def _act(public_id: str, act: Any, said: str) -> Any:
    try:
        with writing():
            found = queries.round_of(account(), public_id)
            target = act(found) or address(found)
        flash(said)
        return go(target)
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("coding.round_show", public_id=public_id))


@bp.post("/series-de-codage/<public_id>/cloture")
@may("lead_coding")
def round_close(public_id: str) -> Any:
    """Close a round: everybody sees everything."""
    return _act(
        public_id, lambda found: operations.close(account(), found),
        _("Série close : les codages de chacun se comparent."),
    )  # fmt: skip


@bp.post("/series-de-codage/<public_id>/annulation")
@may("lead_coding")
def round_discard(public_id: str) -> Any:
    """Take a round back while nothing is finished in it."""

    def discard(found: Round) -> str:
        target = common(found)["path"][2][1]
        operations.discard(account(), found)
        return str(target)

    return _act(public_id, discard, _("Série annulée : ses textes peuvent être tirés de nouveau."))


@bp.post("/series-de-codage/<public_id>/arbitre")
@may("lead_coding")
def round_settler(public_id: str) -> Any:
    """Say who may settle beside the lead."""

    def choose(found: Round) -> None:
        wanted = request.form.get("settler", "")
        coder = next((c for c in found.coders if c.public_id == wanted), None)
        operations.choose_settler(account(), found, coder)

    return _act(public_id, choose, _("Enregistré."))


@bp.get("/series-de-codage/<public_id>/suite")
@may("code")
def round_next(public_id: str) -> Any:
    """The next text of the round that the person has not finished."""
    found = queries.round_of(account(), public_id)
    return go(_following(found, None) or address(found))


def _following(found: Round, after: RoundText | None) -> str | None:
    """The page of the next text to finish, from a place on, then from the start."""
    done = queries.finished(found)
    left = [t for t in queries.texts_of(found) if (t.id, account().id) not in done]
    left = [t for t in left if t.document.state in desk.states()]
    at = after.position if after else 0
    ordered = sorted(left, key=lambda text: (text.position <= at, text.position))
    if not ordered:
        return None
    return url_for("coding.show", public_id=ordered[0].document.public_id)


@bp.post("/codage/<public_id>/fini")
@may("code")
def round_finish(public_id: str) -> Any:
    """A text is finished, or is not after all."""
    undo = request.form.get("reprendre") == "1"
    place = url_for("coding.show", public_id=public_id)
    try:
        with writing():
            document = texts.document(account(), "code", public_id, READABLE)
            text = queries.text_of_coder(account(), document)
            if text is None:
                raise NotAllowed
            if undo:
                operations.take_up(account(), text)
                said, target = _("Texte repris : vos codages se changent de nouveau."), place
            elif operations.finish(account(), text, request.form.get("dernier") == "1"):
                said, target = _("Tout est fini : la série est close."), address(text.round)
            else:
                said = _("Texte fini.")
                target = _following(text.round, text) or address(text.round)
        flash(said)
        return go(target)
    except Refused as refused:
        flash(refused.message, "error")
    return go(place)
