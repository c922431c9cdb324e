"""The language of a staff page: the account's, else the browser's, else French."""

from __future__ import annotations

from typing import Any

from flask import g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

from feedback.web.typography import French

STAFF_LANGUAGES = ("fr", "en")
FRENCH = French()


class Words(Domain):  # type: ignore[misc]
    """Words of the pages: in French as the code has them, well spaced; files keep theirs plain."""

    def get_translations(self) -> Any:
        """The catalogue of the page being made."""
        locale = get_locale()
        on_a_page = has_request_context() and locale is not None and locale.language == "fr"
        return FRENCH if on_a_page else super().get_translations()


class OurBabel(Babel):  # type: ignore[misc]
    """Babel with our own words."""

    _words = Words()

    @property
    def domain_instance(self) -> Domain:
        """Where words are looked up."""
        return self._words


babel = OurBabel()


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
