"""A file somebody hands in, read as JSON or refused with the place of the fault."""

import json
from collections.abc import Iterable
from typing import Any

LARGEST = 2_000_000
MOST_PROBLEMS = 50


class DefinitionErrors(Exception):
    """A definition is refused; `messages` says why, naming the questions."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = list(dict.fromkeys(messages))[:MOST_PROBLEMS]
        super().__init__("\n".join(self.messages))


def parsed(source: str | bytes) -> Any:
    """Return the values of a JSON text, or raise `DefinitionErrors`."""
    if len(source) > LARGEST:
        raise DefinitionErrors(["Le fichier est trop gros (2 Mo au plus)."])
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_without_doubles)
    except UnicodeDecodeError as fault:
        raise DefinitionErrors(["Le fichier n’est pas un texte en UTF-8."]) from fault
    except json.JSONDecodeError as fault:
        place = f"ligne {fault.lineno}, colonne {fault.colno}"
        raise DefinitionErrors([f"Le fichier n’est pas du JSON correct ({place})."]) from fault
    except (RecursionError, ValueError) as fault:
        raise DefinitionErrors(["Le fichier ne peut pas être lu : trop imbriqué."]) from fault


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key written twice: JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        doubled = next(key for key in keys if keys.count(key) > 1)
        raise DefinitionErrors([f"La clé « {doubled} » est écrite deux fois au même endroit."])
    return found
