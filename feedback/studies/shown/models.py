"""Counts of persons heard in a study, place by place, as those who hold no row see them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import db


class ShownUnit(db.Model):
    """One way of listening at one place of the grid, or one event told; kept here since rooms that only read own no
    table.

    Put anew only when enough persons make the difference: fewer would tell of one.
    """

    __tablename__ = "shown_unit"
    study_id: Mapped[int] = mapped_column(
        ForeignKey("study.id", ondelete="CASCADE"), primary_key=True
    )
    what: Mapped[str] = mapped_column(String(90), primary_key=True)
    place: Mapped[str] = mapped_column(String(41), primary_key=True)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # persons, by name
    more: Mapped[dict[str, Any]] = mapped_column(default=dict)
    closed: Mapped[list[Any]] = mapped_column(default=list)  # names whose count stays hidden


class ShownDay(db.Model):
    """When the units of a study were last looked at; `edition` grows at each change."""

    __tablename__ = "shown_day"
    study_id: Mapped[int] = mapped_column(
        ForeignKey("study.id", ondelete="CASCADE"), primary_key=True
    )
    checked_on: Mapped[dt.date]
    edition: Mapped[int] = mapped_column(default=0)
