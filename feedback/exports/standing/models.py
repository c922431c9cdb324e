"""Files that are made again by themselves, and the link through which a spreadsheet reads one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.db import Public, db, utcnow
from feedback.jobs.models import Job
from feedback.studies.models import Study

EVERY = ("day", "week")


class StandingFile(Public, db.Model):
    """A file somebody wants afresh each day or week.

    `job` is the last one made, `asked` the one being made; `failed_at` tells that the last time
    nothing could be made. The link's token is held as a hash; `window_at` and `window_uses` count
    its uses within an hour, `uses` and `used_at` all of them since it was opened.
    """

    __tablename__ = "standing_file"
    __table_args__ = (
        Index("ix_standing_file_next_at", "next_at"),
        CheckConstraint(f"every IN {EVERY}", name="every"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    every: Mapped[str] = mapped_column(String(5))
    next_at: Mapped[dt.datetime]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id", ondelete="SET NULL"))
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("job.id", ondelete="SET NULL"))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    window_at: Mapped[dt.datetime | None]
    window_uses: Mapped[int] = mapped_column(default=0)
    uses: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[dt.datetime | None]
    failed_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    account: Mapped[Account] = relationship()
    study: Mapped[Study] = relationship()
    job: Mapped[Job | None] = relationship(foreign_keys=[job_id])
    asked: Mapped[Job | None] = relationship(foreign_keys=[asked_id])
