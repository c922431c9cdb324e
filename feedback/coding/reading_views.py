"""One code across all the texts: reading sideways."""

from __future__ import annotations

from typing import Any

from flask import current_app, request

from feedback.accounts.access import account, may
from feedback.codebook.models import Code
from feedback.codebook.queries import by_key, codes
from feedback.coding import queries
from feedback.coding.blueprint import bp
from feedback.coding.words import labels
from feedback.corpus.moderation import words
from feedback.corpus.states import codable
from feedback.errors import NotAllowed
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.queries import study
from feedback.web.pages import page

VALENCES = {"-1": -1, "0": 0, "1": 1}


def the_code(found: Study, key: str) -> Code:
    """A code of the study by its key, or NotAllowed."""
    code = by_key(found, normalise(key))
    if code is None:
        raise NotAllowed
    return code


@bp.get("/etudes/<public_id>/codes/<key>")
@may("code")
def passages(public_id: str, key: str) -> Any:
    """The passages of one code, across documents."""
    found = study(account(), "code", public_id)
    code = the_code(found, key)
    states = codable(bool(current_app.config["TWO_READERS"]))
    others = request.args.get("autres") == "1"
    which = queries.shown(account(), others)
    valence = VALENCES.get(request.args.get("valence", ""))
    quotes = queries.quotes(
        code, states, which, valence, normalise(request.args.get("avant", "")), queries.PAGE + 1
    )
    return page(
        "coding/passages.html", study=found, code=code, quotes=quotes[: queries.PAGE],
        more=quotes[queries.PAGE - 1].id if len(quotes) > queries.PAGE else None,
        counts=queries.valences(code, states, which), others=others, words=words,
        valence=request.args.get("valence", "") if valence is not None else "",
        labels=labels(), continued=bool(request.args.get("avant")), hue=queries.hue,
        codes=[c for c in codes(found) if c.codable],
    )  # fmt: skip
