"""Disagreements of two coders: listed across the texts, then seen side by side in one."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from feedback.accounts.access import account, may
from feedback.accounts.models import Account
from feedback.coding import sheet
from feedback.coding.blueprint import bp
from feedback.coding.double import queries
from feedback.coding.double.agreement_views import STEPS, Choice, Read, choice_of, read
from feedback.coding.double.compared import Difference, differences
from feedback.coding.double.desk import common
from feedback.coding.double.models import Round, RoundText
from feedback.coding.layers import Mark, in_lanes
from feedback.coding.queries import hue
from feedback.coding.words import labels
from feedback.corpus import queries as corpus
from feedback.corpus.moderation import words
from feedback.errors import NotAllowed
from feedback.formats.text import normalise
from feedback.web.pages import page

MOST_LISTED = 200


def _wanted(facts: Read) -> str:
    """The key of the code asked for, or nothing for all."""
    asked = normalise(request.args.get("code", ""))
    return asked if any(code.key == asked for code in facts.codes.values()) else ""


def _differences(facts: Read, choice: Choice, key: str) -> list[Difference]:
    """Disagreements of the pair in texts both have finished, in the order of the round."""
    at = {
        text.id: text.position
        for text in facts.texts
        if all((text.id, coder.id) in facts.done for coder in choice.pair)
    }
    marks = [
        mark for mark in facts.marks
        if mark.text_id in at and (not key or _under(facts, mark.code_id, key))
    ]  # fmt: skip
    found = differences(marks, choice.pair[0].id, choice.pair[1].id, choice.t)
    return sorted(found, key=lambda one: (at[one.text], one.start, one.end, one.code))


def _under(facts: Read, code_id: int, key: str) -> bool:
    """True for the code of a key and all below it."""
    return any(facts.codes[number].key == key for number in facts.paths[code_id])


def _address(choice: Choice, key: str) -> dict[str, Any]:
    pair = "-".join(coder.public_id for coder in choice.pair)
    return {"code": key or None, "paire": pair, "recouvrement": choice.percent}


@bp.get("/series-de-codage/<public_id>/desaccords")
@may("code")
def disagreements(public_id: str) -> Any:
    """What two coders did not code alike, across the texts."""
    found = queries.compared(account(), public_id)
    choice, facts = choice_of(found), read(found)
    key = _wanted(facts)
    listed = _differences(facts, choice, key)
    return page(
        "coding/double/disagreements.html", **common(found), choice=choice, key_=key, hue=hue,
        listed=listed[:MOST_LISTED], total=len(listed), by_id={t.id: t for t in facts.texts},
        codes=facts.codes, rows=facts.rows(0), steps=STEPS, words=words,
        people={coder.id: coder.name for coder in found.coders}, address=_address(choice, key),
    )  # fmt: skip


def text_in(facts: Read, public_id: str) -> RoundText:
    """One of the round's texts that count, or NotAllowed."""
    text = next((t for t in facts.texts if t.public_id == public_id), None)
    if text is None:
        raise NotAllowed
    return text


def column(
    facts: Read, text: RoundText, coder: Account, blocks: Any, key: str = ""
) -> dict[str, Any]:
    """A text as a coder marked it: its blocks, its marks."""
    marks = [
        _mark(facts, row, coder.name)
        for row in facts.marks
        if row.text_id == text.id and row.coder_id == coder.id
        and (not key or _under(facts, row.code_id, key))
    ]  # fmt: skip
    return drawn(text, marks, blocks, coder.name, (text.id, coder.id) in facts.done)


def _mark(facts: Read, row: Any, name: str) -> Mark:
    code = facts.codes[row.code_id]
    return Mark(
        id=row.public_id, start=row.start, end=row.end, key=code.key, name=code.name,
        hue=hue(code.colour), valence=row.valence, memo=row.memo, coder=name, mine=False,
        to_review=False,
    )  # fmt: skip


def drawn(text: RoundText, marks: list[Mark], blocks: Any, name: str, done: bool) -> dict[str, Any]:
    """One column of the pages side by side."""
    placed = in_lanes(marks)
    return {
        "name": name, "marks": placed, "done": done,
        "drawn": sheet.draw(text.document.text, blocks, placed),
    }  # fmt: skip


def signed_column(facts: Read, found: Round, text: RoundText, blocks: Any, name: str) -> Any:
    """The settled version of a text, in the making or signed."""
    rows = [row for row in queries.marks(found, signed=True) if row.text_id == text.id]
    return drawn(text, [_mark(facts, row, name) for row in rows], blocks, name, True)


def blocks_of(text: RoundText) -> Any:
    """The paragraphs or turns of a text."""
    document = text.document
    turns = corpus.turns(document) if document.kind == "transcript" else []
    return sheet.blocks(document.text, document.kind, turns)


@bp.get("/series-de-codage/<public_id>/textes/<text_id>")
@may("code")
def compare(public_id: str, text_id: str) -> Any:
    """One text, as two coders marked it, side by side."""
    found = queries.compared(account(), public_id)
    choice, facts = choice_of(found), read(found)
    text, key = text_in(facts, text_id), _wanted(facts)
    every, blocks = _differences(facts, choice, key), blocks_of(text)
    address = _address(choice, key)
    by_id = {one.id: one for one in facts.texts}
    others = sorted({by_id[d.text].position for d in every})
    by_place = {one.position: one for one in facts.texts}

    def there(place: int | None) -> str | None:
        if place is None:
            return None
        target = by_place[place].public_id
        return url_for("coding.compare", public_id=public_id, text_id=target, **address)

    return page(
        "coding/double/compare.html", **common(found), choice=choice, text=text, key_=key,
        columns=[column(facts, text, coder, blocks, key) for coder in choice.pair],
        signed=signed_column(facts, found, text, blocks, "") if text.signed_at else None,
        listed=[d for d in every if d.text == text.id], codes=facts.codes, hue=hue,
        before=there(max((p for p in others if p < text.position), default=None)),
        after=there(min((p for p in others if p > text.position), default=None)),
        labels=labels(), words=words, address=address, rows=facts.rows(0), steps=STEPS,
        people={coder.id: coder.name for coder in found.coders},
    )  # fmt: skip
