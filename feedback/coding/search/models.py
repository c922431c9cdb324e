"""What was coded in one gesture, so that one gesture takes it back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.codebook.models import Code
from feedback.db import Public, db, utcnow

STRETCHES = ("words", "sentence", "whole")


class Batch(Public, db.Model):
    """Codings put together by a search; `made` counts those that were new."""

    __tablename__ = "coding_batch"
    __table_args__ = (
        Index("ix_coding_batch_study_id_coder_id_id", "study_id", "coder_id", "id"),
        CheckConstraint(f"stretch IN {STRETCHES}", name="stretch"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    coder_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(String(200))
    stretch: Mapped[str] = mapped_column(String(10))
    made: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    undone_at: Mapped[dt.datetime | None]
    code: Mapped[Code] = relationship()


class BatchedCoding(db.Model):
    """A coding of a batch, as long as it stands."""

    __tablename__ = "batched_coding"
    coding_id: Mapped[int] = mapped_column(
        ForeignKey("coding.id", ondelete="CASCADE"), primary_key=True
    )
    batch_id: Mapped[int] = mapped_column(
        ForeignKey("coding_batch.id", ondelete="CASCADE"), index=True
    )
