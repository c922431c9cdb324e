"""Pages of translations: the table of languages, and one language side by side with the French."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.errors import Refused
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.languages import FRENCH, SIMPLE
from feedback.instruments.queries import definition_of, instrument, published, ready_part
from feedback.instruments.recordings import script
from feedback.instruments.translating import operations, queries, standing
from feedback.instruments.translating.desk import Desk, desk
from feedback.instruments.translating.forms import AddForm, TextForm
from feedback.instruments.translating.words import PARTS
from feedback.instruments.translations import offered
from feedback.studies.languages import IN_FRENCH
from feedback.web.forms import choices
from feedback.web.pages import go, page, wants_fragment

bp = Blueprint("translating", __name__)
WHICH = {"manquants": standing.MISSING, "a-revoir": standing.AGAIN, "tous": standing.ALL}


@bp.get("/questionnaires/<public_id>/traductions")
@may("see_instruments")
def index(public_id: str) -> Any:
    """The languages of a questionnaire: how far each is, who read it, who meets it."""
    return _index(desk("see_instruments", public_id), AddForm())


def _index(found: Desk, form: AddForm, status: int = 200) -> Any:
    definition, asked = found.definition, published(found.instrument)
    unread = found.instrument.unread
    names = _names()
    left = {tag: names.get(tag, name) for tag, name in LANGUAGES.items()
            if tag not in definition.languages}  # fmt: skip
    form.tag.choices = choices(
        (tag, name if name == LANGUAGES[tag] else f"{name} – {LANGUAGES[tag]}")
        for tag, name in sorted(left.items(), key=lambda one: one[1].casefold())
    )
    return page(
        "translating/index.html", status=status, desk=found, form=form, languages=LANGUAGES,
        standings=[found.standing(tag) for tag in definition.languages if tag != FRENCH],
        names=names, reviewers=queries.reviewers(found.instrument), asked=asked, simple=SIMPLE,
        met=offered(definition_of(asked), found.study.languages, unread) if asked else (),
        asked_languages=definition_of(asked).languages if asked else (),
        asked_complete=definition_of(asked).complete if asked else (),
        edits="study_lead" in account().roles(found.study.id),
    )  # fmt: skip


def _names() -> dict[str, str]:
    """The languages as the person who looks calls them, where they call themselves otherwise."""
    known = get_locale().languages
    found = {tag: str(known.get(tag) or IN_FRENCH[tag]) for tag in LANGUAGES}
    return {tag: name for tag, name in found.items() if name != LANGUAGES[tag].lower()}


@bp.post("/questionnaires/<public_id>/traductions")
@may("edit_instruments")
def add(public_id: str) -> Any:
    """A language more to translate into."""
    tag = request.form.get("tag", "")
    try:
        with writing():
            found = instrument(account(), "edit_instruments", public_id)
            operations.add_language(account(), found, tag)
    except Refused as refused:
        flash(refused.message, "error")
        return go(url_for("translating.index", public_id=public_id))
    flash(_("Langue ajoutée au brouillon. Personne ne la verra avant qu'elle soit complète."))
    return go(url_for("translating.show", public_id=public_id, tag=tag))


@bp.post("/questionnaires/<public_id>/traductions/<tag>/retrait")
@may("edit_instruments")
def drop(public_id: str, tag: str) -> Any:
    """A language in which nothing was written yet goes."""
    try:
        with writing():
            found = instrument(account(), "edit_instruments", public_id)
            operations.drop_language(account(), found, tag)
        flash(_("Langue retirée du brouillon."))
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("translating.index", public_id=public_id))


@bp.post("/questionnaires/<public_id>/traductions/<tag>/relecture")
@may("edit_instruments")
def review(public_id: str, tag: str) -> Any:
    """A person whose language it is has read it all; or that is taken back."""
    read = request.form.get("undo") != "1"
    try:
        with writing():
            found = instrument(account(), "edit_instruments", public_id)
            operations.review(account(), found, tag, read)
        flash(_("Langue relue. Cela vaudra dès la prochaine version publiée.") if read
              else _("La mention « relue » est retirée."))  # fmt: skip
    except Refused as refused:
        flash(refused.message, "error")
    return go(url_for("translating.index", public_id=public_id))


@bp.get("/questionnaires/<public_id>/traductions/<tag>")
@may("edit_instruments")
def show(public_id: str, tag: str) -> Any:
    """One language beside the French, text by text."""
    found = desk("edit_instruments", public_id)
    context = found.language(tag)
    every = standing.texts(found.definition, tag)
    which, words, wanted = _filter(context["at"]), request.args.get("q", "")[:100], _wanted()
    shown = standing.chosen(every, WHICH[which], words)
    if wanted and wanted not in {one.mark for one in shown}:  # asked for by name: show it among all
        which, words, shown = "tous", "", every
    paged = standing.pages(shown)
    number = standing.page_of(paged, wanted) if wanted else request.args.get("page", 1, int) - 1
    number = min(max(number, 0), max(len(paged) - 1, 0))
    return page(
        "translating/show.html", **context, which=which, q=words, wanted=wanted, number=number + 1,
        pages=len(paged), groups=paged[number] if paged else [], found=len(shown), parts=PARTS,
        heard=script.parts(ready_part(found.version)) if found.instrument.kind == "survey" else (),
    )  # fmt: skip


def _filter(at: standing.Standing) -> str:
    """The texts to show: those asked for, else those that wait, else all."""
    said = request.args.get("voir", "")
    waiting = "manquants" if at.missing else "a-revoir" if at.again else "tous"
    return said if said in WHICH else waiting


def _wanted() -> str:
    return request.args.get("texte", "")[:12]


@bp.post("/questionnaires/<public_id>/traductions/<tag>")
@may("edit_instruments")
def say(public_id: str, tag: str) -> Any:
    """Write one text, or say that it is still right; the next one follows."""
    form, message = TextForm(), ""
    mark, seen = form.mark.data or "", form.seen.data or ""
    try:
        with writing():
            found = instrument(account(), "edit_instruments", public_id)
            if "confirm" in request.form:
                operations.confirm(account(), found, tag, mark, seen)
            else:
                operations.say(account(), found, tag, mark, form.words.data or "", seen)
    except Refused as refused:
        message = str(refused.message)
    return _said(public_id, tag, mark, message)


def _said(public_id: str, tag: str, mark: str, message: str) -> Any:
    found = desk("edit_instruments", public_id)
    context = found.language(tag)
    every = standing.texts(found.definition, tag)
    one = next((text for text in every if text.mark == mark), None)
    status = 422 if message else 200
    if wants_fragment():
        return page("translating/_said.html", "translating/_said.html", status, **context, one=one,
                    mark=mark, message=message, parts=PARTS)  # fmt: skip
    if message:
        return page("translating/one.html", status=status, **context, one=one, message=message,
                    typed=request.form.get("words", ""), parts=PARTS)  # fmt: skip
    after = standing.following(every, mark)
    if after is None:
        flash(_("Tout est traduit. Faites relire, puis dites-le ici."))
        return go(url_for("translating.index", public_id=public_id))
    flash(_("Enregistré."))
    # No fragment: with one, a browser does not heed `autofocus`
    return go(url_for("translating.show", public_id=public_id, tag=tag, texte=after.mark))
