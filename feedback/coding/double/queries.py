"""Reads of double coding: who may see what, how far everybody is, what was coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding.double.models import Finished, Round, RoundCoder, RoundText
from feedback.coding.double.tree import under
from feedback.coding.double.units import Text
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import Direct, db
from feedback.errors import NotAllowed
from feedback.studies.models import Study
from feedback.studies.queries import reachable

# --- Who may see whose codings ---------------------------------------------------------------


def unseen_texts(reader: Any) -> Select[Any]:
    """Texts of open rounds in which a reader codes, while somebody there has not finished: of
    what others made of them, she sees nothing.
    """
    other, done = aliased(RoundCoder), aliased(Finished)
    # Said aloud: without it the text of the inner list would be any text
    has_finished = (
        select(done.coder_id)
        .where(done.document_id == RoundText.document_id, done.coder_id == other.coder_id)
        .correlate(RoundText, other)
    )
    waiting = (
        select(other.coder_id)
        .where(other.round_id == Round.id, ~has_finished.exists())
        .correlate(Round, RoundText)
    ).exists()
    return (
        select(RoundText.document_id)
        .join(Round, Round.id == RoundText.round_id)
        .join(RoundCoder, and_(RoundCoder.round_id == Round.id, RoundCoder.coder_id == reader))
        .where(Round.closed_at.is_(None), waiting)
    )


def shown_to(reader: int | None) -> ColumnElement[bool]:
    """Codings a person may see: her own, and others' where she codes blind no more.

    Those of an agreed version not signed yet are nobody's to count. The query must be joined
    to `Passage`.
    """
    ready = or_(~Coding.settled, Coding.counts)
    if reader is None:
        return ready
    mine = and_(Coding.coder_id == reader, ~Coding.settled)
    return and_(ready, or_(mine, Passage.document_id.not_in(unseen_texts(reader))))


def counted(reader: int | None) -> ColumnElement[bool]:
    """Codings that figures and lists are made of: the signed version of a text where there is one,
    else everybody's; of those, the ones a person may see. Joined to `Passage`.
    """
    return and_(Coding.counts, shown_to(reader))


_IS_HIDDEN = Direct(
    unseen_texts(bindparam("reader")).where(RoundText.document_id == bindparam("document"))
)
_LOCKED = Direct(
    select(Round.branch, RoundText.signed_at, Finished.at)
    .join(Round, Round.id == RoundText.round_id)
    .outerjoin(
        Finished,
        and_(
            Finished.document_id == RoundText.document_id, Finished.coder_id == bindparam("coder")
        ),
    )
    .where(
        RoundText.document_id == bindparam("document"),
        or_(RoundText.signed_at.is_not(None), Finished.at.is_not(None)),
    )
)


def is_hidden(document_id: int, reader: int) -> bool:
    """Does a person code this text blind?"""
    connection = db.session.connection()
    return _IS_HIDDEN.run(connection, {"reader": reader, "document": document_id}) is not None


def closed_to(study_id: int, coder_id: int, code: Code) -> set[int]:
    """Texts of a study in which a coder puts or takes away a code no more (`locked`)."""
    query = (
        select(RoundText.document_id, Round.branch)
        .join(Round, Round.id == RoundText.round_id)
        .outerjoin(
            Finished,
            and_(Finished.document_id == RoundText.document_id, Finished.coder_id == coder_id),
        )
        .where(
            Round.study_id == study_id,
            or_(RoundText.signed_at.is_not(None), Finished.at.is_not(None)),
        )
    )
    rows = db.session.execute(query).all()
    within = {branch: under(codes_of(study_id), branch) for branch in {b for _, b in rows if b}}
    return {number for number, branch in rows if not branch or code.id in within[branch]}


def locked(document_id: int, coder: int) -> tuple[str, bool] | None:
    """The branch of codes that a coder puts no more in a text, and whether a version of it is
    signed (else the coder has said to have finished); None when all is open.
    """
    connection = db.session.connection()
    row = _LOCKED.run(connection, {"document": document_id, "coder": coder})
    return None if row is None else (row[0], row[1] is not None)


# --- Rounds ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """A round with how many of its texts each coder has finished, and how many are signed."""

    round: Round
    texts: int
    signed: int
    finished: dict[int, int]

    @property
    def all_finished(self) -> bool:
        """Has everybody finished everything?"""
        return all(self.finished.get(c.id, 0) >= self.texts for c in self.round.coders)


def rounds(study: Study, coder: Account | None = None) -> list[Progress]:
    """Rounds of a study, latest first: all of them, or those of a coder."""
    query = select(Round).where(Round.study_id == study.id).order_by(Round.id.desc())
    if coder is not None:
        query = query.join(RoundCoder).where(RoundCoder.coder_id == coder.id)
    return _progress(db.session.scalars(query).all())


def progress(found: Round) -> Progress:
    """One round with how far it is."""
    return _progress([found])[0]


def _progress(found: Sequence[Round]) -> list[Progress]:
    ids = [one.id for one in found]
    texts = (
        select(RoundText.round_id, func.count(), func.count(RoundText.signed_at))
        .join(Document, Document.id == RoundText.document_id)
        .where(RoundText.round_id.in_(ids), Document.state.in_(READABLE))
        .group_by(RoundText.round_id)
    )
    sizes = {row[0]: (row[1], row[2]) for row in db.session.execute(texts)}
    done = (
        select(RoundText.round_id, Finished.coder_id, func.count())
        .join(Finished, Finished.document_id == RoundText.document_id)
        .join(Document, Document.id == RoundText.document_id)
        .where(RoundText.round_id.in_(ids), Document.state.in_(READABLE))
        .group_by(RoundText.round_id, Finished.coder_id)
    )
    finished: dict[int, dict[int, int]] = defaultdict(dict)
    for round_id, coder_id, count in db.session.execute(done):
        finished[round_id][coder_id] = count
    return [
        Progress(one, *sizes.get(one.id, (0, 0)), finished.get(one.id, {})) for one in found
    ]  # fmt: skip


def round_of(account: Account, act: str, public_id: str) -> Round:
    """A round within reach, or NotAllowed."""
    mine = reachable(account, act).with_only_columns(Study.id)
    query = select(Round).where(Round.public_id == public_id, Round.study_id.in_(mine))
    found = db.session.scalar(query)
    if found is None:
        raise NotAllowed
    return found


def of_text(document_id: int) -> tuple[Round, RoundText] | None:
    """The round a text was drawn for, if any."""
    query = select(Round, RoundText).join(RoundText).where(RoundText.document_id == document_id)
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else None


@dataclass(frozen=True)
class Line:
    """A text of a round and who has finished it."""

    text: RoundText
    finished: frozenset[int]


def lines(found: Round) -> list[Line]:
    """The texts of a round that may still be read, in order."""
    query = (
        select(RoundText)
        .join(Document, Document.id == RoundText.document_id)
        .where(RoundText.round_id == found.id, Document.state.in_(READABLE))
        .order_by(RoundText.document_id)
    )
    done: dict[int, set[int]] = defaultdict(set)
    ended = select(Finished).where(
        Finished.document_id.in_(query.with_only_columns(RoundText.document_id).order_by(None))
    )
    for one in db.session.scalars(ended):
        done[one.document_id].add(one.coder_id)
    return [
        Line(text, frozenset(done[text.document_id])) for text in db.session.scalars(query).all()
    ]


def finishers(document_id: int) -> set[int]:
    """Who has finished a text."""
    query = select(Finished.coder_id).where(Finished.document_id == document_id)
    return set(db.session.scalars(query))


def finished_by(public_id: str) -> Select[Any]:
    """Texts that a person has said finished."""
    who = select(Account.id).where(Account.public_id == public_id).scalar_subquery()
    return select(Finished.document_id).where(Finished.coder_id == who)


@dataclass(frozen=True)
class Standing:
    """Where a coder stands with a text of one of her rounds."""

    round: Round
    finished: bool
    hidden: bool
    signed: bool


def standing(document: Document, coder: Account) -> Standing | None:
    """Of a text drawn for a round in which the person codes; None for any other."""
    held = of_text(document.id)
    if held is None or coder not in held[0].coders:
        return None
    finished = db.session.get(Finished, (document.id, coder.id)) is not None
    hidden = is_hidden(document.id, coder.id)
    return Standing(held[0], finished, hidden, held[1].signed_at is not None)


def unfinished(found: Round, coder: Account, after: int = 0) -> str | None:
    """The next text a coder has not finished, from one on, then from the start."""
    left = [one for one in lines(found) if coder.id not in one.finished]
    later = [one for one in left if one.text.document_id > after]
    chosen = (later or left)[:1]
    return chosen[0].text.document.public_id if chosen else None


def may_be_drawn(study: Study, states: Sequence[str]) -> list[Any]:
    """Texts that could be drawn: codable, in no round yet, and not the original of a translation."""
    other = aliased(Document)
    translated = select(other.translation_of_id).where(
        other.translation_of_id.is_not(None), other.state.in_(states)
    )
    drawn = select(RoundText.document_id)
    query = select(Document.id, Document.kind, Document.site_id, Document.language).where(
        Document.study_id == study.id, Document.state.in_(states),
        Document.id.not_in(translated), Document.id.not_in(drawn),
    )  # fmt: skip
    return list(db.session.execute(query.order_by(Document.id)))


# --- What was coded ---------------------------------------------------------------------------


def texts(found: Round) -> list[Text]:
    """The texts of a round with the spans of each code by each coder who finished."""
    coders = [one.id for one in found.coders]
    listed = lines(found)
    numbers = [one.text.document_id for one in listed]
    spans: dict[tuple[int, int], dict[int, list[tuple[int, int]]]] = defaultdict(dict)
    query = (
        select(Passage.document_id, Coding.coder_id, Coding.code_id, Passage.start, Passage.end)
        .join(Coding, Coding.passage_id == Passage.id)
        .where(Passage.document_id.in_(numbers), ~Coding.settled, Coding.coder_id.in_(coders))
        .order_by(Passage.start, Passage.end)
    )
    for document_id, coder_id, code_id, start, end in db.session.execute(query):
        spans[document_id, coder_id].setdefault(code_id, []).append((start, end))
    return [
        Text(
            line.text.document.public_id, line.text.document.length,
            tuple(
                spans[line.text.document_id, coder] if coder in line.finished else None
                for coder in coders
            ),
        )
        for line in listed
    ]  # fmt: skip


def codings_in(document_id: int) -> list[Coding]:
    """Every coding of a text, the agreed version's too, in the order of the text."""
    query = (
        select(Coding)
        .join(Passage, Passage.id == Coding.passage_id)
        .where(Passage.document_id == document_id)
        .order_by(Passage.start, Passage.end, Coding.code_id, Coding.id)
    )
    return list(db.session.scalars(query))


def codes_of(study_id: int) -> list[Any]:
    """Ids, keys and parents of every code of a study."""
    query = select(Code.id, Code.key, Code.parent_id).where(Code.study_id == study_id)
    return list(db.session.execute(query))
