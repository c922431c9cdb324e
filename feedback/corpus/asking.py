"""What somebody searches: words, "a phrase", begin*, -not, one ~ near another; all are wanted.

The same terms are written for SQLite (FTS5) and for PostgreSQL (tsquery), over the same folded
words, so that both find the same texts. A sign that no word can hold marks the scope of a text
(its study and state): the index alone then counts what a person may read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback.corpus.pieces import sentence_ends
from feedback.corpus.states import READABLE
from feedback.formats.folding import Word, folded, words

LONGEST = 200  # characters of a question
SCOPE = "§"
LETTERS = {"to_read": "w", "read": "r", "validated": "v"}
NEAR = 10  # words between two that are near one another; or else they share a sentence
_PARTS = re.compile(
    r'(?P<near>~)|(?P<out>(?<![^\s~])[-−–](?=[^\s~]))?(?:["“”](?P<phrase>[^"“”]*)["“”]|«(?P<said>[^»]*)»|(?P<plain>[^\s"“”«~]+))'
)


@dataclass(frozen=True)
class Term:
    """Words that follow one another; the last may be only a beginning.

    `excluded`: the text must not hold them. `near`: they stand near the term before.
    """

    words: tuple[str, ...]
    beginning: bool = False
    excluded: bool = False
    near: bool = False


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
    near = there = False
    for part in _PARTS.finditer(question):
        if part["near"]:
            near = there
            continue
        said = part["phrase"] or part["said"] or part["plain"] or ""
        found, out = tuple(folded(said)), part["out"] is not None
        if found:
            yield Term(found, said.rstrip().endswith("*"), out, near and not out)
            near, there = False, not out


def nearness(terms: Sequence[Term]) -> bool:
    """True when the index alone cannot tell: each text it gives is looked at."""
    return any(term.near for term in terms)


def _sides(terms: Sequence[Term]) -> tuple[list[Term], list[Term]]:
    """Terms wanted, terms refused."""
    return [t for t in terms if not t.excluded], [t for t in terms if t.excluded]


def fts5(terms: Sequence[Term], scopes: Sequence[str]) -> str:
    """The terms within the scopes, for SQLite."""
    wanted, refused = _sides(terms)
    asked = " AND ".join([f"({_any_of(scopes)})", *map(_words, wanted)])
    return f"({asked}) NOT ({' OR '.join(map(_words, refused))})" if refused else asked


def fts5_but(terms: Sequence[Term], hidden: Sequence[str]) -> str:
    """The terms out of some scopes, for SQLite: quick where what is hidden is the smaller part.

    One term at least is wanted.
    """
    wanted, refused = _sides(terms)
    out = " OR ".join([_any_of(hidden), *map(_words, refused)])
    return f"({' AND '.join(map(_words, wanted))}) NOT ({out})"


def _any_of(scopes: Sequence[str]) -> str:
    return " OR ".join(f'"{sign}"' for sign in scopes)


def _words(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.beginning else ""}'


def tsquery(terms: Sequence[Term], scopes: Sequence[str]) -> str:
    """The terms within the scopes, for PostgreSQL."""
    wanted, refused = _sides(terms)
    within = "(" + " | ".join(f"'{s}'" for s in scopes) + ")"
    out = ["!" + _phrase(term) for term in refused]
    return " & ".join([within, *map(_phrase, wanted), *out])


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
    return _apart(span for group in _places(text, terms) for span in group)


def stretches(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """The same places to be coded: words near one another make one stretch, from first to last."""
    return _apart((group[0][0], group[-1][1]) for group in _places(text, terms))


def holds_near(text: str, terms: Sequence[Term]) -> bool:
    """Whether a text that holds the terms holds near one another those asked so."""
    there = list(words(text))
    chains = [chain for chain in _chains(terms) if len(chain) > 1]
    return all(any(_linked(text, there, chain)) for chain in chains)


def _places(text: str, terms: Sequence[Term]) -> Iterable[list[tuple[int, int]]]:
    """Groups of places: a term alone, or those of a chain that stand near one another."""
    there = list(words(text))
    for chain in _chains(terms):
        for found in _linked(text, there, chain):
            yield sorted((there[a].start, there[b].end) for a, b in found)


def _chains(terms: Sequence[Term]) -> list[list[Term]]:
    """The terms wanted, those near one another together."""
    chains: list[list[Term]] = []
    for term in terms:
        if term.near and chains:
            chains[-1].append(term)
        elif not term.excluded:
            chains.append([term])
    return chains


def _linked(text: str, there: list[Word], chain: Sequence[Term]) -> Iterable[list[tuple[int, int]]]:
    """Each place of the first term, with the places of the others nearest to the one before."""
    places = [list(_found(there, term)) for term in chain]
    ends = sentence_ends(text) if len(chain) > 1 else []
    for at in range(len(places) - 2, -1, -1):  # only those from which the chain can go on
        places[at] = [
            one for one in places[at] if any(_near(there, ends, one, p) for p in places[at + 1])
        ]
    for first in places[0]:
        found = [first]
        for others in places[1:]:
            close = (p for p in others if _near(there, ends, found[-1], p))
            found.append(min(close, key=lambda p: abs(p[0] - found[-1][0])))
        yield found


def _near(there: list[Word], ends: list[int], a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Ten words between them at most, or the same sentence; a word is not near itself."""
    (_, last), (first, _) = sorted((a, b))
    if first <= last:
        return False
    if first - last - 1 <= NEAR:
        return True
    return bisect_right(ends, there[last].start) == bisect_right(ends, there[first].start)


def _found(there: list[Word], term: Term) -> Iterable[tuple[int, int]]:
    """Where the words of a term begin and end, as numbers of words of the text."""
    size, last = len(term.words), term.words[-1]
    for at in range(len(there) - size + 1):
        end = there[at + size - 1].folded
        right = end.startswith(last) if term.beginning else end == last
        if right and all(there[at + n].folded == word for n, word in enumerate(term.words[:-1])):
            yield at, at + size - 1


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
