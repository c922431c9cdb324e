"""What figures are called on a page; files keep them in French."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FIGURE_NAMES = {
    "Satisfaits": _l("Satisfaits"),
    "Insatisfaits": _l("Insatisfaits"),
    "Entre les deux": _l("Entre les deux"),
    "Satisfaction nette": _l("Satisfaction nette"),
    "Note moyenne sur 10": _l("Note moyenne sur 10"),
    "Renoncement déclaré": _l("Renoncement déclaré"),
    "Oui": _l("Oui"),
    "en premier": _l("en premier"),
    "rang moyen": _l("rang moyen"),
    "Moyenne": _l("Moyenne"),
    "Médiane": _l("Médiane"),
    "Premier quartile": _l("Premier quartile"),
    "Troisième quartile": _l("Troisième quartile"),
}
