import pytest

from feedback.corpus import nir

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("thirteen", "key"), [("2690549588157", 80), ("1850578006084", 91)])
def test_the_key_is_97_less_the_remainder(thirteen: str, key: int) -> None:
    assert nir.key(thirteen) == key


def test_corsica_counts_as_19_and_18() -> None:
    assert nir.key("279122A123456") == nir.key("2791219123456")
    assert nir.key("279122B123456") == nir.key("2791218123456")


def test_a_number_with_spaces_and_its_key_is_right() -> None:
    assert nir.key_is_right("2 69 05 49 588 157 80") is True


def test_a_wrong_key_is_told_from_an_absent_one() -> None:
    assert nir.key_is_right("2 69 05 49 588 157 81") is False
    assert nir.key_is_right("2 69 05 49 588 157") is None
