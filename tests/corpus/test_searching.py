"""A search finds what a plain reading of every text finds, whichever database is open."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import Any

import pytest

from feedback.corpus import operations, queries
from feedback.corpus.models import Document
from feedback.corpus.queries import Wanted, counted, ids, page
from feedback.db import writing
from feedback.studies.models import Study
from tests.factories import make_study

READABLE = ("read", "validated")
VOCABULARY = ("agent", "Agents", "pressé", "presser", "accueil", "écoute", "l'attente", "rendez-vous", "œuvre", "à", "bien", "très")  # fmt: skip
ENDS = (". ", " ! ", "\n", ", ", " ", " ", " ", " ", " ")
QUESTIONS = (
    "agent", "AGENT*", "press*", '"agent presse"', "« très bien »", "rendez-vous", "oeuvre",
    "agent -accueil", '-"tres bien" bien', "-bien", "-agent -bien", "agent ~ pressé", "agent* ~ bien",
    "ecoute ~ attente ~ accueil", "bien ~ bien", "agent ~ presse -tres", "accueil a~bien",
)  # fmt: skip


def plain(text: str) -> list[tuple[int, str]]:
    """The words of a text without accents, with the number of their sentence."""
    found = []
    for number, sentence in enumerate(re.split(r"(?<=[.!?…])|\n", text)):
        bare = unicodedata.normalize("NFKD", sentence.casefold().replace("œ", "oe"))
        bare = "".join(c for c in bare if not unicodedata.combining(c))
        found += [(number, word) for word in re.findall(r"\w+", bare)]
    return found


def places(there: list[tuple[int, str]], said: str) -> list[tuple[int, int]]:
    """Where the words of a term stand in a text."""
    begins = said.rstrip('"» ').endswith("*")
    wanted = [word for _n, word in plain(said)]
    return [
        (at, at + len(wanted) - 1)
        for at in range(len(there) - len(wanted) + 1)
        if all(
            there[at + n][1].startswith(word)
            if begins and n == len(wanted) - 1
            else there[at + n][1] == word
            for n, word in enumerate(wanted)
        )
    ]


def close(there: list[tuple[int, str]], a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two places are near one another."""
    first, last = min(a, b), max(a, b)
    if last[0] <= first[1]:
        return False
    return last[0] - first[1] <= 11 or there[first[1]][0] == there[last[0]][0]


def holds(text: str, question: str) -> bool:
    """What the help of the page promises, read word by word."""
    there = plain(text)
    parts = re.findall(r'~|-?"[^"]*"|«[^»]*»|-?[^\s~"«]+', question)
    before: list[tuple[int, int]] | None = None
    near = False
    for part in parts:
        if part == "~":
            near = True
            continue
        found = places(there, part.removeprefix("-"))
        if part.startswith("-"):
            if found:
                return False
            continue
        if near and before is not None:
            found = [b for b in found if any(close(there, a, b) for a in before)]
        if not found:
            return False
        before, near = found, False
    return True


@pytest.fixture
def corpus(app: Any) -> tuple[Study, dict[int, str]]:
    """A study of texts drawn by chance; their words by row."""
    study, chance = make_study(), random.Random(3)
    texts = [
        "".join(
            chance.choice(VOCABULARY) + chance.choice(ENDS) for _ in range(chance.randrange(1, 30))
        )
        for _ in range(150)
    ]
    with writing():
        made = [
            operations.receive(
                study_id=study.id, site_id=None, origin=("responses", str(n)), part="c",
                kind="comment", speaker="user", language="fr", mode="lien", day=None, text=said,
                quotable=False,
            )
            for n, said in enumerate(texts)
        ]  # fmt: skip
        for document in made:
            document.state = "read"
    return study, {document.id: document.text for document in made}


@pytest.mark.parametrize("alone", [True, False])
def test_every_sign_finds_what_a_plain_reading_finds(
    corpus: tuple[Study, dict[int, str]], alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, texts = corpus
    if not alone:
        make_study()
    monkeypatch.setattr(queries, "LOOKED_AT", 7)
    for question in QUESTIONS:
        expected = [number for number, said in texts.items() if holds(said, question)]
        wanted = Wanted(study.id, READABLE, question=question)
        assert ids(wanted, None, 1000) == expected, question
        assert counted(wanted) == (len(expected), True), question
        assert [row.id for row in page(wanted, None, 5)] == expected[:5], question
        assert ids(wanted, None, 5, backwards=True) == expected[::-1][:5], question
    assert {len(texts)} != {sum(holds(said, q) for said in texts.values()) for q in QUESTIONS}


def test_more_texts_than_are_looked_at_are_told_as_more(
    corpus: tuple[Study, dict[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "COUNTED", 5)
    number, whole = counted(Wanted(corpus[0].id, READABLE, question="agent ~ bien"))
    assert (number <= 5, whole) == (True, False)


def test_a_search_of_refused_words_alone_finds_all_the_others(
    corpus: tuple[Study, dict[int, str]],
) -> None:
    study, texts = corpus
    with writing() as session:
        session.get_one(Document, next(iter(texts))).state = "to_read"
    found = ids(Wanted(study.id, READABLE, question="-introuvable"), None, 1000)
    assert found == list(texts)[1:]
