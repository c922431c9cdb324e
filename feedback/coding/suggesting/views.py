"""Suggestions for the words chosen: always marked so, with their reasons, never put by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from feedback.accounts.access import account, may
from feedback.coding.blueprint import bp
from feedback.coding.desk import states
from feedback.coding.double.queries import is_hidden
from feedback.coding.forms import stretch
from feedback.coding.queries import hue
from feedback.coding.suggesting import queries
from feedback.coding.suggesting.keeping import Keeper
from feedback.corpus import queries as texts
from feedback.corpus.models import Document
from feedback.errors import Refused
from feedback.web.pages import page


def _learn(rows: Sequence[queries.Row]) -> Any:
    # Brought in when first needed: it weighs as much as all the rest of the house
    from feedback.coding.suggesting.learning import Learnt, Taught

    held: dict[tuple[int, int, str], set[int]] = defaultdict(set)
    for row in rows:
        held[row.passage, row.document, row.words].add(row.code)
    return Learnt([Taught(*key, frozenset(codes)) for key, codes in held.items()])


keeper = Keeper(_learn)


@dataclass(frozen=True)
class Suggestion:
    """A code with the passages it comes from."""

    code: Any
    reasons: list[queries.Reason]


@bp.get("/codage/<public_id>/suggestions")
@may("code")
def suggestions(public_id: str) -> Any:
    """Codes for the words chosen; nothing when too little is known, nor in a text coded blind."""
    document = texts.document(account(), "code", public_id, states())
    try:
        start, end = stretch(request.args, document.length)
    except Refused:
        start = end = 0
    found = _suggested(document, start, end) if start < end else []
    return page("coding/_suggestions.html", suggestions=found, hue=hue)


def _suggested(document: Document, start: int, end: int) -> list[Suggestion]:
    if is_hidden(document.id, account().id):
        return []
    study_id = document.study_id
    learnt = keeper.ask(study_id, queries.stamp(study_id), lambda: queries.coded(study_id))
    if learnt is None:
        return []
    without = {document.id, *queries.unseen(account())}
    proposed = learnt.propose(document.text[start:end], without)
    known = queries.reasons({p for one in proposed for p in one.reasons}, account(), states())
    codes = queries.codes([one.code for one in proposed])
    found = []
    for one in proposed:
        why = [known[p, one.code] for p in one.reasons if (p, one.code) in known]
        if one.code in codes and why:  # a reason nobody can read any more is none
            found.append(Suggestion(codes[one.code], why))
    return found
