"""The page of the pool: search questions, choose several, put them into a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.accounts.queries import allowed_studies
from feedback.codebook.queries import names as code_names
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.operations import latest
from feedback.instruments.pool import operations, queries
from feedback.instruments.pool.entries import Entry
from feedback.instruments.pool.forms import SOURCE_NAMES, search_form
from feedback.instruments.pool.searching import Wanted, fitting, merged, search
from feedback.instruments.queries import draft, instrument
from feedback.studies.models import Study
from feedback.studies.queries import study_by_id
from feedback.web.pages import go, page

bp = Blueprint("pool", __name__)
STEP = 30
MOST_SHOWN = 300


@bp.get("/questionnaires/<public_id>/banque")
@may("edit_instruments")
def index(public_id: str) -> Any:
    """Questions one may take, found by words, dimension, kind and source."""
    return _index(public_id)


def _index(public_id: str, problems: Sequence[Any] = (), status: int = 200) -> Any:
    found = instrument(account(), "edit_instruments", public_id)
    owner = study_by_id(account(), "edit_instruments", found.study_id)
    given = request.values
    wanted = Wanted(
        *(given.get(name, "").replace("\0", "") for name in ("mots", "dimension", "type", "source"))
    )
    offered = merged(fitting(queries.entries(account()), latest(found), found.public_id))
    keys = set(given.getlist("choisie"))
    kept = [entry for entry in offered if entry.key in keys]
    hits = [entry for entry in search(offered, wanted) if entry.key not in keys]
    return page(
        "instruments/pool.html", "instruments/_pool_found.html", status=status, study=owner,
        instrument=found, draft=draft(found), form=_form(owner, offered, wanted),
        kept=kept, hits=hits[: _shown()], more=len(hits) - _shown(), total=len(hits),
        shown=_shown(), step=STEP, wanted=wanted, sources=SOURCE_NAMES, problems=problems,
        places=operations.places(found), after=given.get("apres"),
        readable=allowed_studies(account(), "read_results"),
    )  # fmt: skip


def _shown() -> int:
    asked = request.values.get("suite", "")
    return min(int(asked), MOST_SHOWN) if re.fullmatch(r"[0-9]{1,3}", asked) else STEP


def _form(owner: Study, offered: Iterable[Entry], wanted: Wanted) -> Any:
    known = code_names(owner)
    keys = sorted({key for entry in offered for key in entry.indexed.dimensions}, key=_natural)
    data = {
        "mots": wanted.words, "dimension": wanted.dimension, "type": wanted.kind,
        "source": wanted.source,
    }  # fmt: skip
    return search_form({key: known.get(key, "") for key in keys}, data)


def _natural(key: str) -> tuple[str, int]:
    """A2 before A10."""
    digits = re.sub(r"\D", "", key)[:9]
    return re.sub(r"\d", "", key), int(digits or 0)


@bp.post("/questionnaires/<public_id>/banque")
@may("edit_instruments")
def add(public_id: str) -> Any:
    """Put the chosen questions into the draft."""
    keys, after = request.form.getlist("choisie"), request.form.get("apres", "")
    try:
        with writing():
            found = instrument(account(), "edit_instruments", public_id)
            owner = db.session.get_one(Study, found.study_id)
            made = operations.add(account(), owner, found, keys, after)
    except Refused as refused:
        return _index(public_id, refused.messages, 422)
    count = len(made.codes)
    flash(ngettext("%(num)d question ajoutée.", "%(num)d questions ajoutées.", count))
    for one in made.told:
        flash(one)
    if made.unread:
        tags = ", ".join(str(LANGUAGES[tag]) for tag in made.unread)
        flash(
            _(
                "Langues à faire relire de nouveau, une question ajoutée ne l'est pas : %(tags)s.",
                tags=tags,
            )
        )
    return go(url_for("drafting.show", public_id=public_id, q=made.codes[0]))


@bp.app_template_filter("answers_offered")
def answers_offered(question: Any) -> str:
    """The answers of a question on one line, the first ones of many."""
    labels = [option.label["fr"] for option in question.options]
    if question.min is not None and question.max is not None:
        ends = [_("%(low)g à %(high)g", low=question.min, high=question.max)]
        words = [text["fr"] for text in (question.low, question.high) if text]
        labels = [*ends, *([" → ".join(words)] if words else []), *labels]
    return " · ".join(labels[:7]) + (" …" if len(labels) > 7 else "")
