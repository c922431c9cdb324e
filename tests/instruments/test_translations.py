"""What remains to be translated."""

from feedback.instruments.translations import is_complete, unreviewed, untranslated
from tests.instruments.making import definition, source

HALF = definition(
    source("single", text={"fr": "Bonjour", "en": "Hello"}),
    source("steps", "etapes"),
    kind="interview",
    title={"fr": "Essai", "en": "Trial"},
    languages=["fr", "fr-x-simple", "en"],
    reviewed=["fr"],
)


def test_each_place_without_a_translation_is_named() -> None:
    assert untranslated(HALF, "en") == [
        "q.oui",
        "q.non",
        "q.autre",
        "etapes.text",
        "etapes.titre.text",
        "etapes.quand.text",
        "etapes.humeur.text",
        "etapes.humeur.low",
        "etapes.humeur.high",
    ]


def test_plain_french_may_lean_on_french() -> None:
    assert is_complete(HALF, "fr-x-simple")
    assert not is_complete(HALF, "en")


def test_languages_nobody_has_read_are_told() -> None:
    assert unreviewed(HALF) == ("fr-x-simple", "en")
