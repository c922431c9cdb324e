"""The addresses worth opening in the demonstration."""

from __future__ import annotations

from sqlalchemy import select

from feedback.db import db
from feedback.kiosk.models import SurveyLink
from feedback.paroles.models import ParoleLink


def addresses() -> list[tuple[str, str]]:
    """Labels and paths."""
    link = db.session.scalar(select(SurveyLink).order_by(SurveyLink.id).limit(1))
    found = [("Équipe", "/"), ("Tablette", "/k")]
    if link:
        found.append(("Enquête par lien (téléphone)", f"/r/{link.token}"))
    parole = db.session.scalar(select(ParoleLink).order_by(ParoleLink.id).limit(1))
    if parole:
        found.append(("Laisser une parole", f"/p/{parole.token}"))
    return found
