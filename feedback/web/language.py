"""The language of a staff page: the account's, else the browser's, else French."""

from __future__ import annotations

from flask import g, request
from flask_babel import Babel, get_locale

STAFF_LANGUAGES = ("fr", "en")
babel = Babel()


def chosen() -> str:
    """Language tag of the page being made."""
    forced = g.get("language")
    if forced:
        return str(forced)
    account = g.get("account")
    if account is not None and account.language in STAFF_LANGUAGES:
        return str(account.language)
    return request.accept_languages.best_match(STAFF_LANGUAGES) or "fr" if request else "fr"


def page_language() -> str:
    """Language tag for the `lang` attribute."""
    return str(get_locale() or "fr")
