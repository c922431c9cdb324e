"""Pages of coding by search: what would be coded, coded in one gesture, taken back in one."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.accounts.access import account, may
from feedback.codebook.conventions import ALERT
from feedback.codebook.models import Code
from feedback.codebook.queries import by_key, tree
from feedback.coding import queries as coding
from feedback.coding.blueprint import bp
from feedback.coding.desk import states
from feedback.coding.lists.queries import asked
from feedback.coding.search import operations, queries
from feedback.coding.search.models import STRETCHES
from feedback.coding.search.queries import Harvest
from feedback.corpus.moderation import words
from feedback.corpus.pieces import excerpt
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page

STRETCH_NAMES = {
    "words": _l("Les mots trouvés"),
    "sentence": _l("La phrase"),
    "whole": _l("Tout le texte, ou tout le tour de parole"),
}


def _asked() -> tuple[coding.Filters, str, str]:
    """Filters, key of the code, stretch, as the address or the form says."""
    stretch = request.values.get("quoi", "sentence")
    key = normalise(request.values.get("code", ""))[:20]
    return coding.filters_of(request.values), key, stretch if stretch in STRETCHES else "sentence"


def _harvest(found: Study, filters: coding.Filters, code: Code | None, stretch: str) -> Harvest:
    wanted = coding.wanted(found, states(), filters)
    if not any(not term.excluded for term in wanted.terms):
        return Harvest(())
    more = coding.conditions(account(), filters)
    return queries.harvest(account(), wanted, code, stretch, *more)


@bp.get("/etudes/<public_id>/codage/par-recherche")
@may("code")
def by_search(public_id: str) -> Any:
    """What a search would code, to be looked at."""
    return _search_page(study(account(), "code", public_id))


def _search_page(found: Study, problem: Refused | None = None, chosen: Any = None) -> Any:
    filters, key, stretch = _asked()
    code = by_key(found, key) if key else None
    harvest = _harvest(found, filters, code, stretch)
    return page(
        "coding/by_search.html", status=422 if problem else 200, study=found, filters=filters,
        address=filters.as_address(), code=code, stretch=stretch, stretches=STRETCH_NAMES,
        harvest=harvest, tree=tree(found), words=words, problem=problem, asked=asked(found),
        chosen=chosen, alert=ALERT, batches=queries.batches(account(), found),
        piece_of=lambda hit: excerpt(hit.document.text, [(hit.start, hit.end)]),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/codage/par-recherche")
@may("code")
def code_found(public_id: str) -> Any:
    """Code what was found and chosen, in one gesture."""
    found = study(account(), "code", public_id)
    filters, key, stretch = _asked()
    chosen = set(request.form.getlist("ici"))
    try:
        with writing():
            fresh = study(account(), "code", public_id)
            code = by_key(fresh, key) if key else None
            harvest = _harvest(fresh, filters, code, stretch)
            batch = operations.code_found(
                account(), fresh, code, harvest, chosen, filters.q, stretch
            )
    except Refused as refused:
        return _search_page(found, refused, chosen)
    flash(ngettext("%(num)d passage codé.", "%(num)d passages codés.", batch.made))
    return go(url_for("coding.batch", batch_id=batch.public_id))


@bp.get("/codages-par-recherche/<batch_id>")
@may("code")
def batch(batch_id: str) -> Any:
    """What was coded in one gesture."""
    held = queries.batch(account(), batch_id)
    return page(
        "coding/batch.html", batch=held, stretches=STRETCH_NAMES, words=words,
        study=db.session.get_one(Study, held.study_id),
        standing=queries.standing(held, states()),
    )  # fmt: skip


@bp.post("/codages-par-recherche/<batch_id>/annulation")
@may("code")
def undo_batch(batch_id: str) -> Any:
    """Take back what was coded in one gesture."""
    try:
        with writing():
            gone, stayed = operations.undo(account(), queries.batch(account(), batch_id))
        flash(ngettext("%(num)d codage annulé.", "%(num)d codages annulés.", gone))
        if stayed:
            flash(
                ngettext(
                    "%(num)d codage reste : complété depuis, ou son texte est fini.",
                    "%(num)d codages restent : complétés depuis, ou leur texte est fini.",
                    stayed,
                )
            )
    except Refused as refused:
        flash(str(refused.message), "error")
    return go(url_for("coding.batch", batch_id=batch_id))
