"""The respondents' pages: the tablet, the link, and what is said of their data."""

from __future__ import annotations

from feedback.kiosk import link_views, notice_views, tablet_views  # noqa: F401  they add routes
from feedback.kiosk.blueprint import bp

__all__ = ["bp"]
