"""What memos are about, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

ABOUT: dict[str, Any] = {
    "study": _l("Journal de recherche"),
    "code": _l("Sur un code"),
    "document": _l("Sur un texte"),
    "passage": _l("Sur un passage"),
}
