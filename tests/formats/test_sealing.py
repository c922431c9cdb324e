"""What is sealed is read again with the same key only."""

from __future__ import annotations

from feedback.formats.sealing import seal, unseal

KEY, OTHER = "ab" * 32, "cd" * 32


def test_a_text_comes_out_as_it_went_in() -> None:
    assert unseal(KEY, seal(KEY, "06 39 98 12 34, après 18 h – Noël")) == (
        "06 39 98 12 34, après 18 h – Noël"
    )


def test_the_same_text_is_never_sealed_twice_alike() -> None:
    assert seal(KEY, "mot") != seal(KEY, "mot")


def test_another_key_opens_nothing() -> None:
    assert unseal(OTHER, seal(KEY, "mot")) is None


def test_a_damaged_text_opens_nothing() -> None:
    sealed = seal(KEY, "mot")
    assert unseal(KEY, sealed[:-4] + "AAAA") is None
    assert unseal(KEY, "pas scellé é") is None
