"""A page of figures with what was chosen in it, under a name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.models import Account
from feedback.db import Public, db, utcnow


class KeptView(Public, db.Model):
    """What an address holds, for a page; kept here since rooms that only read own no table."""

    __tablename__ = "kept_view"
    __table_args__ = (UniqueConstraint("study_id", "account_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("study.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    shared: Mapped[bool] = mapped_column(default=False)
    page: Mapped[str] = mapped_column(String(60))  # the name of the page
    of: Mapped[str] = mapped_column(String(10))  # public id of what it is about
    address: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    account: Mapped[Account] = relationship()
