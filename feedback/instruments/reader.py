"""Reading one JSON object: what is taken is ticked off, each fault is told with its place."""

import math
import re
from collections.abc import Mapping
from typing import Any

from feedback.formats.text import normalise
from feedback.instruments.findings import UNREADABLE, Finding, fault
from feedback.instruments.languages import KNOWN, Texts

CODE = re.compile(r"[a-z](?:_?[a-z0-9])*_?")  # no double underscore: pages build names with it
LONGEST_CODE = 41
LONGEST_KEPT = 20_000  # of a text too long for its place: kept in a draft, to be shortened there


class Reader:
    """One JSON object being read: what is taken is ticked off, what remains is unknown."""

    def __init__(self, source: Any, place: str, problems: list[Finding]) -> None:
        self._left = dict(source) if isinstance(source, Mapping) else {}
        self.place, self.problems = place, problems
        if not isinstance(source, Mapping):
            self.fault("un objet est attendu.")

    def fault(self, message: str, name: str = UNREADABLE) -> None:
        """Note a fault at this place."""
        self.problems.append(fault(name, message, self.place))

    def take(self, key: str) -> Any:
        """Return a raw value, None when absent."""
        return self._left.pop(key, None)

    def word(self, key: str, needed: bool = False) -> str:
        """Return a short string; empty when absent."""
        value = self.take(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value:
            self.fault(f"« {key} » doit être un texte court.")
            return ""
        return value

    def code(self, key: str = "code") -> str:
        """Return a stable code."""
        value = self.word(key, needed=True)
        if value and (len(value) > LONGEST_CODE or not CODE.fullmatch(value)):
            self.fault(
                f"le code « {value} » doit commencer par une lettre minuscule et ne contenir que "
                f"minuscules sans accent, chiffres et « _ » simples ({LONGEST_CODE} au plus)."
            )
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a boolean."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(f"« {key} » doit être true ou false.")
        return value if isinstance(value, bool) else default

    def number(self, key: str) -> float | None:
        """Return a finite number, None when absent."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(f"« {key} » doit être un nombre.")
            return None
        if abs(value) > 1e12 or not math.isfinite(value):
            self.fault(f"« {key} » est un nombre trop grand.")
            return None
        return value

    def whole(self, key: str) -> int | None:
        """Return a whole number, None when absent."""
        value = self.number(key)
        if value is not None and value != int(value):
            self.fault(f"« {key} » doit être un nombre entier.")
        return None if value is None else int(value)

    def listed(self, key: str, most: int) -> list[Any]:
        """Return a list, empty when absent, cut where it is too long."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault(f"« {key} » doit être une liste.")
            return []
        if len(value) > most:
            self.fault(f"« {key} » a {len(value)} éléments ; {most} au plus.")
        return value[:most]

    def words(self, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of words out of those allowed."""
        found = self.listed(key, 50)
        for value in found:
            if value not in allowed:
                self.fault(f"« {key} » ne connaît pas « {value} » ({', '.join(allowed)}).")
        return tuple(value for value in found if value in allowed)

    def texts(self, key: str, limit: int, needed: bool = False) -> Texts:
        """Return a text per language; French is required as soon as there is one."""
        value = self.take(key)
        if value is None:
            if needed:
                self.fault(f"le texte « {key} » manque.", "no_text")
            return {}
        return read_texts(value, f"{self.place}, « {key} »", limit, self.problems)

    def close(self) -> None:
        """Tell the keys nobody took: most are slips of the keyboard."""
        for key in self._left:
            self.fault(f"« {key} » n’est pas une clé connue.")


def read_texts(value: Any, place: str, limit: int, problems: list[Finding]) -> Texts:
    """Return a text per language, normalised; one too long is kept, and told."""
    if not isinstance(value, Mapping):
        message = 'un texte par langue est attendu, comme {"fr": "…"}.'
        problems.append(fault(UNREADABLE, message, place))
        return {}
    kept: dict[str, str] = {}
    for tag, text in value.items():
        name, message = _text_fault(tag, text, limit)
        if message:
            problems.append(fault(name, message, place))
        if not message or name == "long_text":
            kept[tag] = normalise(text).strip()
    if "fr" not in value:
        problems.append(fault("no_text", "le texte français manque.", place))
    return kept


def _text_fault(tag: Any, text: Any, limit: int) -> tuple[str, str]:
    if tag not in KNOWN:
        return UNREADABLE, f"la langue « {tag} » n’est pas connue."
    if not isinstance(text, str):
        return UNREADABLE, f"le texte « {tag} » est vide."
    if not normalise(text).strip():
        return "no_text", f"le texte « {tag} » est vide."
    if len(text) > limit:
        name = "long_text" if len(text) <= LONGEST_KEPT else UNREADABLE
        return name, f"le texte « {tag} » dépasse {limit} caractères."
    return "", ""
