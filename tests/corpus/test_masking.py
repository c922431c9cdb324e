import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.corpus.identifiers import RULES, find
from feedback.corpus.masking import SUGGESTED, Mask, apply, suggested

pytestmark = pytest.mark.once


def test_a_masked_stretch_is_replaced_and_the_rest_stays() -> None:
    text = "appelez Awa au 06"
    assert apply(text, [Mask(8, 11, "[prénom]"), Mask(15, 17, "[téléphone]")])[0] == (
        "appelez [prénom] au [téléphone]"
    )


def test_the_order_in_which_masks_are_given_does_not_matter() -> None:
    masks = [Mask(4, 6, "x"), Mask(0, 2, "yyy")]
    assert apply("abcdefgh", masks)[0] == apply("abcdefgh", masks[::-1])[0] == "yyycdxgh"


def test_a_passage_after_a_mask_is_carried_over() -> None:
    edits = apply("Awa dit merci", [Mask(0, 3, "[prénom]")])[1]
    assert edits.forward(8, 13) == (13, 18, False)


def test_a_passage_next_to_a_mask_is_not_touched() -> None:
    new, edits = apply("un Awa deux", [Mask(3, 6, "[prénom]")])
    before, after = edits.forward(0, 3), edits.forward(6, 11)
    assert (new[before[0] : before[1]], before[2]) == ("un ", False)
    assert (new[after[0] : after[1]], after[2]) == (" deux", False)


@pytest.mark.parametrize(("start", "end"), [(4, 5), (3, 6), (4, 6), (3, 5)])
def test_a_passage_inside_a_mask_takes_the_whole_replacement(start: int, end: int) -> None:
    new, edits = apply("un Awa deux", [Mask(3, 6, "[prénom]")])
    new_start, new_end, touched = edits.forward(start, end)
    assert (new[new_start:new_end], touched) == ("[prénom]", True)


def test_a_passage_that_ends_inside_a_mask_takes_it_in() -> None:
    new, edits = apply("un Awa deux", [Mask(3, 6, "[prénom]")])
    new_start, new_end, touched = edits.forward(1, 4)
    assert (new[new_start:new_end], touched) == ("n [prénom]", True)


def test_masks_that_overlap_become_one_read_as_the_wider() -> None:
    assert apply("abcdefgh", [Mask(1, 3, "S"), Mask(2, 7, "WIDE")])[0] == "aWIDEh"


def test_masks_that_only_meet_stay_two() -> None:
    assert apply("abcdef", [Mask(1, 3, "[a]"), Mask(3, 5, "[b]")])[0] == "a[a][b]f"


@pytest.mark.parametrize(
    "mask", [Mask(2, 2, "x"), Mask(-1, 2, "x"), Mask(1, 9, "x"), Mask(3, 1, "x")]
)
def test_a_mask_outside_the_text_is_a_fault(mask: Mask) -> None:
    with pytest.raises(ValueError, match="outside"):
        apply("abcd", [mask])


def test_every_kind_of_identifier_has_its_suggestion() -> None:
    assert {kind for kind, *_ in RULES} | {"nir"} == set(SUGGESTED)
    assert suggested("anything else") == "[masqué]"


def test_a_suggestion_is_not_itself_an_identifier() -> None:
    assert [find(f"Mme {word} a dit") for word in SUGGESTED.values()] == [[] for _ in SUGGESTED]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Mask], tuple[int, int]]:
    text = draw(st.text(min_size=1, max_size=40))
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda pair: pair[0] < pair[1]
    )
    masks = draw(
        st.lists(st.builds(lambda at, by: Mask(*at, by), span, st.text(max_size=6)), max_size=6)
    )
    return text, masks, draw(span)


@given(cases())
def test_an_untouched_passage_reads_the_same_in_the_new_text(
    case: tuple[str, list[Mask], tuple[int, int]],
) -> None:
    text, masks, (start, end) = case
    new, edits = apply(text, masks)
    new_start, new_end, touched = edits.forward(start, end)
    assert touched == any(mask.start < end and start < mask.end for mask in masks)
    assert 0 <= new_start <= new_end <= len(new)
    if not touched:
        assert new[new_start:new_end] == text[start:end]


@given(cases())
def test_what_no_mask_covers_is_all_there_and_nothing_else_of_the_text(
    case: tuple[str, list[Mask], tuple[int, int]],
) -> None:
    text, masks, _ = case
    covered = {at for mask in masks for at in range(mask.start, mask.end)}
    new, edits = apply(text, masks)
    carried = [edits.forward(at, at + 1) for at in range(len(text)) if at not in covered]
    assert [new[start:end] for start, end, _ in carried] == [
        text[at] for at in range(len(text)) if at not in covered
    ]
    assert edits.forward(0, len(text))[:2] == (0, len(new))


@given(cases(), st.integers(0, 40), st.integers(0, 40))
def test_order_is_kept(case: tuple[str, list[Mask], tuple[int, int]], one: int, other: int) -> None:
    text, masks, _ = case
    first, second = sorted((min(one, len(text)), min(other, len(text))))
    _, edits = apply(text, masks)
    assert edits.forward(first, len(text))[0] <= edits.forward(second, len(text))[0]
    assert edits.forward(0, first)[1] <= edits.forward(0, second)[1]
