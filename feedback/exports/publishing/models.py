"""What was published of a survey."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.db import Public, db, utcnow
from feedback.instruments.models import Instrument


class Publication(Public, db.Model):
    """The figures of a survey as anybody reads them; none of a person, none that is small.

    `body` holds them; `open` is False once they were taken away, and they are kept, so that what
    is published again can be compared with what people have read.
    """

    __tablename__ = "publication"
    id: Mapped[int] = mapped_column(primary_key=True)
    instrument_id: Mapped[int] = mapped_column(
        ForeignKey("instrument.id", ondelete="CASCADE"), unique=True
    )
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    open: Mapped[bool] = mapped_column(default=True)
    through: Mapped[dt.date]  # last day of the last closed month
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    instrument: Mapped[Instrument] = relationship()
