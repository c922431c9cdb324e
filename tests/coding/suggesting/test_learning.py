"""Suggestions come from like passages, say why, and are silent when little is known."""

from __future__ import annotations

from feedback.coding.suggesting import learning
from feedback.coding.suggesting.learning import Learnt, Taught, measured

WAIT, HEARD = 1, 2


def taught(number: int = 120) -> list[Taught]:
    """Two ways of speaking, each with its code."""
    said = (("J'ai attendu longtemps au guichet", WAIT), ("On m'a bien écoutée ici", HEARD))
    return [
        Taught(n, n, f"{said[n % 2][0]} {n}", frozenset({said[n % 2][1]})) for n in range(number)
    ]


def test_like_words_suggest_the_code_with_its_passages() -> None:
    (one,) = Learnt(taught()).propose("Nous avons attendu au guichet")
    assert one.code == WAIT
    assert one.weight > 0.9
    assert len(one.reasons) == learning.REASONS
    assert all(passage % 2 == 0 for passage in one.reasons)


def test_nothing_is_said_of_unlike_words_nor_from_little() -> None:
    assert Learnt(taught()).propose("xyz") == []
    assert Learnt(taught(learning.ENOUGH - 1)).propose("J'ai attendu") == []
    assert Learnt([]).propose("J'ai attendu") == []


def test_texts_left_out_say_nothing() -> None:
    waits = {one.document for one in taught() if WAIT in one.codes}
    assert all(p.code != WAIT for p in Learnt(taught()).ranked("attendu au guichet", waits))


def test_a_weight_under_the_threshold_is_not_said() -> None:
    mixed = [
        Taught(n, n, f"Une phrase toujours pareille {n}", frozenset({n % 5})) for n in range(150)
    ]
    learnt = Learnt(mixed)
    assert learnt.ranked("Une phrase toujours pareille")
    assert learnt.propose("Une phrase toujours pareille") == []


def test_the_measure_keeps_texts_apart() -> None:
    found = measured(taught(200))
    assert found.passages == 200
    assert found.hit == 1
    assert found.shown == 1
    lost = measured([Taught(n, n, f"mot{n} unique{n}", frozenset({n})) for n in range(200)])
    assert lost.hit == 0
