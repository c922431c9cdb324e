"""The fast list (*Liste rapide*): short texts one after the other, each coded whole by a key."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.codebook.conventions import ALERT
from feedback.codebook.models import Code
from feedback.codebook.queries import by_keys, codes
from feedback.coding import operations, queries
from feedback.coding.blueprint import bp
from feedback.coding.desk import document_of, saying, states, tabs
from feedback.coding.lists.queries import asked
from feedback.coding.quick.queries import own_marks
from feedback.coding.words import labels
from feedback.corpus import queries as texts
from feedback.corpus.models import Document
from feedback.corpus.moderation import words
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import go, page, wants_fragment

AT_ONCE, SHORT, KEYS = 20, 280, 9


def _chosen(found: Study) -> list[Code]:
    """The codes under the keys: those the address names, else the person's last ones, then those of the book."""
    keys = [normalise(key)[:20] for key in request.values.getlist("sous")[:KEYS] if key]
    named = {code.key: code for code in by_keys(found, keys)}
    chosen = [named[key] for key in dict.fromkeys(keys) if key in named]
    if not chosen:
        chosen = list(dict.fromkeys([*queries.recent_codes(found, account()), *codes(found)]))
    return [c for c in chosen if c.codable and not c.archived_at and c.key != ALERT][:KEYS]


@bp.get("/etudes/<public_id>/codage/liste-rapide")
@may("code")
def quick(public_id: str) -> Any:
    """Twenty short texts of the list, and the codes under the keys."""
    found = study(account(), "code", public_id)
    filters = queries.filters_of(request.args)
    here, more = queries.wanted(found, states(), filters), queries.conditions(account(), filters)
    after = texts.number_of(found, request.args.get("apres"))
    shown = texts.page(here, after, AT_ONCE + 1, *more, Document.length <= SHORT)
    chosen, listed = _chosen(found), shown[:AT_ONCE]
    return page(
        "coding/quick/index.html", study=found, filters=filters, words=words, asked=asked(found),
        documents=listed, marks=own_marks([one.id for one in listed], account()), chosen=chosen,
        codes=[c for c in codes(found) if c.codable and c.key != ALERT], hue=queries.hue,
        labels=labels(), keys=KEYS, address=filters.as_address(),
        more=listed[-1].public_id if len(shown) > AT_ONCE else None,
        sous=[code.key for code in chosen], problems={}, **tabs(found),
    )  # fmt: skip


@bp.post("/codage/<public_id>/rapide")
@may("code")
def quick_code(public_id: str) -> Any:
    """Code the whole of a text."""
    get_locale()  # known before the write, after which the account would be read again
    me, key = queries.Person(account().id), normalise(request.form.get("code", ""))[:20]
    problem = None
    try:
        with writing():
            document, code = queries.place(me, public_id, key, states())
            if code is None or code.key == ALERT:
                raise Refused(_l("Choisissez un code."), "code")
            operations.add(me, document, 0, document.length, code)
    except Refused as refused:
        problem = refused
    return _item(public_id, problem, _("Codé : %(code)s", code=key))


@bp.post("/codage/<public_id>/rapide/retrait")
@may("code")
def quick_remove(public_id: str) -> Any:
    """Take one's own coding away."""
    get_locale()
    problem, coding_id = None, normalise(request.form.get("codage", ""))[:10]
    try:
        with writing():
            if not coding_id:
                raise Refused(_l("Choisissez le codage à retirer."))
            operations.remove(account(), queries.coding(account(), coding_id, states()))
    except Refused as refused:
        problem = refused
    return _item(public_id, problem, _("Codage retiré."))


def _item(public_id: str, problem: Refused | None, said: str) -> Any:
    """The text again with what is coded in it."""
    document = document_of(public_id)
    found = db.session.get_one(Study, document.study_id)
    if not wants_fragment() and problem is None:
        sous = request.values.getlist("sous")[:KEYS]
        asked_ = queries.filters_of(request.args).as_address()
        where = url_for(
            "coding.quick", public_id=found.public_id, sous=sous,
            apres=request.args.get("apres") or None, **asked_,
        )  # fmt: skip
        return go(f"{where}#quick-{public_id}")
    chosen = _chosen(found)
    answer = page(
        "coding/quick/_item.html", status=422 if problem else 200, document=document, study=found,
        marks=own_marks([document.id], account()), chosen=chosen, hue=queries.hue, words=words,
        labels=labels(), sous=[code.key for code in chosen],
        address=queries.filters_of(request.args).as_address(),
        problems={document.id: problem} if problem else {},
    )  # fmt: skip
    return saying(answer, str(problem.message) if problem else said)
