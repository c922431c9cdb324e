"""Differences as people read them: what each change is called, and its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from feedback.instruments.findings import Finding
from feedback.instruments.versions.differences import ADDED, REMOVED, Change, Summary

NAMES: dict[str, Any] = {
    "title": _l("Titre"), "start_title": _l("Titre de l'accueil"), "notice": _l("Information"),
    "instruction": _l("Consigne"), "thanks": _l("Remerciement"),
    "start_lines": _l("Ligne de l'accueil"), "end_lines": _l("Ligne de la fin"),
    "text": _l("Question"), "help": _l("Aide"), "unit": _l("Unité"), "low": _l("Bout bas"),
    "high": _l("Bout haut"), "lines": _l("Ligne"), "kind": _l("Type"),
    "required": _l("Obligatoire"), "dimension": _l("Dimension"), "modes": _l("Modes"),
    "counted": _l("Comptée"), "max_length": _l("Longueur au plus"),
    "max_choices": _l("Réponses au plus"), "min": _l("Minimum"), "max": _l("Maximum"),
    "decimals": _l("Décimales"), "precision": _l("Précision"), "random": _l("Ordre au hasard"),
    "ask": _l("Questions tirées"), "show_if": _l("Condition"), "option": _l("Réponse"),
    "statement": _l("Phrase"), "field": _l("Champ"), "role": _l("Rôle"), "score": _l("Score"),
    "scores": _l("Scores"), "exclusive": _l("Exclusive"), "other": _l("Ouvre un texte libre"),
    "fixed": _l("Garde sa place"), "icon": _l("Dessin"), "picture": _l("Image"),
    "language": _l("Langue"), "reviewed": _l("Relue"),
    "option_order": _l("Ordre des réponses"), "statement_order": _l("Ordre des phrases"),
}  # fmt: skip


def value(stored: Any) -> str:
    """A stored value as people read it."""
    if isinstance(stored, bool):
        return _("oui") if stored else _("non")
    if stored is None or stored == "" or stored == () or stored == {}:
        return _("rien")
    if isinstance(stored, float | int):
        return f"{stored:.15g}"
    if isinstance(stored, Mapping):
        return ", ".join(f"{key} : {value(one)}" for key, one in stored.items())
    if isinstance(stored, tuple | list):
        return ", ".join(map(value, stored))
    return str(stored)


def sign(change: Change) -> str:
    """What happened to it, in one word."""
    return {ADDED: _("ajout"), REMOVED: _("retrait")}.get(change.how, _("changement"))


_PARTS = {
    "« text »": _l("texte"), "« label »": _l("libellé"), "« help »": _l("aide"),
    "« lines »": _l("lignes"), "« low »": _l("bout bas"), "« high »": _l("bout haut"),
    "« unit »": _l("unité"), "« title »": _l("titre"),
}  # fmt: skip


def where(finding: Finding) -> str:
    """Where in its question something was found; empty where the question says enough."""
    place = finding.place.removeprefix(f"Question « {finding.code} »").lstrip(", ")
    for key, name in _PARTS.items():
        place = place.replace(key, str(name))
    return place


def few_words(found: Summary) -> str:
    """The differences in one line."""
    told = [
        ngettext("%(num)d ajoutée", "%(num)d ajoutées", found.added) if found.added else "",
        ngettext("%(num)d retirée", "%(num)d retirées", found.removed) if found.removed else "",
        ngettext("%(num)d déplacée", "%(num)d déplacées", found.moved) if found.moved else "",
        ngettext("%(num)d reformulée", "%(num)d reformulées", found.reworded)
        if found.reworded else "",
        ngettext("%(num)d changée", "%(num)d changées", found.changed) if found.changed else "",
    ]  # fmt: skip
    asked = ", ".join(filter(None, told))
    return " ; ".join(filter(None, (
        _("Questions : %(told)s", told=asked) if asked else "",
        _("Textes ou langues autour des questions") if found.around else "",
    ))) or _("Aucune différence")  # fmt: skip
