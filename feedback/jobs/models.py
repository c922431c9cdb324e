"""The job: what was asked, who is at it, how far it is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import Public, db, utcnow

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
STATES = (QUEUED, RUNNING, DONE, FAILED, CANCELLED)


class Job(Public, db.Model):
    """Work asked for by somebody; holds no personal text.

    While it runs, `lease_until` moves on; once past, somebody else takes the job up again and
    `attempts` tells the two apart. `file` is empty before the end and once the file is gone;
    `gone` then says why (expired, withdrawal, deleted).
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_state_id", "state", "id"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    study_id: Mapped[int | None] = mapped_column(
        ForeignKey("study.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(10), default=QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[dt.datetime | None]
    heartbeat: Mapped[dt.datetime | None]
    progress: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(String(60), default="")
    file: Mapped[str] = mapped_column(String(60), default="")
    size: Mapped[int] = mapped_column(default=0)  # bytes of the file
    gone: Mapped[str] = mapped_column(String(12), default="")
    error: Mapped[str] = mapped_column(String(60), default="")  # one word for the log's reader
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    snapshot_at: Mapped[dt.datetime | None]  # when the work began to read what it shows
    finished_at: Mapped[dt.datetime | None]

    @property
    def ended(self) -> bool:
        """True when nobody will work on it any more."""
        return self.state in (DONE, FAILED, CANCELLED)
