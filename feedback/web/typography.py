"""French spaces: a sign never stands alone at the beginning of a line."""

from __future__ import annotations

import re
from functools import lru_cache

from babel.support import NullTranslations

HARD = "\N{NO-BREAK SPACE}"
_BEFORE, _AFTER = re.compile(r" (?=[:;?!»%](?:[^\w(]|$))"), re.compile(r"(?<=«) ")


@lru_cache(4096)
def spaced(words: str) -> str:
    """The sentence with its spaces made hard before « : ; ? ! » and inside guillemets."""
    return _AFTER.sub(HARD, _BEFORE.sub(HARD, words))


class French(NullTranslations):  # type: ignore[misc]
    """The words as they stand in the code, spaced as a printer would."""

    def gettext(self, message: str) -> str:
        """One sentence."""
        return spaced(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """In French, nought and one are singular."""
        return spaced(msgid1 if abs(n) < 2 else msgid2)

    ugettext, ungettext = gettext, ngettext
