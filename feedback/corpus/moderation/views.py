"""Pages of moderation (*Relecture*): the queue, one text, what waits for a second person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.config import secret
from feedback.corpus import identifiers, masking, pieces
from feedback.corpus import queries as texts
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document
from feedback.corpus.moderation import operations, queries, words
from feedback.corpus.moderation.forms import TranslationForm, masks, rows, seal
from feedback.corpus.states import READABLE, TO_READ
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.models import Study
from feedback.studies.notice import months_unread
from feedback.studies.queries import studies, study
from feedback.web.forms import BareForm
from feedback.web.menu import Door, Entry
from feedback.web.pages import go, page, wants_fragment

bp = Blueprint("corpus", __name__)
NAV = (Entry(_l("Relecture"), "corpus.choose", "moderate", "eye", 50),)
DOORS = (
    Door(
        _l("Relecture"), _l("Lire ce qui arrive, masquer ce qui désigne quelqu'un, valider."),
        "corpus.queue", "moderate", "eye", 50,
    ),
)  # fmt: skip
SEEN = (TO_READ, *READABLE)
PAGE = 25


def _filled() -> dict[str, Any]:
    """The filters of the address, to go on within them."""
    return queries.filters_of(request.args).as_address()


def originals_key() -> str:
    """The house's key of the sealed originals."""
    return secret(Path(current_app.instance_path), "originals_key")


def _two_readers() -> bool:
    return bool(current_app.config["TWO_READERS"])


@bp.get("/relecture")
@may("moderate")
def choose() -> Any:
    """The queue of the person's study, or the choice between several."""
    found = studies(account(), "moderate")
    if len(found) == 1:
        return redirect(url_for("corpus.queue", public_id=found[0].public_id), 303)
    return page("studies/choose.html", studies=found, endpoint="corpus.queue", title=_("Relecture"))


@bp.get("/etudes/<public_id>/relecture")
@may("moderate")
def queue(public_id: str) -> Any:
    """Texts nobody has read yet; those without likely identifiers can be read right here."""
    found = study(account(), "moderate", public_id)
    filters = queries.filters_of(request.args)
    return _list(found, "queue", queries.to_read(found, filters), filters)


@bp.get("/etudes/<public_id>/relecture/a-valider")
@may("moderate")
def waiting(public_id: str) -> Any:
    """Texts that wait for a second person."""
    found = study(account(), "moderate", public_id)
    filters = queries.filters_of(request.args)
    wanted = queries.to_validate(found, filters, _two_readers())
    apart = queries.not_with_its_text()
    for_me = queries.not_handled_by(account())
    return _list(found, "waiting", wanted, filters, apart, for_me)


@bp.get("/etudes/<public_id>/relecture/relus")
@may("moderate")
def done(public_id: str) -> Any:
    """Texts read or validated."""
    found = study(account(), "moderate", public_id)
    filters = queries.filters_of(request.args)
    return _list(found, "done", queries.done(found, filters), filters)


def _list(
    found: Study, tab: str, wanted: texts.Wanted, filters: queries.Filters, *more: Any
) -> Any:
    after = texts.number_of(found, request.args.get("apres"))
    documents = texts.page(wanted, after, PAGE + 1, *more)
    to_read, to_validate = queries.tab_counts(found, _two_readers())
    total = texts.total(wanted, *more)
    alone = len(queries.moderators(found)) < 2
    return page(
        f"corpus/{tab}.html", study=found, tab=tab, documents=documents[:PAGE], filters=filters,
        next_after=documents[PAGE - 1].public_id if len(documents) > PAGE else None,
        continued=after is not None, total=total, counts=(to_read, to_validate),
        alone=alone, two_readers=_two_readers(), words=words, months=months_unread(found.notice), bare=BareForm(),
        may_invite=roles_may(account().roles(found.id), "manage_team"),
        likely=lambda d: identifiers.find(d.text), cut=_cut, terms=wanted.terms,
        may_validate=lambda d: operations.may_validate(account(), d),
        not_mine=_locked(wanted, more, to_validate, total) if tab == "waiting" else 0,
        translations=operations.translations_of(documents), address=filters.as_address(),
    )  # fmt: skip


def _locked(wanted: texts.Wanted, more: tuple[Any, ...], to_validate: int, mine: int) -> int:
    """How many texts of the list wait for somebody else than this person."""
    filtered = bool(_filled())
    return (texts.total(wanted, more[0]) if filtered else to_validate) - mine


