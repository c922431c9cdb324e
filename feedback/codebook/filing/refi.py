"""The book as codes of a REFI-QDA file, and read back from them.

That standard knows a name, a description and a colour. The key goes before the name, which makes
every name one of its kind; what a code takes in, leaves out and its key are written in the
description under fixed words, and found again there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from feedback.codebook.conventions import KEY, LONGEST_NAME, free_key
from feedback.codebook.filing.given import Given
from feedback.codebook.versions.differences import Told
from feedback.formats.refi.guids import guid
from feedback.formats.refi.project import Code
from feedback.formats.text import normalise

TAKES, LEAVES, ENGLISH, KEYED = "Prend : ", "Ne prend pas : ", "En anglais : ", "Clé : "
_PART = re.compile(rf"(?:^|\n\n)({TAKES}|{LEAVES}|{ENGLISH}|{KEYED})")
_NAMES = {TAKES: "include", LEAVES: "exclude", ENGLISH: "name_en", KEYED: "key"}


def elements(codes: Sequence[Told]) -> list[Code]:
    """The codes still open, as a tree; one whose parent is archived stands at the first level."""
    shown = [code for code in codes if not code.archived]
    known = {code.key for code in shown}
    return list(_below(shown, known, ""))


def _below(codes: Sequence[Told], known: Collection[str], parent: str) -> Iterator[Code]:
    for code in codes:
        if (code.parent if code.parent in known else "") == parent:
            yield element(code, code.id, tuple(_below(codes, known, code.key)))


def guid_of(public_id: str) -> str:
    """The GUID of one of our codes: the same in every file."""
    return guid("code", public_id)


def element(
    code: Any, public_id: str, children: tuple[Code, ...], notes: tuple[str, ...] = ()
) -> Code:
    """A code of ours as files tell it, whatever row or version it is read from."""
    return Code(
        guid_of(public_id), f"{code.key} {code.name}", code.codable, code.colour.upper(),
        _described(code), notes, children,
    )  # fmt: skip


def _described(code: Any) -> str:
    parts = [code.definition] if code.definition else []
    more = ((TAKES, code.include), (LEAVES, code.exclude), (ENGLISH, code.name_en), (KEYED, code.key))  # fmt: skip
    return "\n\n".join([*parts, *(mark + text for mark, text in more if text)])


def given(
    elements_: Sequence[Code], known: Mapping[str, str], taken: Collection[str]
) -> list[Given]:
    """The codes of a file, those above before those below.

    `known` are keys by guid of the codes of the book, `taken` all its keys: a code the file gives
    no key has the one of its guid, or a new one.
    """
    return [one for _, one in keyed(elements_, known, taken)]


def keyed(
    elements_: Sequence[Code], known: Mapping[str, str], taken: Collection[str]
) -> list[tuple[str, Given]]:
    """The same, each with the GUID that the file gives it."""
    found: list[tuple[str, Given]] = []
    _walk(elements_, "", known, {key.lower() for key in taken}, found)
    return found


def _walk(
    elements_: Sequence[Code], parent: str, known: Mapping[str, str], used: set[str],
    found: list[tuple[str, Given]],
) -> None:  # fmt: skip
    for one in elements_:
        text = normalise(one.description)
        values = _parts(text)
        said = values.pop("key", "")
        key = known.get(one.guid) or said
        if not KEY.fullmatch(key):
            key = free_key(used, parent if KEY.fullmatch(f"{parent}000") else "C")
        used.add(key.lower())
        made = Given(
            line=one.line, key=key, parent=parent,
            name=_bare(normalise(one.name), said)[: LONGEST_NAME + 1], codable=one.codable,
            colour=one.colour or None, **values,
        )  # fmt: skip
        found.append((one.guid, made))
        _walk(one.children, key, known, used, found)


def _bare(name: str, key: str) -> str:
    """The name without the key that we wrote before it."""
    return name.removeprefix(f"{key} ") if key else name


def _parts(text: str) -> dict[str, str]:
    """The definition and what stands under the fixed words, where they are."""
    pieces = _PART.split(text)
    found = {"definition": pieces[0].strip()}
    for mark, said in zip(pieces[1::2], pieces[2::2], strict=True):
        found[_NAMES[mark]] = said.strip()
    return found
