"""What remains to be translated, what must be seen again, and what may be offered to people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from feedback.instruments.definition import Definition
from feedback.instruments.languages import FRENCH, Texts
from feedback.instruments.wordings import settled


def every_text(definition: Definition) -> Iterator[tuple[str, Texts]]:
    """Yield every text shown to a person, with its place."""
    return ((one.place, one.texts) for one in definition.wordings)


def untranslated(definition: Definition, tag: str) -> list[str]:
    """Return the places where a language says nothing and French would be read instead."""
    return [one.place for one in definition.wordings if not one.texts.get(tag)]


def unreviewed(definition: Definition) -> tuple[str, ...]:
    """Return the languages no native speaker has read yet."""
    return tuple(tag for tag in definition.languages if tag not in definition.reviewed)


def is_complete(definition: Definition, tag: str) -> bool:
    """Tell whether nothing is missing nor to be seen again; plain French may lean on French."""
    return tag in definition.complete


def offered(
    definition: Definition, allowed: Collection[str], unread: Collection[str]
) -> tuple[str, ...]:
    """Return the languages in which people may read a version; French always is one.

    `allowed` are those of the study; a language nobody has reviewed must also be in `unread`,
    those that the study lead offers all the same. One that is not complete never is offered.
    """
    return tuple(
        tag
        for tag in definition.complete
        if tag == FRENCH or (tag in allowed and (tag in definition.reviewed or tag in unread))
    )


def outdate(before: Definition, after: Definition) -> Definition:
    """Return what follows a definition, with what must be seen again marked.

    Where the French of a place changed and the words of a language did not, these are to be seen
    again. A language whose words changed is reviewed no more. A text that only moved, words and
    French together, keeps what it had; marks that `after` sets itself stay.
    """
    was, marked, reviewed = dict(every_text(before)), {}, set(after.reviewed)
    changed = [
        (place, texts, old) for place, texts in every_text(after)
        if (old := was.get(place, {})) is not texts and old != texts
    ]  # fmt: skip
    for tag in after.languages:
        if tag == FRENCH:
            continue
        known = {_pair(texts, tag) for texts in was.values()} if changed else set()
        stale = {_pair(was[place], tag) for place in before.outdated.get(tag, ())}
        marked[tag] = set(after.outdated.get(tag, ()))
        for place, texts, old in changed:
            if texts.get(tag) != old.get(tag):
                if _pair(texts, tag) in stale:
                    marked[tag].add(place)
                elif _pair(texts, tag) not in known and tag in before.reviewed:
                    reviewed.discard(tag)
            elif texts.get(FRENCH) != old.get(FRENCH):
                marked[tag].add(place)
    found = tuple(tag for tag in after.reviewed if tag in reviewed)
    return replace(after, outdated=settled(after.wordings, marked), reviewed=found)


def _pair(texts: Texts, tag: str) -> tuple[str | None, str | None]:
    return texts.get(FRENCH), texts.get(tag)
