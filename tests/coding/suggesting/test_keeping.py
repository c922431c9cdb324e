"""What was learnt is asked for without waiting, and learnt again when things changed."""

from __future__ import annotations

import pytest

from feedback.coding.suggesting import keeping
from feedback.coding.suggesting.keeping import Keeper


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """One that learns at once."""
    made = Keeper(sum)
    monkeypatch.setattr(made, "_begin", made.learn)
    return made


def test_the_first_to_ask_is_told_nothing_yet(keeper: Keeper) -> None:
    assert keeper.ask(1, "a", lambda: [1, 2]) is None
    assert keeper.ask(1, "a", lambda: [9]) == 3


def test_it_is_learnt_again_after_a_while_when_something_changed(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.ask(1, "a", lambda: [1])
    assert keeper.ask(1, "b", lambda: [5]) == 1
    monkeypatch.setattr(keeping, "AGAIN", 0.0)
    assert keeper.ask(1, "a", lambda: [7]) == 1  # nothing changed
    keeper.ask(1, "b", lambda: [5])
    assert keeper.ask(1, "b", lambda: [7]) == 5


def test_few_studies_are_held(keeper: Keeper) -> None:
    for study in range(keeping.MOST + 1):
        keeper.ask(study, "a", lambda: [1])
    assert keeper.ask(0, "a", lambda: [1]) is None


def test_a_failure_is_not_the_end(keeper: Keeper) -> None:
    with pytest.raises(TypeError):
        keeper.ask(1, "a", lambda: ["x"])
    keeper.ask(1, "a", lambda: [2])
    assert keeper.ask(1, "a", lambda: [2]) == 2
