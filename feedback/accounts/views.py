"""Pages of one's own account: settings, notices."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts import (
    link_views,
    log_views,
    operations,
    people_views,
    queries,
    sign_in_views,
)
from feedback.accounts.access import account, may
from feedback.accounts.desk import bp
from feedback.accounts.forms import LanguageForm
from feedback.db import writing
from feedback.web.forms import BareForm
from feedback.web.menu import Entry
from feedback.web.pages import go, page

__all__ = ["bp", "link_views", "log_views", "people_views", "sign_in_views"]
NAV = (Entry(_l("Réglages"), "accounts.settings", "be_signed_in", "settings", 90),)


@bp.get("/reglages")
@may("be_signed_in")
def settings() -> Any:
    """One's own settings, and the doors to those of the house."""
    return page("accounts/settings.html", form=LanguageForm(obj=account()), bare=BareForm())


@bp.post("/reglages")
@may("be_signed_in")
def settings_post() -> Any:
    """Change one's language."""
    form = LanguageForm()
    if form.validate():
        with writing():
            account().language = form.language.data
        flash(_("Langue enregistrée."))
    return redirect(url_for("accounts.settings"), 303)


@bp.get("/avis-recus")
@may("be_signed_in")
def notices() -> Any:
    """What happened that concerns the person; reading it clears the count."""
    found = queries.notices(account())
    return page("accounts/notices.html", notices=found, bare=BareForm())


@bp.post("/avis-recus/lecture")
@may("be_signed_in")
def notices_read() -> Any:
    """Mark the notices as read."""
    with writing():
        operations.read_notices(account())
    return go(url_for("accounts.notices"))
