"""Journeys of one life event read together: their page and its workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.analysis.crossreading import queries as crossreading
from feedback.analysis.crossreading.views import asking
from feedback.analysis.journeys import queries, sheets
from feedback.analysis.journeys.aligned import Together, screened, together
from feedback.analysis.journeys.drawing import picture
from feedback.analysis.queries import reach
from feedback.analysis.shown_views import keep_heard
from feedback.codebook.queries import dimensions
from feedback.db import utcnow
from feedback.studies.queries import study
from feedback.web.menu import Door
from feedback.web.pages import page
from feedback.web.workbooks import workbook

bp = Blueprint("read_together", __name__)
DOORS = (
    Door(
        _l("Parcours lus ensemble"),
        _l("Un événement de vie, tous ses parcours : où l'on passe, où cela coince, où l'on renonce."),
        "read_together.show", "read_results", "route", 72,
    ),
)  # fmt: skip
BY: dict[str, Any] = {"acteur": _l("Organisme rencontré"), "canal": _l("Moyen employé")}


@dataclass(frozen=True)
class Desk:
    """What is read: the event (none: nothing may be) and what makes the kind of a step."""

    asking: crossreading.Asking
    reaches: bool  # every place of the study
    events: dict[str, int]
    names: dict[str, str]
    event: str
    by: str
    shown: Together | None  # to those who hold no row

    @property
    def name(self) -> str:
        """The event in words."""
        return self.names.get(self.event, self.event)


def desk_of(public_id: str) -> Desk:
    """The study within reach, at the event of the address, else the one with most journeys.

    Journeys belong to no place, or to one with too few of them: whoever may not look at every
    place of the study looks at none.
    """
    asked = asking(study(account(), "read_results", public_id))
    mine = reach(account(), "read_results", asked.study.id)
    reaches = mine is None or {site.id for site in asked.study.sites} <= mine
    by = request.args.get("selon", "")
    by = by if by in BY else "acteur"
    shown = _shown(asked, by) if reaches and not asked.live else {}
    found = {event: one.journeys for event, one in shown.items()}
    if reaches and asked.live:
        found = queries.events(asked)
    given = request.args.get("evenement", "")
    event = given if given in found else next(iter(found), "")
    return Desk(
        asked, reaches, found, crossreading.events(asked.study), event, by, shown.get(event)
    )  # fmt: skip


def _shown(asked: crossreading.Asking, by: str) -> dict[str, Together]:
    """What those who hold no row are shown of each event."""
    keep_heard(asked.study)
    return queries.shown(asked.study.id, by, asked.threshold)


def _read(desk: Desk) -> tuple[Together, sheets.Words]:
    found = desk.asking.study
    book = crossreading.Book(found)
    if desk.shown:
        told = screened(desk.shown, desk.asking.threshold)
    else:
        told = together(queries.journeys(desk.asking, book, desk.event, desk.by))
    labels = crossreading.labels(crossreading.definitions(found, "interview").values())
    of = {
        field: {value: name for (code, value), name in labels.items() if code == field}
        for field in ("acteur", "canal", "forme_non_recours")
    }
    words = sheets.Words(of[desk.by], of["canal"], dimensions(found), of["forme_non_recours"])
    return told, words


@bp.get("/etudes/<public_id>/parcours-lus-ensemble")
@may("read_results")
def show(public_id: str) -> Any:
    """Steps aligned by kind: who passes, how it feels, where it sticks, waits, gives up."""
    desk = desk_of(public_id)
    told, words = _read(desk) if desk.event else (Together(0), sheets.Words({}, {}, {}, {}))
    return page(
        "analysis/journeys/show.html", "analysis/journeys/_together.html",
        study=desk.asking.study, desk=desk, told=told, words=words, by=BY,
        picture=picture(told, words.kinds, _("non précisé")), threshold=desk.asking.threshold,
        reads=roles_may(account().roles(desk.asking.study.id), "code"),
    )  # fmt: skip


@bp.get("/etudes/<public_id>/parcours-lus-ensemble.xlsx")
@may("read_results")
def show_file(public_id: str) -> Any:
    """The same as a workbook."""
    with force_locale("fr"):
        desk = desk_of(public_id)
        told, words = _read(desk) if desk.event else (Together(0), sheets.Words({}, {}, {}, {}))
        title = desk.asking.study.title
        made = sheets.book(title, desk.name, str(BY[desk.by]), told, words)
        return workbook(
            "vive-voix_parcours-lus-ensemble.xlsx", made, sheets.properties(title), utcnow()
        )
