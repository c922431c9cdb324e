"""One code across all the texts: reading sideways."""

from __future__ import annotations

from typing import Any

from flask import request

from feedback.accounts.access import account, may
from feedback.codebook.queries import codes
from feedback.coding import queries
from feedback.coding.blueprint import bp
from feedback.coding.codebook.desk import the_code
from feedback.coding.codebook.queries import shown_as_examples
from feedback.coding.desk import states
from feedback.coding.memos.queries import of_code
from feedback.coding.words import labels
from feedback.corpus.moderation import words
from feedback.formats.text import normalise
from feedback.studies.queries import study
from feedback.web.pages import page

VALENCES = {"-1": -1, "0": 0, "1": 1}


@bp.get("/etudes/<public_id>/codes/<key>")
@may("code")
def passages(public_id: str, key: str) -> Any:
    """The passages of one code, across documents."""
    found = study(account(), "code", public_id)
    code = the_code(found, key)
    others = request.args.get("autres") == "1"
    valence = VALENCES.get(request.args.get("valence", ""))
    before = normalise(request.args.get("avant", ""))
    quotes = queries.quotes(
        code, states(), account(), others, valence, before, queries.PAGE + 1
    )  # fmt: skip
    return page(
        "coding/passages.html", study=found, code=code, quotes=quotes[: queries.PAGE],
        more=quotes[queries.PAGE - 1].id if len(quotes) > queries.PAGE else None,
        counts=queries.valences(code, states(), account(), others), others=others, words=words,
        valence=request.args.get("valence", "") if valence is not None else "",
        labels=labels(), continued=bool(request.args.get("avant")), hue=queries.hue,
        codes=[c for c in codes(found) if c.codable], examples=shown_as_examples(code),
        memos=of_code(code, account()),
    )  # fmt: skip
