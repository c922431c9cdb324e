"""The book as a REFI-QDA codebook, and read back from one.

That standard knows a name, a description and a colour: what a code takes in, leaves out and its
key are written in the description under fixed words, and found again there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from feedback.codebook.conventions import KEY, LONGEST_NAME, free_key
from feedback.codebook.filing.given import Given
from feedback.codebook.versions.differences import Told
from feedback.formats.refi.codebook import CodeElement, guid_of
from feedback.formats.text import normalise

TAKES, LEAVES, ENGLISH, KEYED = "Prend : ", "Ne prend pas : ", "En anglais : ", "Clé : "
_PART = re.compile(rf"(?:^|\n\n)({TAKES}|{LEAVES}|{ENGLISH}|{KEYED})")
_NAMES = {TAKES: "include", LEAVES: "exclude", ENGLISH: "name_en", KEYED: "key"}


def elements(codes: Sequence[Told]) -> list[CodeElement]:
    """The codes still open, as a tree; one whose parent is archived stands at the first level."""
    shown = [code for code in codes if not code.archived]
    known = {code.key for code in shown}
    return list(_below(shown, known, ""))


def _below(codes: Sequence[Told], known: Collection[str], parent: str) -> Iterator[CodeElement]:
    for code in codes:
        if (code.parent if code.parent in known else "") == parent:
            yield CodeElement(
                guid=guid_of(code.id), name=code.name, codable=code.codable, colour=code.colour,
                description=_described(code), children=tuple(_below(codes, known, code.key)),
            )  # fmt: skip


def _described(code: Told) -> str:
    parts = [code.definition] if code.definition else []
    more = ((TAKES, code.include), (LEAVES, code.exclude), (ENGLISH, code.name_en), (KEYED, code.key))  # fmt: skip
    return "\n\n".join([*parts, *(mark + text for mark, text in more if text)])


def given(
    elements_: Sequence[CodeElement], known: Mapping[str, str], taken: Collection[str]
) -> list[Given]:
    """The codes of a file, those above before those below.

    `known` are keys by guid of the codes of the book, `taken` all its keys: a code the file gives
    no key has the one of its guid, or a new one.
    """
    found: list[Given] = []
    _walk(elements_, "", known, {key.lower() for key in taken}, found)
    return found


def _walk(
    elements_: Sequence[CodeElement], parent: str, known: Mapping[str, str], used: set[str],
    found: list[Given],
) -> None:  # fmt: skip
    for one in elements_:
        text = normalise(one.description)
        values = _parts(text)
        key = known.get(one.guid) or values.pop("key", "")
        values.pop("key", None)
        if not KEY.fullmatch(key):
            key = free_key(used, parent if KEY.fullmatch(f"{parent}000") else "C")
        used.add(key.lower())
        found.append(
            Given(
                line=one.line, key=key, parent=parent,
                name=normalise(one.name)[: LONGEST_NAME + 1], codable=one.codable,
                colour=one.colour or None, **values,
            )
        )  # fmt: skip
        _walk(one.children, key, known, used, found)


def _parts(text: str) -> dict[str, str]:
    """The definition and what stands under the fixed words, where they are."""
    pieces = _PART.split(text)
    found = {"definition": pieces[0].strip()}
    for mark, said in zip(pieces[1::2], pieces[2::2], strict=True):
        found[_NAMES[mark]] = said.strip()
    return found