def _cut(document: Any, likely: list[identifiers.Likely]) -> list[pieces.Piece]:
    return pieces.pieces(document.text, [(one.start, one.end) for one in likely])


# --- One text ------------------------------------------------------------------------------


def _document(public_id: str, *states: str) -> Document:
    return texts.document(account(), "moderate", public_id, states or SEEN)


@bp.get("/relecture/<public_id>")
@may("moderate")
def show(public_id: str) -> Any:
    """One text: what may designate somebody, what would be read instead, what may be done."""
    document = _document(public_id)
    if document.translation_of_id:  # it is read beside its text
        text = texts.translation_of(document)
        assert text is not None  # the foreign key holds
        return redirect(url_for("corpus.show", public_id=text.public_id), 303)
    return _text_page(document)


def _text_page(
    document: Document, ticked: list[Mask] | None = None, status: int = 200,
    problem: Refused | None = None, form: TranslationForm | None = None,
) -> Any:  # fmt: skip
    likely = identifiers.find(document.text)
    shown = rows(document.text, likely, ticked)
    found = db.session.get_one(Study, document.study_id)
    translation = next(iter(operations.translations(document)), None)
    if form is None and not document.language.startswith("fr"):
        form = TranslationForm(obj=translation if translation else None)
    return page(
        "corpus/show.html", status=status, document=document, study=found, rows=shown,
        cut=pieces.pieces(document.text, [(r.start, r.end) for r in shown]), seal=seal(document.text),
        preview=_preview_of(document.text, shown), problem=problem, form=form, typed=request.form,
        translation=translation, is_masked=queries.is_masked(document), bare=BareForm(),
        people=queries.people(document), may_validate=operations.may_validate(account(), document),
        alone=len(queries.moderators(found)) < 2, words=words, two_readers=_two_readers(),
        may_invite=roles_may(account().roles(found.id), "manage_team"),
        filters=queries.filters_of(request.args).as_address(),
        is_mine=document.read_by == account().id,
    )  # fmt: skip


def _preview_of(text: str, chosen: list[Any]) -> list[pieces.Piece]:
    """The text as it would be read, its masks marked."""
    kept = [Mask(r.start, r.end, r.replacement) for r in chosen if r.ticked]
    after, edits = masking.apply(text, kept)
    places = sorted({edits.forward(m.start, m.end)[:2] for m in kept})
    return pieces.pieces(after, places)


def chosen(document: Document) -> list[Mask]:
    return masks(
        document.text, request.form.getlist("mask"), request.form, request.form.get("seal", "")
    )


def in_error(public_id: str, refused: Refused, *states: str) -> Any:
    """The page again, with what was chosen if it still fits the text."""
    document = _document(public_id, *states)
    try:
        ticked = chosen(document)
    except Refused:
        ticked = None
    return _text_page(document, ticked, 422, refused)


@bp.post("/relecture/<public_id>/apercu")
@may("moderate")
def preview(public_id: str) -> Any:
    """The text as it would be read with what is ticked; nothing is stored."""
    document = _document(public_id)
    try:
        ticked = chosen(document)
    except Refused as refused:
        if wants_fragment():
            return page("corpus/_preview.html", preview=None, problem=refused)
        return in_error(public_id, refused)
    if not wants_fragment():
        return _text_page(document, ticked)
    shown = rows(document.text, identifiers.find(document.text), ticked)
    return page("corpus/_preview.html", preview=_preview_of(document.text, shown), problem=None)


@bp.post("/relecture/<public_id>/masques")
@may("moderate")
def mask(public_id: str) -> Any:
    """Mask what is ticked; the text is shown again, its likely identifiers looked for afresh."""
    try:
        with writing():
            document = _document(public_id, TO_READ)
            picked = chosen(document)
            operations.mask(account(), document, picked, originals_key())
    except Refused as refused:
        return in_error(public_id, refused)
    flash(ngettext("%(num)d passage masqué.", "%(num)d passages masqués.", len(picked)))
    return go(url_for("corpus.show", public_id=public_id, **_filled()))


@bp.post("/relecture/<public_id>/masques/retrait")
@may("moderate")
def unmask(public_id: str) -> Any:
    """Take the masks back."""
    return _act(public_id, _("Le texte est revenu comme il était arrivé."),
                lambda d: operations.unmask(account(), d, originals_key()))  # fmt: skip


def _act(public_id: str, said: str, act: Any, *states: str) -> Any:
    """One act on one text, said in a message; a refusal is a message too."""
    try:
        with writing():
            act(_document(public_id, *states))
        flash(said)
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("corpus.show", public_id=public_id, **_filled()))


