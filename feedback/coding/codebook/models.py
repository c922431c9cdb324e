"""What hangs on a coding when codes change: an example of its code, the code it came from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import JSON, db, utcnow


class CodeExample(db.Model):
    """A coding shown in the book as an example of its code: a reference, never a copy."""

    __tablename__ = "code_example"
    coding_id: Mapped[int] = mapped_column(
        ForeignKey("coding.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)


class MovedCoding(db.Model):
    """A coding that a merge or a split gave another code, so that the act can be taken back.

    `absorbed` tells of a second coding that became one with it : what both said before and after.
    """

    __tablename__ = "moved_coding"
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(
        ForeignKey("codebook_step.id", ondelete="CASCADE"), index=True
    )
    coding_id: Mapped[int] = mapped_column(ForeignKey("coding.id", ondelete="CASCADE"), index=True)
    from_code_id: Mapped[int] = mapped_column(ForeignKey("code.id", ondelete="CASCADE"), index=True)
    to_code_id: Mapped[int] = mapped_column(ForeignKey("code.id", ondelete="CASCADE"), index=True)
    absorbed: Mapped[dict[str, Any] | None] = mapped_column(JSON)
