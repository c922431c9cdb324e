"""A small project, and the same as other tools would have written it."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

from feedback.formats.refi.guids import guid
from feedback.formats.refi.project import (
    Case,
    Code,
    Coding,
    Group,
    Note,
    Project,
    Selection,
    Source,
    User,
    Value,
    Variable,
)
from feedback.formats.refi.writing import quoted, write

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
ONE = "J'ai attendu 😀 deux heures.\nPuis une dame 👩‍👧 m'a écoutée, à la fin."
TWO = "Personne ne m'a dit où aller.\nJe suis repartie."
ANNE, MAX = guid("user", "anne"), guid("user", "max")
WAIT, HEARD = guid("code", "wait"), guid("code", "heard")
FAMILY = guid("code", "family")


def selection(
    name: str, text: str, words: str, code: str, user: str = ANNE, **more: object
) -> Selection:
    """The first time some words stand in a text."""
    start = text.index(words)
    coding = Coding(guid("coding", name), code, user, AT)
    return Selection(
        guid("selection", name), start, start + len(words), quoted(words), user, AT,
        codings=(coding,), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def project() -> Project:
    """Two texts, a family of two codes, two coders, a case, a memo, a set."""
    memo = Note(guid("note", "1"), "Attente", "À relire\navec Max", ANNE, AT)
    site = Variable(guid("variable", "site"), "Lieu")
    return Project(
        "Accueil & écoute", "Vive Voix", (User(ANNE, "Anne"), User(MAX, "Max <coordination>")),
        (Code(FAMILY, "Tensions", False, "#9A3412", children=(
            Code(WAIT, "Attente", True, "#9A3412", "Le temps avant d'être reçu.", (memo.guid,)),
        )), Code(HEARD, "Écoute", True, "#0F5560")),
        (site,),
        (Case(guid("case", "1"), "Personne 1", values=(Value(site.guid, "Villeurbanne"),),
              sources=(guid("source", "one"),)),),
        (
            Source(guid("source", "one"), "Entretien 1", ONE, ANNE, AT, selections=(
                selection("a", ONE, "attendu 😀 deux heures", WAIT, description="long",
                          notes=(memo.guid,)),
                selection("b", ONE, "m'a écoutée", HEARD, MAX),
                selection("c", ONE, "deux heures", WAIT, MAX),
            ), values=(Value(site.guid, "Villeurbanne"),)),
            Source(guid("source", "two"), "Entretien 2", TWO, ANNE, AT,
                   selections=(selection("d", TWO, "Je suis repartie.", WAIT),)),
        ),
        (memo,), (Group(guid("set", "v"), "Villeurbanne", sources=(guid("source", "one"),)),),
        "Ce que le format ne dit pas.", ANNE, AT,
    )  # fmt: skip


def packed(found: Project) -> bytes:
    """The project as a file."""
    file = io.BytesIO()
    write(file, found)
    return file.getvalue()


def rewritten(
    content: bytes, xml: Callable[[str], str] = lambda text: text,
    text: Callable[[str], bytes] = str.encode, name: Callable[[str], str] = lambda name: name,
) -> io.BytesIO:  # fmt: skip
    """The same file with its XML, its texts and its names changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.namelist():
            held = old.read(entry).decode()
            new.writestr(name(entry), xml(held) if entry.endswith(".qde") else text(held))
    made.seek(0)
    return made


def shifted(content: bytes, count: Callable[[str, int], int]) -> Callable[[str], str]:
    """Rewrite every position as another tool counts it: `count(text, position)`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}

    def source(match: re.Match[str]) -> str:
        path = re.search(r'internal://([^"]+)', match[0])
        assert path
        text = texts[f"sources/{path[1]}"]
        return re.sub(
            r'(startPosition|endPosition)="(\d+)"',
            lambda m: f'{m[1]}="{count(text, int(m[2]))}"', match[0],
        )  # fmt: skip

    return lambda xml: re.sub(r"<TextSource.*?</TextSource>", source, xml, flags=re.S)
