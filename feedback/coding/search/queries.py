"""Reads of coding by search: what a search would code, what was coded so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding.double.queries import closed_to
from feedback.coding.models import Coding, Passage
from feedback.coding.queries import Place
from feedback.coding.search.finding import found
from feedback.coding.search.models import Batch, BatchedCoding
from feedback.corpus import queries as texts
from feedback.corpus.models import Document, Turn
from feedback.corpus.queries import Wanted
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.studies.models import Study
from feedback.studies.queries import reachable

MOST_TEXTS, MOST_STRETCHES, LATEST, AT_ONCE = 1_000, 1_000, 5, 500


@dataclass(frozen=True)
class Hit:
    """A stretch that a search would code."""

    document: Place
    start: int
    end: int
    coded: bool = False  # by the person, with this code, already

    @property
    def id(self) -> str:
        """The sign by which the page names it."""
        return f"{self.document.public_id}.{self.start}-{self.end}"


@dataclass(frozen=True)
class Harvest:
    """All that a search would code; `refused` stretches are of the interviewer.

    `closed` texts are finished or signed: nothing changes in them. `more` when there are more
    texts than are taken at once.
    """

    hits: tuple[Hit, ...]
    refused: int = 0
    closed: int = 0
    more: bool = False

    @property
    def new(self) -> list[Hit]:
        """Those not coded so already."""
        return [hit for hit in self.hits if not hit.coded]

    @property
    def documents(self) -> int:
        """In how many texts."""
        return len({hit.document.id for hit in self.hits})


def harvest(
    coder: Account, wanted: Wanted, code: Code | None, stretch: str, *more: ColumnElement[bool]
) -> Harvest:
    """What a search would code, in a few statements whatever it finds."""
    rows = list(texts.page(wanted, None, MOST_TEXTS + 1, *more))
    closed = closed_to(wanted.study_id, coder.id, code) if code else set()
    texts_open = [row for row in rows[:MOST_TEXTS] if row.id not in closed]
    turns = _turns([row.id for row in texts_open if row.kind == "transcript"])
    hits, refused = [], 0
    for row in texts_open:
        here = found(row.text, wanted.terms, stretch, turns.get(row.id, ()))
        refused += here.refused
        place = Place(row.id, row.public_id, wanted.study_id, row.kind, row.language, row.text,
                      row.length, coded=False)  # fmt: skip
        hits += [Hit(place, *span) for span in here.spans]
    cut = hits[:MOST_STRETCHES]
    known = _coded(coder, code, [hit.document.id for hit in cut]) if code else set()
    told = [Hit(h.document, h.start, h.end, (h.document.id, h.start, h.end) in known) for h in cut]
    shut = len(rows[:MOST_TEXTS]) - len(texts_open)
    return Harvest(tuple(told), refused, shut, len(rows) > MOST_TEXTS or len(hits) > len(cut))


def _turns(numbers: Sequence[int]) -> dict[int, list[Turn]]:
    of: dict[int, list[Turn]] = defaultdict(list)
    for at in range(0, len(numbers), AT_ONCE):
        some = Turn.document_id.in_(numbers[at : at + AT_ONCE])
        for turn in db.session.scalars(select(Turn).where(some).order_by(Turn.number)):
            of[turn.document_id].append(turn)
    return of


def _coded(coder: Account, code: Code, numbers: Sequence[int]) -> set[tuple[int, int, int]]:
    """The passages of some texts that the person gave the code already."""
    query = (
        select(Passage.document_id, Passage.start, Passage.end)
        .join(Coding, Coding.passage_id == Passage.id)
        .where(Coding.code_id == code.id, Coding.coder_id == coder.id, ~Coding.settled)
    )
    wanted = sorted(set(numbers))
    held: set[tuple[int, int, int]] = set()
    for at in range(0, len(wanted), AT_ONCE):
        some = Passage.document_id.in_(wanted[at : at + AT_ONCE])
        held |= {(row[0], row[1], row[2]) for row in db.session.execute(query.where(some))}
    return held


def batches(coder: Account, study: Study) -> Sequence[Batch]:
    """What the person coded by search lately in a study."""
    query = select(Batch).where(Batch.study_id == study.id, Batch.coder_id == coder.id)
    return db.session.scalars(query.order_by(Batch.id.desc()).limit(LATEST)).all()


def batch(coder: Account, public_id: str) -> Batch:
    """A batch of the person's own, or NotAllowed."""
    mine = reachable(coder, "code").with_only_columns(Study.id)
    held = db.session.scalar(
        select(Batch).where(
            Batch.public_id == public_id, Batch.coder_id == coder.id, Batch.study_id.in_(mine)
        )
    )
    if held is None:
        raise NotAllowed
    return held


def standing(held: Batch, readable: tuple[str, ...]) -> list[Any]:
    """The codings of a batch that still stand, with their words."""
    words = func.substr(Document.text, Passage.start + 1, Passage.end - Passage.start)
    query = (
        select(
            Coding.public_id, words.label("words"), Document.public_id.label("document"),
            Document.language,
        )
        .join(BatchedCoding, BatchedCoding.coding_id == Coding.id)
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Document, Document.id == Passage.document_id)
        .where(BatchedCoding.batch_id == held.id, Document.state.in_(readable))
        .order_by(Document.id, Passage.start)
    )  # fmt: skip
    return list(db.session.execute(query).all())