@bp.post("/relecture/<public_id>/lecture")
@may("moderate")
def read(public_id: str) -> Any:
    """Mask what is ticked, mark as read, and go on to the next text when asked."""
    looked = "seal" in request.form  # the page showed every likely identifier of this very text
    try:
        with writing():
            document = _document(public_id, TO_READ)
            if looked and (picked := chosen(document)):
                operations.mask(account(), document, picked, originals_key())
            operations.read(account(), document, seen=looked)
    except Refused as refused:
        return in_error(public_id, refused)
    if request.form.get("from_list"):
        return _row(public_id)
    return _after_reading(_document(public_id))


def _after_reading(document: Document) -> Any:
    flash(_("Texte relu. Il peut être codé."))
    if not request.form.get("next"):
        return go(url_for("corpus.show", public_id=document.public_id))
    found = db.session.get_one(Study, document.study_id)
    filters = queries.filters_of(request.args)
    following = queries.next_to_read(found, filters, document)
    if following is None:
        return go(url_for("corpus.queue", public_id=found.public_id, **filters.as_address()))
    return go(url_for("corpus.show", public_id=following.public_id, **filters.as_address()))


def _row(public_id: str) -> Any:
    """The line of a list after an act there."""
    document = _document(public_id)
    if wants_fragment():
        return page(
            "corpus/_row.html", document=document, words=words, bare=BareForm(), address={},
            likely=lambda d: identifiers.find(d.text), cut=_cut,
            translations=operations.translations_of([document]),
        )  # fmt: skip
    found = db.session.get_one(Study, document.study_id)
    flash(
        _("Texte relu. Il peut être codé.")
        if document.state != TO_READ
        else _("Remis dans la file.")
    )
    return go(url_for("corpus.queue", public_id=found.public_id, **_filled()))


@bp.post("/relecture/<public_id>/lecture/retrait")
@may("moderate")
def unread(public_id: str) -> Any:
    """Put a text back in the queue."""
    try:
        with writing():
            operations.unread(account(), _document(public_id, *READABLE))
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("corpus.show", public_id=public_id))
    if request.form.get("from_list"):
        return _row(public_id)
    flash(_("Remis dans la file."))
    return go(url_for("corpus.show", public_id=public_id))


@bp.post("/relecture/<public_id>/validation")
@may("moderate")
def validate(public_id: str) -> Any:
    """A second person agrees that the text may be quoted."""
    try:
        with writing():
            operations.validate(account(), _document(public_id, *READABLE))
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("corpus.show", public_id=public_id))
    document = _document(public_id)
    if request.form.get("from_list") and wants_fragment():
        return page("corpus/_validated.html", document=document, words=words)
    flash(_("Texte validé : il peut être cité."))
    if request.form.get("from_list"):
        owner = db.session.get_one(Study, document.study_id).public_id
        return go(url_for("corpus.waiting", public_id=owner, **_filled()))
    return go(url_for("corpus.show", public_id=public_id))


@bp.post("/relecture/<public_id>/validation/retrait")
@may("moderate")
def unvalidate(public_id: str) -> Any:
    """Take one's own validation back."""
    return _act(public_id, _("Validation retirée : le texte n'est plus cité."),
                lambda d: operations.unvalidate(account(), d), *READABLE)  # fmt: skip


@bp.post("/relecture/<public_id>/danger")
@may("moderate")
def danger(public_id: str) -> Any:
    """Tell the study's lead at once."""
    address = url_for("corpus.show", public_id=public_id)
    return _act(public_id, _("La personne responsable de l'étude est prévenue."),
                lambda d: operations.report_danger(account(), d, address))  # fmt: skip


@bp.post("/relecture/<public_id>/danger/levee")
@may("moderate")
def lift_danger(public_id: str) -> Any:
    """It was looked at."""
    return _act(public_id, _("Signalement levé."),
                lambda d: operations.lift_danger(account(), d))  # fmt: skip


@bp.post("/relecture/<public_id>/traduction")
@may("moderate")
def translate(public_id: str) -> Any:
    """Store the French words of a foreign text."""
    form = TranslationForm()
    if form.validate():
        try:
            with writing():
                operations.translate(
                    account(), _document(public_id), form.text.data, form.translator.data,
                    seen=form.seen.data,
                )  # fmt: skip
            flash(_("Traduction enregistrée."))
            return go(url_for("corpus.show", public_id=public_id, **_filled()))
        except Refused as refused:
            form.refuse(refused)
    return _text_page(_document(public_id), status=422, form=form)
