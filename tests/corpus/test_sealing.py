"""Sealed originals."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken

from feedback.corpus.sealing import seal, unseal

KEY, OTHER = "ab" * 32, "cd" * 32


def test_a_sealed_text_shows_nothing_and_comes_back_equal() -> None:
    sealed = seal("Mme Durand-Lévy 🙂", KEY)
    assert "Durand" not in sealed
    assert unseal(sealed, KEY) == "Mme Durand-Lévy 🙂"


def test_another_key_opens_nothing() -> None:
    with pytest.raises(InvalidToken):
        unseal(seal("secret", KEY), OTHER)
