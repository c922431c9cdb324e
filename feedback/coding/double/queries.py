"""Reads of rounds, and the two rules all other reads of codings follow: what a coder may not see
while a round is open, and which codings stand once a text is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from feedback.accounts.models import Account
from feedback.accounts.queries import holders
from feedback.coding.double.models import Finished, Round, RoundCode, RoundCoder, RoundText
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import Direct, db
from feedback.errors import NotAllowed
from feedback.studies.models import Study
from feedback.studies.queries import reachable

# --- The two rules --------------------------------------------------------------------------


def blind_texts(viewer_id: Any) -> Any:
    """Texts in which a person sees their own codings only: those of an open round they code in."""
    return (
        select(RoundText.document_id)
        .join(Round, Round.id == RoundText.round_id)
        .join(RoundCoder, RoundCoder.round_id == Round.id)
        .where(RoundCoder.coder_id == viewer_id, Round.closed_at.is_(None))
    )


def visible_to(viewer_id: Any) -> ColumnElement[bool]:
    """Codings (joined to their passage) a person may see: one's own, and others' where not blind."""
    return or_(Coding.coder_id == viewer_id, Passage.document_id.not_in(blind_texts(viewer_id)))


def stands() -> ColumnElement[bool]:
    """Codings (joined to their passage) that count for readers: the one rule of all figures.

    In a settled text, for the codes of its round, the signed version; else everybody's.
    """
    listed = exists().where(RoundCode.round_id == Round.id, RoundCode.code_id == Coding.code_id)
    settled = exists().where(
        RoundText.document_id == Passage.document_id, RoundText.signed_at.is_not(None),
        Round.id == RoundText.round_id, or_(Round.whole, listed),
    )  # fmt: skip
    return or_(and_(Coding.signed, settled), and_(~Coding.signed, ~settled))


_blind = Direct(
    select(RoundText.document_id)
    .join(Round, Round.id == RoundText.round_id)
    .join(RoundCoder, RoundCoder.round_id == Round.id)
    .where(
        RoundCoder.coder_id == bindparam("viewer"), Round.closed_at.is_(None),
        RoundText.document_id == bindparam("document"),
    )
)  # fmt: skip


def is_blind(viewer_id: int, document_id: int) -> bool:
    """True when a person sees only their own codings in a text."""
    given = {"viewer": viewer_id, "document": document_id}
    return _blind.run(db.session.connection(), given) is not None


_finished = Direct(
    select(Finished.text_id)
    .join(RoundText, RoundText.id == Finished.text_id)
    .join(Round, Round.id == RoundText.round_id)
    .where(
        Finished.coder_id == bindparam("coder"),
        RoundText.document_id == bindparam("document"),
        or_(
            Round.whole,
            exists().where(RoundCode.round_id == Round.id, RoundCode.code_id == bindparam("code")),
        ),
    )
)


def is_finished(coder_id: int, document_id: int, code_id: int) -> bool:
    """True when a coder has said a text is finished, for a code that counts in its round."""
    given = {"coder": coder_id, "document": document_id, "code": code_id}
    return _finished.run(db.session.connection(), given) is not None


# --- Rounds ---------------------------------------------------------------------------------


def rounds(study: Study, coder: Account | None = None) -> list[Round]:
    """The study's rounds, latest first; those of a coder only, if one is given."""
    query = select(Round).where(Round.study_id == study.id).order_by(Round.id.desc())
    if coder is not None:
        mine = select(RoundCoder.round_id).where(RoundCoder.coder_id == coder.id)
        query = query.where(or_(Round.id.in_(mine), Round.settler_id == coder.id))
    return list(db.session.scalars(query.options(selectinload(Round.coders))))


def leads(account: Account, study_id: int) -> bool:
    """True for a lead of the study."""
    return "study_lead" in {g.role for g in account.grants if g.study_id == study_id}


def is_coder(account: Account, round_: Round) -> bool:
    """True for one of the round's coders."""
    return any(coder.id == account.id for coder in round_.coders)


def may_compare(account: Account, round_: Round) -> bool:
    """True for who may see codings of all: the lead who does not code in it, all once closed."""
    return round_.closed_at is not None or not is_coder(account, round_)


def may_settle(account: Account, round_: Round) -> bool:
    """True for a lead, and for the coder the lead chose."""
    return leads(account, round_.study_id) or round_.settler_id == account.id


def round_of(account: Account, public_id: str) -> Round:
    """One round within reach: of the lead, of its coders, of its settler; else NotAllowed."""
    mine = reachable(account, "code").with_only_columns(Study.id)
    found = db.session.scalar(
        select(Round)
        .where(Round.public_id == public_id, Round.study_id.in_(mine))
        .options(selectinload(Round.coders), selectinload(Round.codes))
    )
    if found is None or not (
        leads(account, found.study_id) or is_coder(account, found) or found.settler_id == account.id
    ):
        raise NotAllowed
    return found


def compared(account: Account, public_id: str) -> Round:
    """One round whose codings the person may see side by side; else NotAllowed."""
    found = round_of(account, public_id)
    if not may_compare(account, found):
        raise NotAllowed
    return found


