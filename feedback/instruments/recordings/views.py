"""Pages of recordings, and the sounds themselves for those who answer."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from feedback.accounts.access import account, may, open_to
from feedback.db import writing
from feedback.errors import NotAllowed, Refused
from feedback.instruments.definition import Definition
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.models import Instrument
from feedback.instruments.queries import instrument, ready_part, written
from feedback.instruments.recordings import operations, queries, script
from feedback.instruments.recordings.forms import SoundForm
from feedback.instruments.recordings.sounds import MIB, MOST
from feedback.studies.queries import study_by_id
from feedback.web.files import FOR_EVER
from feedback.web.forms import BareForm
from feedback.web.pages import go, page

bp = Blueprint("recordings", __name__)


def _survey(public_id: str) -> tuple[Instrument, Definition]:
    """A survey and the wording to read: the draft's when there is one, for it comes next."""
    found = instrument(account(), "edit_instruments", public_id)
    if found.kind != "survey":
        raise NotAllowed
    return found, ready_part(written(found))


def _screen(public_id: str, part: str, tag: str) -> tuple[Instrument, Definition]:
    found, definition = _survey(public_id)
    if part not in script.parts(definition) or tag not in definition.languages:
        raise NotAllowed
    return found, definition


def _titles(definition: Definition) -> dict[str, str]:
    """The screens by name, as staff reads them."""
    asked = {question.code: question.text.get("fr", "") for question in definition.questions}
    return {script.START: _("Écran d'accueil"), **asked}


@bp.get("/questionnaires/<public_id>/enregistrements")
@may("edit_instruments")
def index(public_id: str) -> Any:
    """The screens of a survey and their languages: which are read aloud by a recording."""
    found, definition = _survey(public_id)
    kept = queries.recordings(found)
    changed = {
        key for key, one in kept.items() if one.said != script.mark(definition, one.part, one.language)
    }  # fmt: skip
    return page(
        "instruments/recordings.html", instrument=found, titles=_titles(definition), kept=kept,
        changed=changed, tags=definition.languages, languages=LANGUAGES,
        taken=format_decimal(round(sum(one.size for one in kept.values()) / MIB, 1)),
        most=MOST // MIB,
        study=study_by_id(account(), "edit_instruments", found.study_id),
    )  # fmt: skip


@bp.get("/questionnaires/<public_id>/enregistrements/<part>/<tag>")
@may("edit_instruments")
def show(public_id: str, part: str, tag: str) -> Any:
    """One screen in one language: what to read, what is heard."""
    return _show(*_screen(public_id, part, tag), part, tag, SoundForm())


def _show(
    found: Instrument, definition: Definition, part: str, tag: str, form: SoundForm,
    status: int = 200,
) -> Any:  # fmt: skip
    one = queries.recording(found, part, tag)
    return page(
        "instruments/recording.html", status=status, instrument=found, form=form, bare=BareForm(),
        part=part, tag=tag, language=LANGUAGES[tag], title=_titles(definition)[part],
        lines=script.lines(definition, part, tag), one=one,
        changed=one is not None and one.said != script.mark(definition, part, tag),
        study=study_by_id(account(), "edit_instruments", found.study_id),
    )  # fmt: skip


@bp.post("/questionnaires/<public_id>/enregistrements/<part>/<tag>")
@may("edit_instruments")
def keep(public_id: str, part: str, tag: str) -> Any:
    """Keep a sound for a screen, in place of the one it had."""
    found, definition = _screen(public_id, part, tag)
    form = SoundForm()
    if not form.validate():
        return _show(found, definition, part, tag, form, 422)
    sound, said = form.file.data.read(), script.mark(definition, part, tag)
    try:
        with writing():
            found = instrument(account(), "edit_instruments", public_id)
            operations.keep(account(), found, part, tag, sound, said)
    except Refused as refused:
        form.refuse(refused)
        return _show(*_screen(public_id, part, tag), part, tag, form, 422)
    flash(_("Son enregistré. Les tablettes le reprennent à leur prochain contact."))
    return go(url_for("recordings.index", public_id=public_id, _anchor=part))


@bp.post("/questionnaires/<public_id>/enregistrements/<part>/<tag>/retrait")
@may("edit_instruments")
def remove(public_id: str, part: str, tag: str) -> Any:
    """Take a sound away; the device's own voice reads again."""
    with writing():
        found = instrument(account(), "edit_instruments", public_id)
        one = queries.recording(found, part, tag)
        if one is None:
            raise NotAllowed
        operations.remove(account(), found, one)
    flash(_("Son retiré."))
    return go(url_for("recordings.index", public_id=public_id, _anchor=part))


@bp.get("/ecouter/<token>")
@open_to("anyone")
def sound(token: str) -> Any:
    """A sound, whole or the part a player asks for; its address changes when it does."""
    one = queries.by_token(token)
    if one is None:
        raise NotAllowed
    response = Response(one.sound, mimetype=one.kind)
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(one.token)
    return response.make_conditional(request, accept_ranges=True, complete_length=one.size)
