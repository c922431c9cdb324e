"""Reads of the fast list: what a person put on the texts of a page, in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding.models import Coding, Passage
from feedback.coding.queries import hue
from feedback.db import db


class Put(NamedTuple):
    """A coding of the person's own, as the list shows it."""

    id: str
    key: str
    name: str
    hue: int


def own_marks(documents: Sequence[int], coder: Account) -> dict[int, list[Put]]:
    """The person's own codings of some texts, in the order they were put."""
    query = (
        select(Passage.document_id, Coding.public_id, Code.key, Code.name, Code.colour)
        .join(Coding, Coding.passage_id == Passage.id)
        .join(Code, Code.id == Coding.code_id)
        .where(
            Passage.document_id.in_(documents), Coding.coder_id == coder.id, ~Coding.settled
        )
        .order_by(Coding.id)
    )  # fmt: skip
    found: dict[int, list[Put]] = defaultdict(list)
    for document_id, coding, key, name, colour in db.session.execute(query):
        found[document_id].append(Put(coding, key, name, hue(colour)))
    return found
