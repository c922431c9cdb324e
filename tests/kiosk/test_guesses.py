"""Wrong pairing codes: some a minute for the house, then a wait."""

from __future__ import annotations

from feedback.kiosk.guesses import MOST, SECONDS, Guesses


def test_after_so_many_wrong_codes_one_waits_a_minute() -> None:
    guesses = Guesses()
    for _number in range(MOST - 1):
        guesses.one_more(100.0)
    assert not guesses.too_many(100.0)
    guesses.one_more(100.0)
    assert guesses.too_many(100.0 + SECONDS - 1)
    assert not guesses.too_many(100.0 + SECONDS)


def test_wrong_codes_far_apart_stop_nobody() -> None:
    guesses = Guesses()
    for number in range(MOST * 3):
        guesses.one_more(number * 10.0)
    assert not guesses.too_many(MOST * 30.0)
