"""Pages of the audit log."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from feedback.accounts import queries
from feedback.accounts.access import may
from feedback.accounts.desk import bp
from feedback.web.pages import go, page


@bp.get("/journal")
@may("read_log")
def log() -> Any:
    """The audit log, newest first."""
    asked = request.args.get("avant", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    entries = queries.log_page(before)
    names = queries.names_of({e.actor for e in entries})
    older = entries[-1].id if len(entries) == 50 else None
    return page("accounts/log.html", entries=entries, names=names, older=older)


@bp.post("/journal/verification")
@may("read_log")
def log_check() -> Any:
    """Verify the chain of seals."""
    broken = list(queries.broken_seals())
    if broken:
        flash(_("Le journal a été altéré à l'entrée n° %(id)d.", id=broken[0]), "error")
    else:
        flash(_("Le journal est intact : chaque entrée porte le sceau de la précédente."))
    return go(url_for("accounts.log"))
