"""What visitors read first: enough of it, all different, and telling what the study found."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

import pytest

from feedback.app.demo import checks
from feedback.app.demo.stories import Comment, comments, journeys, paroles
from feedback.corpus.identifiers import find
from feedback.corpus.nir import key_is_right
from feedback.formats.text import normalise
from feedback.formats.transcripts import Transcript, parse

pytestmark = pytest.mark.once
SATISFIED, NOT_HELPED = "tres_bien", ("non", "revenir")


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return re.sub(
        r"[\W_]+", " ", "".join(c for c in letters if not unicodedata.combining(c))
    ).strip()


def alike(texts: list[str], most: float = 0.9) -> list[tuple[str, str]]:
    matcher, pairs = SequenceMatcher(autojunk=False), []
    for one, other in combinations(sorted(texts, key=len), 2):
        if 2 * len(one) < most * (len(one) + len(other)):
            continue
        matcher.set_seqs(one, other)
        if matcher.quick_ratio() >= most and matcher.ratio() >= most:
            pairs.append((one, other))
    return pairs


def transcripts() -> list[Transcript]:
    return [parse(journey.transcript) for journey in journeys()]


def with_theme(key: str) -> list[Comment]:
    return [comment for comment in comments() if key in comment.themes]


def test_there_are_enough_comments_in_each_language() -> None:
    count = Counter(comment.language for comment in comments())
    assert count.total() >= 430
    assert count["fr"] >= 330
    assert all(count[language] >= 25 for language in ("en", "es", "pt", "ar"))


def test_there_are_twelve_journeys_over_the_five_events_and_forty_paroles() -> None:
    assert len(journeys()) == 12
    assert len({journey.pseudonym for journey in journeys()}) == 12
    assert {journey.event for journey in journeys()} == set(checks.EVENTS)
    assert len(paroles()) == 40


def test_no_two_texts_are_alike() -> None:
    said = [
        transcript.said(turn)
        for transcript in transcripts()
        for turn in transcript.turns
        if turn.codable and turn.end - turn.start > 25
    ]
    texts = [comment.text for comment in comments()] + [parole.text for parole in paroles()] + said
    assert alike([bare(text) for text in texts]) == []


def test_two_texts_that_differ_by_a_word_would_be_found_alike() -> None:
    assert len(alike(["on m a bien ecoutee ce matin", "on m a bien ecoutee ce soir"], 0.8)) == 1


def test_texts_are_already_in_their_stored_form() -> None:
    texts = [comment.text for comment in comments()] + [parole.text for parole in paroles()]
    texts += [journey.transcript for journey in journeys()]
    assert [text for text in texts if normalise(text) != text or text != text.strip()] == []


def test_comments_are_short_and_long() -> None:
    lengths = sorted(len(comment.text) for comment in comments())
    assert lengths[0] <= 5
    assert 300 < lengths[-1] <= 500
    assert sum(length < 40 for length in lengths) > 80
    assert sum(length > 150 for length in lengths) > 40


def test_about_half_of_the_foreign_comments_are_translated_and_no_french_one() -> None:
    foreign = [comment for comment in comments() if comment.language != "fr"]
    translated = [comment for comment in foreign if comment.translation]
    assert 0.4 < len(translated) / len(foreign) < 0.65
    assert all(not comment.translation for comment in comments() if comment.language == "fr")


def test_every_answer_and_mood_is_there() -> None:
    pairs = {(comment.satisfaction, comment.resultat) for comment in comments()}
    assert len({mood for mood, _ in pairs}) == 3
    assert len({result for _, result in pairs}) == 4
    assert {comment.quote for comment in comments()} == {True, False, None}
    assert {comment.valence for comment in comments()} == {-1, 0, 1}


def test_nearly_every_code_is_spoken_of() -> None:
    spoken = {key for comment in comments() for key in comment.themes}
    spoken |= {key for parole in paroles() for key in parole.codes}
    assert {key for key in checks.theme_keys() if not key.startswith("Z")} - spoken == set()


def test_some_comments_hold_something_to_mask() -> None:
    found = [(comment, find(comment.text)) for comment in comments()]
    holding = [(comment, likely) for comment, likely in found if likely]
    assert 22 <= len(holding) <= 40
    kinds = {one.kind for _, likely in holding for one in likely}
    assert kinds == {
        "phone", "email", "nir", "iban", "file", "birth", "name", "first_name", "address",
    }  # fmt: skip


def test_invented_identifiers_can_reach_nobody() -> None:
    for text in [comment.text for comment in comments()] + [j.transcript for j in journeys()]:
        for likely in find(text):
            written = text[likely.start : likely.end]
            if likely.kind == "phone":
                assert reserved_for_fiction(written), written
            if likely.kind == "email":
                assert written.endswith("@example.org")
            if likely.kind == "nir":
                assert key_is_right(written)
                assert 43 <= int(re.sub(r"\D", "", written)[3:5]) <= 49  # no such month


def reserved_for_fiction(phone: str) -> bool:
    figures = re.sub(r"\D", "", "".join(str(unicodedata.digit(c, c)) for c in phone))
    return re.sub("^(33|0033)", "0", figures).startswith(("019900", "046571", "063998"))


def test_two_comments_tell_of_a_danger() -> None:
    assert [comment.quote for comment in comments() if comment.danger] == [False, False]


def test_the_satisfied_are_often_not_helped() -> None:
    satisfied = [comment for comment in comments() if comment.satisfaction == SATISFIED]
    assert len(satisfied) / len(comments()) > 0.45
    assert sum(comment.resultat in NOT_HELPED for comment in satisfied) / len(satisfied) > 0.35


@pytest.mark.parametrize("key", ["A2", "A7"])
def test_the_welcome_is_praised_even_by_those_not_helped(key: str) -> None:
    assert sum(comment.satisfaction == SATISFIED for comment in with_theme(key)) > 0.8 * len(
        with_theme(key)
    )
    assert any(comment.resultat in NOT_HELPED for comment in with_theme(key))


def test_what_was_asked_did_not_come_or_came_late() -> None:
    unmet = with_theme("D3") + with_theme("B4")
    assert len(unmet) > 80
    assert sum(comment.resultat in NOT_HELPED for comment in unmet) > 0.7 * len(unmet)


def test_professionals_believe_privacy_assured_and_users_say_they_are_overheard() -> None:
    users = [comment.valence for comment in with_theme("A3")]
    workers = [p.valence for p in paroles() if "A3" in p.codes and p.kind == "professionnel"]
    lived = [step for journey in journeys() for step in journey.steps if "A3" in step.friction]
    assert len(users) >= 30
    assert sum(users) / len(users) < -0.7
    assert sum(workers) / len(workers) > 0.5
    assert len(lived) >= 6


def test_each_journey_has_its_steps_turns_and_words() -> None:
    for journey, transcript in zip(journeys(), transcripts(), strict=True):
        words = sum(len(transcript.said(turn).split()) for turn in transcript.turns)
        assert len(journey.steps) >= 6
        assert len(transcript.turns) >= 30
        assert 500 <= words <= 900, (journey.pseudonym, words)


def test_what_a_step_quotes_was_said_in_the_interview() -> None:
    for journey, transcript in zip(journeys(), transcripts(), strict=True):
        said = " ".join(transcript.said(t) for t in transcript.turns if t.codable).casefold()
        for step in journey.steps:
            assert step.verbatim.casefold() in said, step.verbatim


def test_a_friction_is_told_in_words_too() -> None:
    steps = [step for journey in journeys() for step in journey.steps]
    assert [step.title for step in steps if bool(step.friction) != bool(step.pain_point)] == []
    assert {step.emotion for step in steps} == {-2, -1, 0, 1, 2}


def test_permissions_differ_from_one_person_to_the_next() -> None:
    consents = [journey.consents for journey in journeys()]
    for name in ("record", "quote", "callback"):
        assert {getattr(one, name) for one in consents} == {True, False}
    assert {parole.use for parole in paroles()} == {"interne", "anonyme", "fonction", "nominative"}


ROW: dict[str, Any] = {
    "text": "Bien.", "language": "fr", "satisfaction": "moyen", "resultat": "oui",
    "themes": ["A2"], "valence": 0, "quote": None,
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "xx"}, {"satisfaction": "super"}, {"resultat": "?"}, {"themes": ["A99"]},
        {"themes": ["A2", "A2"]}, {"valence": 2}, {"quote": "oui"}, {"text": "a" * 501},
    ],
)  # fmt: skip
def test_a_comment_that_does_not_fit_the_survey_is_refused(wrong: dict[str, Any]) -> None:
    checks.check_comment(ROW)
    with pytest.raises(ValueError, match=r"offered|characters|themes"):
        checks.check_comment(ROW | wrong)