def texts_of(round_: Round) -> list[RoundText]:
    """The round's texts that count, in the order drawn; those withdrawn or replaced are out."""
    query = (
        select(RoundText)
        .join(RoundText.document)
        .where(
            RoundText.round_id == round_.id, ~RoundText.replaced, Document.state.in_(READABLE)
        )
        .options(contains_eager(RoundText.document))
        .order_by(RoundText.position)
    )  # fmt: skip
    return list(db.session.scalars(query))


def text_ids(round_: Round) -> set[int]:
    """Row ids of the same texts, without their words."""
    query = (
        select(RoundText.id)
        .join(Document, Document.id == RoundText.document_id)
        .where(RoundText.round_id == round_.id, ~RoundText.replaced, Document.state.in_(READABLE))
    )
    return set(db.session.scalars(query))


def left(round_: Round) -> set[tuple[int, int]]:
    """(text, coder) not finished yet, by coders still there in texts still there."""
    coders = active_coders(round_)
    every = {(text, coder.id) for text in text_ids(round_) for coder in coders}
    return every - finished(round_)


def dropped(round_: Round, kept: int) -> int:
    """How many texts have left the round since they were drawn."""
    return int(round_.drawing.get("drawn", kept)) - kept


def finished(round_: Round) -> set[tuple[int, int]]:
    """(text, coder) by row ids, for what is finished."""
    query = (
        select(Finished.text_id, Finished.coder_id)
        .join(RoundText, RoundText.id == Finished.text_id)
        .where(RoundText.round_id == round_.id)
    )
    return {(text_id, coder_id) for text_id, coder_id in db.session.execute(query)}


def has_finished(coder: Account, text: RoundText) -> bool:
    """True when a coder has finished a text."""
    return db.session.get(Finished, (text.id, coder.id)) is not None


def active_coders(round_: Round) -> list[Account]:
    """The round's coders who may still code in the study; nobody waits for the others."""
    there = {a.id for role in ("coder", "study_lead") for a in holders(round_.study_id, role)}
    return [coder for coder in round_.coders if coder.id in there]


def text_of_coder(coder: Account, document: Document) -> RoundText | None:
    """The place of a text in a round the person codes in, open or closed."""
    mine = select(RoundCoder.round_id).where(RoundCoder.coder_id == coder.id)
    return db.session.scalar(
        select(RoundText)
        .join(RoundText.round)
        .where(
            RoundText.document_id == document.id, ~RoundText.replaced, RoundText.round_id.in_(mine)
        )
        .options(contains_eager(RoundText.round))
    )  # fmt: skip


@dataclass(frozen=True)
class Progress:
    """How far each round is: texts, and those finished by each coder (row id)."""

    texts: int
    by_coder: dict[int, int]


def progress(found: Sequence[Round]) -> dict[int, Progress]:
    """Progress of some rounds, in two statements."""
    there = (
        select(RoundText.id, RoundText.round_id)
        .join(Document, Document.id == RoundText.document_id)
        .where(
            RoundText.round_id.in_([r.id for r in found]), ~RoundText.replaced,
            Document.state.in_(READABLE),
        )
        .subquery()
    )  # fmt: skip
    texts: dict[int, int] = dict(
        db.session.execute(select(there.c.round_id, func.count()).group_by(there.c.round_id)).all()
    )
    done = db.session.execute(
        select(there.c.round_id, Finished.coder_id, func.count())
        .join(Finished, Finished.text_id == there.c.id)
        .group_by(there.c.round_id, Finished.coder_id)
    ).all()
    return {
        r.id: Progress(
            texts.get(r.id, 0), {coder: n for number, coder, n in done if number == r.id}
        )
        for r in found
    }


def candidates(
    study: Study, states: Sequence[str], kinds: Sequence[str]
) -> list[tuple[int, str, int | None, str]]:
    """Texts that may be drawn: id, kind, site, language; of a text and its translation, the latter.

    A text already in a round is not drawn again.
    """
    other = Document.__table__.alias("translated")
    translated = select(other.c.translation_of_id).where(
        other.c.translation_of_id > 0, other.c.state.in_(states)
    )
    query = (
        select(Document.id, Document.kind, Document.site_id, Document.language)
        .where(
            Document.study_id == study.id, Document.state.in_(states), Document.kind.in_(kinds),
            Document.id.not_in(translated), Document.id.not_in(select(RoundText.document_id)),
        )
        .order_by(Document.id)
    )  # fmt: skip
    return [tuple(row) for row in db.session.execute(query)]  # type: ignore[misc]


def marks(round_: Round, signed: bool = False) -> list[Any]:
    """Codings of the round's coders in its texts (or the signed ones): one row each."""
    query = (
        select(
            RoundText.id.label("text_id"), Coding.coder_id, Coding.code_id, Passage.start,
            Passage.end, Coding.valence, Coding.public_id, Coding.memo,
        )
        .join(Passage, Passage.document_id == RoundText.document_id)
        .join(Coding, Coding.passage_id == Passage.id)
        .where(RoundText.round_id == round_.id, Coding.signed.is_(signed))
        .order_by(Passage.start, Passage.end, Coding.code_id, Coding.coder_id)
    )  # fmt: skip
    if not signed:
        query = query.where(Coding.coder_id.in_([c.id for c in round_.coders]))
    if not round_.whole:
        query = query.where(Coding.code_id.in_([c.id for c in round_.codes]))
    return list(db.session.execute(query).all())
