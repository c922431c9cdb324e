"""Codes merged and split, seen with their counts before anything is done."""

from __future__ import annotations

import re
from typing import Any

from flask import flash, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.codebook import operations as book
from feedback.codebook.queries import by_key, codes
from feedback.coding import queries as coding_queries
from feedback.coding.blueprint import bp
from feedback.coding.codebook import operations, queries
from feedback.coding.codebook.desk import address, chosen, named, readers_states, the_code
from feedback.corpus.moderation import words
from feedback.db import writing
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page


def ask(public_id: str) -> Any:
    """From the codes ticked to the page that says what merging them would do."""
    keys = request.form.getlist("cle")
    if not keys:
        flash(_("Cochez d'abord des codes."), "error")
        return go(url_for("coding.codebook", public_id=public_id))
    return go(url_for("coding.merge", public_id=public_id, cle=keys))


@bp.get("/etudes/<public_id>/livre-de-codes-fusion")
@may("edit_codebook")
def merge(public_id: str) -> Any:
    """Choose the code that takes the passages, and see how many."""
    return _merge_page(study(account(), "edit_codebook", public_id))


def _merge_page(found: Study, status: int = 200, problem: Refused | None = None) -> Any:
    sources = [code for code in chosen(found) if code.archived_at is None]
    target = by_key(found, normalise(request.values.get("vers", ""))[:20])
    sources = [code for code in sources if code is not target]
    used = queries.used(found)
    return page(
        "coding/codebook/merge.html", status=status, study=found, sources=sources, target=target,
        codes=[c for c in codes(found) if len(sources) != 1 or c is not sources[0]], used=used,
        shared={c.id: queries.shared(c, target) for c in sources} if target else {},
        marks={c.key: book.mark_of(c) for c in (*sources, *([target] if target else []))},
        hue=coding_queries.hue, problem=problem,
    )  # fmt: skip


@bp.post("/etudes/<public_id>/livre-de-codes-fusion")
@may("edit_codebook")
def merge_do(public_id: str) -> Any:
    """Merge: the codings go to the code chosen."""
    get_locale()
    try:
        with writing():
            found = study(account(), "edit_codebook", public_id)
            target = named(found, "vers")
            sources = [code for code in chosen(found) if code is not target]
            seen = {name[4:]: value for name, value in request.form.items() if name[:4] == "vu-"}
            count = operations.merge(account(), found, sources, target, seen)
            key, keys = target.key, ", ".join(code.key for code in sources)
        flash(
            ngettext(
                "%(keys)s fusionné dans %(key)s : %(num)d codage a suivi.",
                "%(keys)s fusionné dans %(key)s : %(num)d codages ont suivi.", count,
                keys=keys, key=key,
            )
        )  # fmt: skip
        return go(address(found, key))
    except Refused as refused:
        return _merge_page(study(account(), "edit_codebook", public_id), 422, refused)


# --- Splitting -----------------------------------------------------------------------------


@bp.get("/etudes/<public_id>/livre-de-codes/<key>/scission")
@may("edit_codebook")
def split(public_id: str, key: str) -> Any:
    """Choose for each passage of a code the code where it goes."""
    found = study(account(), "edit_codebook", public_id)
    return _split_page(found, key)


def _parts() -> list[dict[str, str]]:
    """The parts typed, blank ones too, so that their numbers hold."""
    return [
        {"key": request.values.get(f"cle-{n}", "").strip()[:20],
         "name": request.values.get(f"nom-{n}", "").strip()[:120]}
        for n in range(1, operations.MOST_PARTS + 1)
    ]  # fmt: skip


def _given() -> dict[str, int]:
    """The part of each passage, from 0; those that stay are not there."""
    return {
        name[2:]: int(value) - 1
        for name, value in request.form.items()
        if name.startswith("p-") and re.fullmatch(r"[1-9]", value)
    }


def _split_page(found: Study, key: str, status: int = 200, problem: Refused | None = None) -> Any:
    code = the_code(found, key)
    held = queries.passages(
        code, readers_states(found), account(), normalise(request.values.get("apres", ""))[:10]
    )
    return page(
        "coding/codebook/split.html", status=status, study=found, code=code,
        passages=held[: queries.PAGE], hue=coding_queries.hue, words=words, problem=problem,
        more=held[queries.PAGE - 1].id if len(held) > queries.PAGE else None,
        parts=_parts(), given=_given(), mark=request.form.get("vu") or book.mark_of(code),
        codes=[c for c in codes(found) if c.codable and c is not code],
        after=request.values.get("apres", ""),
        used=queries.used(found).get(code.id, queries.Used()),
    )  # fmt: skip


@bp.post("/etudes/<public_id>/livre-de-codes/<key>/scission")
@may("edit_codebook")
def split_do(public_id: str, key: str) -> Any:
    """Give the passages chosen to their codes; the rest stays."""
    get_locale()
    try:
        with writing():
            found = study(account(), "edit_codebook", public_id)
            parts = _parts()
            given = _given()
            if any(not parts[n]["key"] for n in given.values() if n < len(parts)):
                raise Refused(_("Donnez la clé du code où vont les passages choisis."), "parts")
            count = operations.split(
                account(), found, the_code(found, key), parts, given, request.form.get("vu", "")
            )
        flash(ngettext("%(num)d codage a changé de code.", "%(num)d codages ont changé de code.", count))  # fmt: skip
    except Refused as refused:
        return _split_page(study(account(), "edit_codebook", public_id), key, 422, refused)
    typed: dict[str, Any] = {f"{n}-{i}": part[w] for i, part in enumerate(parts, 1) for n, w in (("cle", "key"), ("nom", "name")) if part[w]}  # fmt: skip
    if request.form.get("suite"):
        return go(url_for("coding.split", public_id=public_id, key=key, apres=request.form["suite"][:10], **typed))  # fmt: skip
    return go(address(found, key))
