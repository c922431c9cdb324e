"""Sheets of paper to print, for those who look after the reception and those who write surveys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from flask import Blueprint, request
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.errors import NotAllowed
from feedback.instruments import paper, queries
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.languages import FRENCH
from feedback.instruments.translations import offered
from feedback.studies.queries import study, study_by_id
from feedback.web.menu import Door
from feedback.web.pages import page

bp = Blueprint("paper", __name__)
Found = TypeVar("Found")
ACTS = ("watch_devices", "see_instruments")
SIZES = {"normale": _l("Taille normale"), "grande": _l("Gros caractères")}
DOORS = (
    Door(
        _l("Feuilles à imprimer"), _l("L'enquête sur papier, dans chaque langue, en gros caractères aussi."),
        "paper.index", "watch_devices", "printer", 24,
    ),
)  # fmt: skip


def _within(find: Callable[[str], Found]) -> tuple[Found, str]:
    """What is within reach of one of the acts, and which act it was."""
    for act in ACTS:
        with suppress(NotAllowed):
            return find(act), act
    raise NotAllowed


@bp.get("/etudes/<public_id>/papier")
@may(*ACTS)
def index(public_id: str) -> Any:
    """The sheets of a study, in every language offered."""
    found, _act = _within(lambda act: study(account(), act, public_id))
    asked = [(one, queries.published(one)) for one in queries.instruments(found, "survey")]
    surveys = [
        (one, version, offered(queries.definition_of(version), found.languages, one.unread))
        for one, version in asked
        if version
    ]
    return page("paper/index.html", study=found, surveys=surveys, languages=LANGUAGES, sizes=SIZES)


@bp.get("/questionnaires/<public_id>/versions/<version_id>/papier")
@may(*ACTS)
def sheet(public_id: str, version_id: str) -> Any:
    """A version as a sheet to print, in one language, normal or large."""
    instrument, act = _within(lambda act: queries.instrument(account(), act, public_id))
    asked = queries.asked_versions(instrument)
    version = next((one for one in asked if one.public_id == version_id), None)
    if version is None or instrument.kind != "survey":
        raise NotAllowed
    owner = study_by_id(account(), act, instrument.study_id)
    definition = queries.ready_part(version)
    tags = offered(definition, owner.languages, instrument.unread)
    tag, size = request.args.get("langue", FRENCH), request.args.get("taille", "normale")
    size = size if size in SIZES else "normale"
    return page(
        "paper/sheet.html", instrument=instrument, version=version, study=owner,
        definition=definition, offered=tags, languages=LANGUAGES, sizes=SIZES, size=size,
        sheet=paper.sheet(definition, version.number, tag if tag in tags else FRENCH),
    )  # fmt: skip
