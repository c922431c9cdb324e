"""Filters kept under a name, and who is to code which text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.db import Public, db, utcnow


class SavedFilter(Public, db.Model):
    """A filter of the list of texts under a name, for oneself or for the study's team."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("study_id", "account_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    shared: Mapped[bool] = mapped_column(default=False)
    address: Mapped[dict[str, Any]] = mapped_column(default=dict)  # as the address holds it
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    account: Mapped[Account] = relationship()


class Assignment(db.Model):
    """A text that somebody is to code."""

    __tablename__ = "assignment"
    coder_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    assigned_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    assigned_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
