"""The cross-reading: its page, its workbook, the steps behind a cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.analysis import crossing, periods
from feedback.analysis import desk as results
from feedback.analysis.codings.desk import in_order
from feedback.analysis.crossreading import queries, sheets
from feedback.analysis.crossreading.cells import Answer, lived
from feedback.analysis.crossreading.drawing import picture
from feedback.analysis.crossreading.rows import Heard, Row, below, rows
from feedback.analysis.crossreading.words import INSIDE, RULE, SHORT, SIDE_CLASSES, SIDES, WAYS
from feedback.analysis.grid import ALL
from feedback.analysis.heard import placed
from feedback.analysis.heard.queries import LIVED
from feedback.analysis.places import Place, chosen, offered
from feedback.analysis.queries import is_live, reach, surveys
from feedback.analysis.shown_views import keep_heard, keep_shown
from feedback.codebook.queries import by_key, names
from feedback.coding.desk import states
from feedback.coding.queries import hue
from feedback.db import utcnow
from feedback.errors import NotAllowed
from feedback.formats.text import normalise
from feedback.instruments.definition import Definition
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.studies.shown.queries import units
from feedback.studies.shown.units import Unit
from feedback.web.menu import Door
from feedback.web.pages import page
from feedback.web.workbooks import workbook

bp = Blueprint("crossreading", __name__)
DOORS = (
    Door(
        _l("Croisement des regards"),
        _l("Ce qui est répondu, vécu et dit, dimension par dimension, et où cela se contredit."),
        "crossreading.show", "read_results", "ear", 71,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """Who looks at what: the study, the places offered and the one chosen (none: nothing)."""

    asking: queries.Asking
    mine: set[int] | None
    places: list[Place]
    place: Place | None
    whole: bool  # everything, with what belongs to no place

    @property
    def site(self) -> str | None:
        """The site looked at, as addresses write it."""
        return self.place.code if self.place and not self.whole else None

    @property
    def name(self) -> str:
        """What is looked at, in words."""
        return self.place.name if self.place and not self.whole else _("Toute l'étude")


def asking(found: Study) -> queries.Asking:
    """The study as this person may read it."""
    config = current_app.config
    return queries.Asking(
        found, account(), is_live(account(), found.id), config["MASK_INSIDE"],
        periods.closed_before(results.today()), states(), str(get_locale()),
    )  # fmt: skip


def desk_of(public_id: str) -> Desk:
    """The study within reach, at the place of the address."""
    asked = asking(study(account(), "read_results", public_id))
    mine = reach(account(), "read_results", asked.study.id)
    known = queries.sites(asked.study)
    places = offered(known, mine, _("Toute l'étude"))
    if asked.live:  # whose cells lead to texts, which are listed by site
        places = [one for one in places if one.kind != "territory"]
    place = chosen(request.args.get("lieu"), places)
    every = {site.id for site in known}
    whole = (place is None and asked.live) or (place is not None and place.site_ids >= every)
    return Desk(asked, mine, places, place, whole)


def _rows(desk: Desk) -> tuple[list[Row], dict[int, Definition]]:
    """The table at the place chosen."""
    asked = desk.asking
    found = asked.study
    if not asked.live:
        keep_heard(found)
        for survey in surveys(found):
            keep_shown(survey, survey.public_id)
    book = queries.Book(found)
    known = queries.definitions(found)
    read = queries.sources(asked, desk.mine)
    answers = queries.answers(read, book, desk.place.code if desk.place else "")
    heard = _live(desk, answers, book, known) if asked.live else _shown(desk, answers)
    keys = {book.key(key) for key in queries.asked_keys(known.values())}
    return rows(in_order(found), keys, heard), known


def _live(
    desk: Desk, answers: list[Answer], book: queries.Book, known: dict[int, Definition]
) -> Heard:  # fmt: skip
    """This moment, for those who hold the rows."""
    asked = desk.asking
    sites = None if desk.whole or desk.place is None else desk.place.site_ids
    told = queries.journeys(asked, book, known)
    said = queries.voices(asked, by_site=not desk.whole)
    return Heard(
        answers, lambda key: lived(told, key, sites), lambda key: said["user"].of(key, sites),
        lambda key: said["professional"].of(key, None),
    )  # fmt: skip


def _shown(desk: Desk, answers: list[Answer]) -> Heard:
    """What is shown to all others; professionals belong to no place."""
    least = desk.asking.threshold
    place = ALL if desk.whole or desk.place is None else desk.place.grid
    shown = units(desk.asking.study.id, (LIVED, *queries.SPEAKERS))

    def of(what: str, where: str) -> Unit | None:
        return shown.get((what, where))

    return Heard(
        answers, lambda key: placed.lived(of(LIVED, place), key, least),
        lambda key: placed.said(of("user", place), key, least),
        lambda key: placed.said(of("professional", ALL), key, least),
    )  # fmt: skip


def _until(asked: queries.Asking) -> dt.date:
    return results.today() if asked.live else results.last_closed()


@bp.get("/etudes/<public_id>/croisement-des-regards")
@may("read_results")
def show(public_id: str) -> Any:
    """Dimensions against the four ways of listening; where they disagree, it says so."""
    desk = desk_of(public_id)
    found = desk.asking.study
    if desk.place is None and not desk.whole:
        return page("analysis/crossreading/no_site.html", study=found)
    table, _known = _rows(desk)
    return page(
        "analysis/crossreading/show.html", "analysis/crossreading/_crossing.html", study=found, desk=desk, rows=table,
        findings=findings(table), picture=picture(table), ways=WAYS, inside=INSIDE, short=SHORT, sides=SIDES,
        side_classes=SIDE_CLASSES, rule=RULE, hue=hue, threshold=desk.asking.threshold,
        until=_until(desk.asking), reads=roles_may(account().roles(found.id), "code"),
        least=crossing.LEAST,
    )  # fmt: skip


def findings(table: list[Row]) -> tuple[list[Row], list[Row]]:
    """Rows that disagree: those the survey alone would have missed, and the others.

    A family is named only when none of its codes is.
    """
    odd = {row.branch.code.key: row for row in table if row.disagreement}
    named = [
        row for key, row in odd.items()
        if not row.family or not (below(row.branch) - {key}) & odd.keys()
    ]  # fmt: skip
    unseen = [row for row in named if row.disagreement and row.disagreement.unseen]
    return unseen, [row for row in named if row not in unseen]


@bp.get("/etudes/<public_id>/croisement-des-regards.xlsx")
@may("read_results")
def show_file(public_id: str) -> Any:
    """The same as a workbook."""
    with force_locale("fr"):
        desk = desk_of(public_id)
        if desk.place is None and not desk.whole:
            raise NotAllowed
        table, _known = _rows(desk)
        title = desk.asking.study.title
        made = sheets.book(title, desk.name, f"{_until(desk.asking):%d/%m/%Y}", table)
        return workbook(
            "vive-voix_croisement-des-regards.xlsx", made, sheets.properties(title), utcnow()
        )


@bp.get("/etudes/<public_id>/croisement-des-regards/etapes")
@may("code")
def moments(public_id: str) -> Any:
    """The steps that stuck on a dimension, or on one under it."""
    found = study(account(), "code", public_id)
    book = queries.Book(found)
    code = by_key(found, normalise(request.args.get("dimension", ""))[:20])
    branch = next((one for one in in_order(found) if code and one.code.id == code.id), None)
    site = next((s for s in found.sites if s.public_id == request.args.get("lieu")), None)
    wanted = below(branch) if branch else set(book.keys.values())
    keys = {key for key in {*book.keys.values(), *book.now} if book.key(key) in wanted}
    roles = account().roles(found.id)
    known = queries.definitions(found, "interview")
    return page(
        "analysis/crossreading/moments.html", study=found, code=code, site=site,
        moments=queries.moments(asking(found), keys, site.id if site else None), book=book,
        labels=queries.labels(known.values()), names=names(found), events=queries.events(found),
        leads=roles_may(roles, "edit_codebook"), hue=hue,
    )  # fmt: skip
