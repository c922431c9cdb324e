"""How many people came to a site on a day; who typed it stands in the log alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from feedback.db import db


class Footfall(db.Model):
    """Visitors of a site on a day; zero when it was closed. No row: nobody has said."""

    __tablename__ = "footfall"
    site_id: Mapped[int] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[dt.date] = mapped_column(primary_key=True)
    visitors: Mapped[int]
