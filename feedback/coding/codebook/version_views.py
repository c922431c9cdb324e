"""Versions of the book: taken, listed, compared in words, printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.codebook.filing.words import FIELDS
from feedback.codebook.versions import queries as versions
from feedback.codebook.versions.differences import TEXTS, Told, differences, summary
from feedback.codebook.versions.operations import take
from feedback.coding import queries as coding_queries
from feedback.coding.blueprint import bp
from feedback.coding.codebook.desk import rights
from feedback.coding.codebook.forms import VersionForm
from feedback.db import writing
from feedback.errors import Refused
from feedback.instruments.versions.words import pieces
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page

NOW = "present"


@bp.get("/etudes/<public_id>/livre-de-codes-versions")
@may("read_codebook")
def book_versions(public_id: str) -> Any:
    """The versions taken, and what changed since the last."""
    return _list(study(account(), "read_codebook", public_id), VersionForm(formdata=None))


def _list(found: Study, form: VersionForm, status: int = 200) -> Any:
    taken, now = versions.versions(found), versions.present(found)
    last = taken[0].version if taken else None
    since = differences(versions.told(last), now) if last else []
    return page(
        "coding/codebook/versions.html", status=status, study=found, form=form, taken=taken,
        since=len(since), count=sum(not code.archived for code in now),
        **rights(found),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/livre-de-codes-versions")
@may("edit_codebook")
def book_version_take(public_id: str) -> Any:
    """Keep the book as it stands today."""
    get_locale()
    found, form = study(account(), "edit_codebook", public_id), VersionForm()
    if form.validate():
        try:
            with writing():
                number = take(account(), found, form.note.data or "").number
            flash(_("Version %(number)d prise.", number=number))
            return go(url_for("coding.book_versions", public_id=public_id))
        except Refused as refused:
            form.refuse(refused)
    return _list(study(account(), "edit_codebook", public_id), form, 422)


@bp.get("/etudes/<public_id>/livre-de-codes-differences")
@may("read_codebook")
def book_compare(public_id: str) -> Any:
    """What changed from one version to another, or to the book of today."""
    found = study(account(), "read_codebook", public_id)
    taken = [one.version for one in versions.versions(found)]
    if not taken:
        return go(url_for("coding.book_versions", public_id=public_id))
    old = versions.version_of(found, request.args.get("de", "") or taken[0].public_id)
    to = request.args.get("a", NOW)
    new = None if to == NOW else versions.version_of(found, to)
    after = versions.present(found) if new is None else versions.told(new)
    touched = differences(versions.told(old), after)
    return page(
        "coding/codebook/compare.html", study=found, old=old, new=new, taken=taken, now=NOW,
        touched=touched, counts=summary(touched), fields=FIELDS, texts=TEXTS, pieces=pieces,
        names=_names(after) | _names(versions.told(old)), hue=coding_queries.hue,
    )  # fmt: skip


def _names(codes: Sequence[Told]) -> dict[str, str]:
    return {code.key: f"{code.key} {code.name}" for code in codes}
