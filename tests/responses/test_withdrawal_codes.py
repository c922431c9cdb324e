"""A withdrawal code: the same for the same response, readable aloud, typed as one likes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedback.responses.withdrawal_codes import ALPHABET, code_for, code_mac, typed

UUID = "6f1f3f52-5c8c-4a3e-9d5a-0d8f4c2b7e11"


def test_the_same_response_always_has_the_same_code() -> None:
    assert code_for("key", UUID) == code_for("key", UUID)
    assert code_for("key", UUID) != code_for("other", UUID)
    assert code_for("key", UUID) != code_for("key", UUID.replace("6", "7"))


def test_a_code_is_three_groups_of_signs_that_are_not_confused() -> None:
    groups = code_for("key", UUID).split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@given(st.uuids(version=4))
def test_a_code_is_recognised_however_it_is_typed(uuid: object) -> None:
    code = code_for("key", str(uuid))
    kept = code_mac("key", code)
    assert kept is not None
    assert kept == code_mac("key", code.lower().replace("-", " "))
    assert kept == code_mac("key", f"  {code.replace('0', 'o').replace('1', 'l')} ")


def test_what_cannot_be_a_code_has_no_hash() -> None:
    for text in ("", "ABCD", "ABCD-EFGH-JKM!", "a" * 500, "ABCD-EFGH-JKMN-P"):
        assert code_mac("key", text) is None


def test_the_hash_does_not_show_the_code() -> None:
    code = code_for("key", UUID)
    assert (typed(code) or "") not in (code_mac("key", code) or "").upper()
