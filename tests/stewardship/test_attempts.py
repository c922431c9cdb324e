"""Five wrong codes, then a wait that doubles."""

from __future__ import annotations

from feedback.stewardship.attempts import FREE, Attempts


def after(wrong: int, at: int = 0) -> Attempts:
    """So many wrong codes, all at once."""
    attempts = Attempts()
    for _ in range(wrong):
        attempts = attempts.one_more(at)
    return attempts


def test_five_wrong_codes_are_free() -> None:
    assert after(FREE - 1).wait(0) == 0
    assert after(FREE).wait(0) == 10


def test_the_wait_ends_and_doubles() -> None:
    assert after(FREE).wait(10 * 60) == 0
    assert after(FREE).wait(10 * 60 - 1) == 1
    assert [after(FREE + n).wait(0) for n in (0, 1, 2, 3)] == [10, 20, 40, 80]


def test_the_wait_has_an_end_however_many_codes_were_wrong() -> None:
    assert after(500).wait(0) == 12 * 60
