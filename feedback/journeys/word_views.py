"""Pages of what the person said in full sentences: the guide's own questions, the transcript."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.db import writing
from feedback.errors import Refused
from feedback.formats.text import decode, normalise
from feedback.formats.transcripts import Transcript, parse
from feedback.instruments import rendering
from feedback.instruments.kinds.base import Problem, Raw
from feedback.instruments.preview import rules_data
from feedback.journeys import operations, queries
from feedback.journeys.desk import Desk, at_desk, bp, desk_of
from feedback.journeys.forms import SPEAKER_NAMES, TranscriptForm
from feedback.journeys.ready import MODE, clean_own, kept_raw
from feedback.web.forms import BareForm
from feedback.web.pages import go

MOST_SHOWN = 2_000


@bp.get("/parcours/<public_id>/questions")
@may("hold_interviews")
def questions(public_id: str) -> Any:
    """The guide's own questions."""
    desk = desk_of(public_id)
    return _questions(desk, kept_raw(desk.guide, desk.interview))


def _questions(desk: Desk, raw: Raw, problems: Sequence[Problem] = (), status: int = 200) -> Any:
    drawings = rendering.draw_all(desk.guide.own, "fr", raw, problems, heading="h2")
    return at_desk(
        "journeys/questions.html", desk, "questions", status, drawings=drawings, form=BareForm(),
        data=rules_data(desk.guide.questions, MODE),
        problems=[(p.field, p.message("fr")) for p in problems],
    )  # fmt: skip


@bp.post("/parcours/<public_id>/questions")
@may("hold_interviews")
def questions_post(public_id: str) -> Any:
    """Keep the answers; they may still be unfinished."""
    desk = desk_of(public_id)
    cleaned, problems = clean_own(desk.guide, request.form.to_dict(flat=False), desk.interview)
    if problems:
        return _questions(desk, request.form, problems, 422)
    with writing():
        operations.save_answers(queries.interview(account(), public_id), cleaned)
    flash(_("Réponses enregistrées."))
    return go(url_for("journeys.questions", public_id=public_id))


@bp.get("/parcours/<public_id>/transcription")
@may("hold_interviews")
def transcript(public_id: str) -> Any:
    """The transcript, in turns."""
    desk = desk_of(public_id)
    text = desk.interview.transcript
    return _transcript(desk, TranscriptForm(data={"text": text}), parse(text) if text else None)


def _transcript(
    desk: Desk, form: TranscriptForm, read: Transcript | None, to_keep: bool = False,
    status: int = 200,
) -> Any:  # fmt: skip
    form.seen.data = _mark(read.text) if read and to_keep else ""
    return at_desk(
        "journeys/transcript.html", desk, "transcript", status, form=form, read=read,
        to_keep=to_keep, speakers=SPEAKER_NAMES, most=MOST_SHOWN,
    )  # fmt: skip


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@bp.post("/parcours/<public_id>/transcription")
@may("hold_interviews")
def transcript_post(public_id: str) -> Any:
    """Show the turns of what was sent; keep it once it has been shown."""
    desk, form = desk_of(public_id), TranscriptForm()
    try:
        text = _sent(form)
    except Refused as refused:
        form.refuse(refused)
        return _transcript(desk, form, None, status=422)
    form.text.data = text
    seen = request.form.get("seen") == _mark(text) and request.form.get("keep") == "1"
    if text and not seen:
        return _transcript(desk, form, parse(text), to_keep=True)
    with writing():
        operations.save_transcript(queries.interview(account(), public_id), text)
    flash(_("Transcription enregistrée.") if text else _("Transcription effacée."))
    return go(url_for("journeys.transcript", public_id=public_id))


def _sent(form: TranscriptForm) -> str:
    """The text typed, or that of the file, in its one form."""
    text = form.text.data or ""
    if form.file.data and form.file.data.filename:
        found = decode(form.file.data.read())
        if found is None:
            raise Refused(_("Ce fichier n'est pas un texte. Enregistrez-le en .txt."), "file")
        text = found
    text = normalise(text).strip()
    if len(text) > operations.LONGEST_TRANSCRIPT:
        raise Refused(_("Cette transcription est trop longue."), "text")
    return text
