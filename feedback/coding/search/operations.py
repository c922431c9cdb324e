"""What a search codes in one gesture, and what takes it back in one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, exists, insert, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook.conventions import ALERT
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.double.queries import closed_to
from feedback.coding.models import Coding, Passage
from feedback.coding.search.models import STRETCHES, Batch, BatchedCoding
from feedback.coding.search.queries import Harvest
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.studies.models import Study

AT_ONCE = 500


def code_found(
    coder: Account, study: Study, code: Code | None, harvest: Harvest, chosen: Collection[str],
    question: str, stretch: str,
) -> Batch:  # fmt: skip
    """Code the stretches chosen among those found, those coded so already apart."""
    if code is None:
        raise Refused(_l("Choisissez un code."), "code")
    if code.key == ALERT:
        raise Refused(_l("Un danger se signale texte par texte, après l'avoir lu."), "code")
    if stretch not in STRETCHES:
        raise Refused(_l("Choisissez ce qui est codé."), "stretch")
    hits = [hit for hit in harvest.new if hit.id in chosen]
    if not hits:
        raise Refused(_l("Aucun passage nouveau n'est choisi."), "hits")
    batch = Batch(
        study_id=study.id, coder_id=coder.id, code_id=code.id, question=question[:200],
        stretch=stretch, made=len(hits),
    )  # fmt: skip
    db.session.add(batch)
    db.session.flush()
    made = [coding.add(coder, hit.document, hit.start, hit.end, code) for hit in hits]
    _held(batch, made)
    record(coder, "codings.batch", f"batch:{batch.public_id}", codings=len(made), code=code.key)
    return batch


def _held(batch: Batch, made: Sequence[str]) -> None:
    for at in range(0, len(made), AT_ONCE):
        some = select(Coding.id).where(Coding.public_id.in_(made[at : at + AT_ONCE]))
        rows = [{"coding_id": n, "batch_id": batch.id} for n in db.session.scalars(some)]
        db.session.execute(insert(BatchedCoding), rows)


def undo(coder: Account, batch: Batch) -> tuple[int, int]:
    """Take a batch back; what was given a valence or a memo since then stays, and so does what
    lies in a text finished or signed since.

    Returns how many codings left, and how many stayed.
    """
    if batch.undone_at:
        raise Refused(_l("C'est déjà annulé."))
    of_batch = select(BatchedCoding.coding_id).where(BatchedCoding.batch_id == batch.id)
    closed = closed_to(batch.study_id, coder.id, batch.code)
    within = select(Passage.id).where(Passage.document_id.in_(closed))
    plain = (
        Coding.id.in_(of_batch), Coding.valence == 0, Coding.memo == "",
        Coding.passage_id.not_in(within),
    )  # fmt: skip
    passages = set(db.session.scalars(select(Coding.passage_id).where(*plain)))
    gone = len(db.session.scalars(delete(Coding).where(*plain).returning(Coding.id)).all())
    _empty_passages_leave(sorted(passages))
    stayed = len(db.session.scalars(of_batch).all())
    batch.undone_at = utcnow()
    db.session.flush()
    record(coder, "codings.batch_undone", f"batch:{batch.public_id}", codings=gone)
    return gone, stayed


def _empty_passages_leave(numbers: Sequence[int]) -> None:
    for at in range(0, len(numbers), AT_ONCE):
        some = Passage.id.in_(numbers[at : at + AT_ONCE])
        db.session.execute(
            delete(Passage).where(some, ~exists().where(Coding.passage_id == Passage.id))
        )
