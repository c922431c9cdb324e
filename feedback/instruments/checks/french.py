"""How hard the French is to read: long sentences, rare words, initials nobody has explained.

Sentences: twenty words at most, as plain-language guides ask. Rare: less than once in a million
words of everyday French; the list is that of `wordfreq` (see `french_words.txt`), read only when
a questionnaire is looked at. An inflected word is known when its simpler form is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LONGEST_SENTENCE = 20
# Used without explanation by the starter survey for the public.
KNOWN_INITIALS = frozenset({"RSA", "CAF", "SMS"})
_LIST = Path(__file__).parent / "french_words.txt"
_END = re.compile(r"(?<=[.!?…;])\s+|\n+")
_PLACE = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")
_INITIALS = re.compile(r"\b(?:[A-ZÀÂÉÈÊÎÔÛÇ]\.){2,}|\b[A-ZÀÂÉÈÊÎÔÛÇ]{2,}\b")
_ELIDED = ("l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quelqu")
_SHORTEST = 4  # shorter words are never called rare
# What an inflected form may lose, and what it may gain instead.
_ENDINGS = (
    ("s", ""), ("x", ""), ("aux", "al"), ("euse", "eur"), ("euses", "eur"), ("rice", "eur"),
    ("rices", "eur"), ("ive", "if"), ("ives", "if"), ("elle", "el"), ("elles", "el"),
    ("enne", "en"), ("ennes", "en"), ("issez", "ir"), ("ie", "ir"),
)  # fmt: skip
# A verb (or a feminine) is known by any other of its forms.
_FORMS = (
    "e", "es", "er", "ez", "ent", "é", "ée", "és", "ées", "ai", "as", "a", "ons", "ont", "ais", "ait",
    "ant", "ions", "iez", "aient", "ir", "re",
)  # fmt: skip
_STEM = 3


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a place where an answer is quoted counts as one word."""
    told = _PLACE.sub("réponse", text.replace("'", "’"))
    return [one.strip(" «»\u00a0\u202f") for one in _END.split(told) if one.strip()]


def long_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield sentences with too many words, and how many they have."""
    for sentence in sentences(text):
        count = sum(1 for word in sentence.split() if _WORD.search(word))
        if count > LONGEST_SENTENCE:
            yield count, sentence


def rare_words(text: str) -> Iterator[str]:
    """Yield words few people meet; names (a capital inside a sentence) and initials are none."""
    for sentence in sentences(text):
        for found in _WORD.finditer(sentence):
            written = found.group()
            word = _bare(written)
            inside = found.start() > 0 and word[:1].isupper()
            if inside or len(word) < _SHORTEST or _INITIALS.fullmatch(word):
                continue
            if not _is_known(word.lower()):
                yield word


def _bare(word: str) -> str:
    before, _mark, after = word.partition("’")
    return after if after and before.lower() in _ELIDED else word


def _is_known(word: str) -> bool:
    known = french_words()
    return (
        word in known
        or word.replace("’", "'") in known
        or any(
            word.removesuffix(end) + instead in known for end, instead in _ENDINGS
            if word.endswith(end)
        )
        or any(
            word[: -len(end)] + other in known
            for end in _FORMS if word.endswith(end) and len(word) - len(end) >= _STEM
            for other in _FORMS
        )
    )  # fmt: skip


@functools.cache
def french_words() -> frozenset[str]:
    """The words met at least once in a million: some 29,000, four mebibytes once read."""
    lines = _LIST.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def initials(text: str) -> set[str]:
    """Return the initials in a text, without their points."""
    return {one.group().replace(".", "") for one in _INITIALS.finditer(text)}


def explained(text: str) -> set[str]:
    """Return the initials that stand beside their meaning, one of the two in parentheses."""
    found = set()
    for one in _INITIALS.finditer(text):
        before, after = text[: one.start()].rstrip(), text[one.end() :].lstrip()
        inside = before.endswith("(") and before[:-1].strip() and after.startswith(")")
        if inside or after.startswith("("):
            found.add(one.group().replace(".", ""))
    return found


def unexplained(texts: Iterable[str]) -> set[str]:
    """Return the initials that none of the texts explains and not everybody knows."""
    every, told = set(), set()
    for text in texts:
        every |= initials(text)
        told |= explained(text)
    return {one for one in every - told - KNOWN_INITIALS if not one.isdigit()}
