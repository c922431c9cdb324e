"""One looks at a territory, or at all, only when one may see every site of it."""

from __future__ import annotations

from feedback.analysis.places import SitePlace, chosen, offered, tree

SITES = [
    SitePlace(1, "aa", "Gare", 7, "Nord"),
    SitePlace(2, "bb", "Canal", 7, "Nord"),
    SitePlace(3, "cc", "Marché", 8, "Sud"),
    SitePlace(4, "dd", "Seule"),
]


def names(mine: set[int] | None) -> list[str]:
    """Names of the places offered."""
    return [place.name for place in offered(SITES, mine, "Tout")]


def test_without_limit_everything_is_offered_widest_first() -> None:
    assert names(None) == ["Tout", "Nord", "Gare", "Canal", "Marché", "Seule"]


def test_a_part_of_a_territory_is_not_the_territory() -> None:
    assert names({1, 3}) == ["Gare", "Marché"]
    assert names({1, 2}) == ["Nord", "Gare", "Canal"]


def test_nothing_within_reach_is_nothing_to_choose() -> None:
    assert names(set()) == []
    assert chosen("aa", []) is None


def test_an_unknown_place_is_the_widest_one_within_reach() -> None:
    places = offered(SITES, {1, 3}, "Tout")
    picked = chosen("bb", places)
    assert picked is not None
    assert picked.name == "Gare"


def test_the_tree_puts_lonely_sites_under_all() -> None:
    assert tree(SITES) == {"all": ["s4", "t7", "t8"], "t7": ["s1", "s2"], "t8": ["s3"]}
