"""What somebody searches: words, "a phrase", begin*, all of them wanted.

The same terms are written for SQLite (FTS5) and for PostgreSQL (tsquery), over the same folded
words, so that both find the same texts. A sign that no word can hold marks the scope of a text
(its study and state): the index alone then counts what a person may read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback.corpus.states import READABLE
from feedback.formats.folding import Word, folded, words

LONGEST = 200  # characters of a question
SCOPE = "§"
LETTERS = {"to_read": "w", "read": "r", "validated": "v"}
_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class Term:
    """Words that follow one another; the last may be only a beginning."""

    words: tuple[str, ...]
    beginning: bool = False


def signs(study_id: int, state: str) -> tuple[str, ...]:
    """The signs of a study's text in a state: its own, and one shared by those people may read.

    A state nobody searches has none.
    """
    if state not in LETTERS:
        return ()
    shared = (f"{SCOPE}{study_id}o",) if state in READABLE else ()
    return (f"{SCOPE}{study_id}{LETTERS[state]}", *shared)


def scopes(study_id: int, states: Sequence[str]) -> list[str]:
    """The signs of the states one searches: one for all that people may read, else one each."""
    if set(states) == set(READABLE):
        return [f"{SCOPE}{study_id}o"]
    return [f"{SCOPE}{study_id}{LETTERS[state]}" for state in states]


def parse(question: str) -> tuple[Term, ...]:
    """The terms of a question; signs that make no word are passed over."""
    return tuple(_terms(question[:LONGEST]))


def _terms(question: str) -> Iterable[Term]:
    for phrase, plain in _PARTS.findall(question):
        found = tuple(folded(phrase or plain))
        if found:
            yield Term(found, (phrase or plain).rstrip().endswith("*"))


def fts5(terms: Sequence[Term], scopes: Sequence[str]) -> str:
    """The terms within the scopes, for SQLite."""
    return " AND ".join([f"({_any_of(scopes)})", *map(_words, terms)])


def fts5_but(terms: Sequence[Term], hidden: Sequence[str]) -> str:
    """The terms out of some scopes, for SQLite: quick where what is hidden is the smaller part."""
    return f"({' AND '.join(map(_words, terms))}) NOT ({_any_of(hidden)})"


def _any_of(scopes: Sequence[str]) -> str:
    return " OR ".join(f'"{sign}"' for sign in scopes)


def _words(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.beginning else ""}'


def tsquery(terms: Sequence[Term], scopes: Sequence[str]) -> str:
    """The terms within the scopes, for PostgreSQL."""
    return " & ".join(["(" + " | ".join(f"'{s}'" for s in scopes) + ")", *map(_phrase, terms)])


def _phrase(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]
    return "(" + " <-> ".join(quoted) + (":*" if term.beginning else "") + ")"


def line(text: str, marks: Sequence[str]) -> str:
    """What SQLite indexes of a text: its signs, then its folded words."""
    return " ".join([*marks, *folded(text)])


def vector(text: str, marks: Sequence[str]) -> str:
    """What PostgreSQL indexes of a text, written as a tsvector: no parser splits our words."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(folded(text), start=1):
        places.setdefault(word, []).append(min(place, 16_383))
    lexemes = [f"'{word}':{','.join(map(str, at[:255]))}" for word, at in places.items()]
    return " ".join([*(f"'{mark}'" for mark in marks), *lexemes])


def hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms are in a text (code points), to show them; in order, none overlapping."""
    there = list(words(text))
    found = [span for term in terms for span in _hits_of(there, term)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _hits_of(there: list[Word], term: Term) -> Iterable[tuple[int, int]]:
    size, last = len(term.words), term.words[-1]
    for at in range(len(there) - size + 1):
        window = [word.folded for word in there[at : at + size]]
        end = window[-1].startswith(last) if term.beginning else window[-1] == last
        if end and tuple(window[:-1]) == term.words[:-1]:
            yield there[at].start, there[at + size - 1].end
