"""The pages of the reception desk, and the doors that lead to them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from feedback.reception import entry_views, footfall_views  # noqa: F401  they add routes
from feedback.reception.blueprint import ACT, bp
from feedback.web.menu import Door

__all__ = ["DOORS", "bp"]
DOORS = (
    Door(
        _l("Saisie"), _l("Taper au clavier les feuilles remplies sur papier."),
        "reception.lot", ACT, "pencil", 22,
    ),
    Door(
        _l("Fréquentation"), _l("Combien de personnes sont venues, jour par jour."),
        "reception.footfall", ACT, "footprints", 23,
    ),
)  # fmt: skip
