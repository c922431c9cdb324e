"""Questions drawn as HTML: real groups, real labels, words in their own language."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict

from feedback.instruments import library
from feedback.instruments.cleaning import clean_all, raw_of
from feedback.instruments.drawing import ID
from feedback.instruments.kinds import KINDS, Problem
from feedback.instruments.kinds.steps import Steps, prefix
from feedback.instruments.languages import direction, html_lang
from feedback.instruments.rendering import draw, draw_all, html
from tests.instruments.making import EXAMPLES, FACES, NON, OUI, question

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
)  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
CONTROLS = ("input", "textarea", "select")


def drawn(
    kind: str, tag: str = "fr", raw: Any = None, problems: Any = (), **changes: Any
) -> Element:
    made = draw(question(kind, **changes), tag, raw, problems)
    return parsed(html(PAGES, made))


def parsed(fragment: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = f"<!doctype html><html><head><title>t</title></head><body>{fragment}</body></html>"
    return parser.parse(page).find("body")


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def controls(body: Element) -> list[Element]:
    return [one for one in body.iter() if one.tag in CONTROLS and one.get("type") != "hidden"]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_kind_is_drawn_by_its_partial_with_its_text(kind: str) -> None:
    body = drawn(kind)
    (block,) = body
    assert (block.get("data-kind"), block.get("data-question")) == (kind, "q")
    assert "Question q" in words(body)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_field_drawn_is_a_field_of_the_form(kind: str) -> None:
    asked = question(kind)
    start = prefix(asked, 0) if isinstance(KINDS[kind], Steps) else ""
    names = {one.get("name", "") for one in drawn(kind).iter() if one.tag in CONTROLS}
    assert {name.removeprefix(start) for name in names} == set(KINDS[kind].fields(asked))


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_field_has_a_label_and_every_reference_a_target(kind: str) -> None:
    problems = [Problem("q", "required"), Problem("ligne_a", "required")]
    body = drawn(kind, problems=problems, help={"fr": "Une aide"}, required=KINDS[kind].asks)
    ids = [one.get("id") for one in body.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {one.get("for") for one in body.iter("label")}
    assert {one.get("id") for one in controls(body)} == labelled
    described = [one.get("aria-describedby", "").split() for one in body.iter()]
    assert {one for each in described for one in each} <= set(ids)


@pytest.mark.parametrize("kind", [name for name in EXAMPLES if KINDS[name].asks])
def test_an_error_is_written_beside_its_field_and_tied_to_it(kind: str) -> None:
    body = drawn(kind, problems=[Problem("q", "required")])
    told = [one for one in body.iter("p") if one.get("id") == f"{ID}q-error"]
    assert [words(one) for one in told] == ["Erreur : Répondez à cette question."]
    assert any(f"{ID}q-error" in one.get("aria-describedby", "") for one in body.iter())


@pytest.mark.parametrize("kind", [name for name in EXAMPLES if KINDS[name].asks])
def test_the_place_of_a_refusal_can_be_reached_by_a_link(kind: str) -> None:
    assert [one for one in drawn(kind).iter() if one.get("id") == f"{ID}q"]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_nothing_is_inline(kind: str) -> None:
    for one in drawn(kind).iter():
        assert one.tag not in {"script", "style"}
        assert not [name for name in one.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_nothing_is_chosen_in_advance(kind: str) -> None:
    assert not [one for one in drawn(kind).iter("input") if "checked" in one.attrib]


@pytest.mark.parametrize("kind", ["short_text", "long_text", "number", "single", "date"])
def test_what_was_typed_is_shown_again_harmless(kind: str) -> None:
    nasty = '"><script>alert(1)</script>&</textarea>'
    names = ["q", "q__other", "q__day"]
    body = drawn(kind, raw=MultiDict([(name, nasty) for name in names]))
    shown = [one.get("value") or "".join(one.itertext()) for one in controls(body)]
    assert nasty in shown
    assert not list(body.iter("script"))


def test_a_text_beginning_with_a_line_feed_keeps_it() -> None:
    (area,) = controls(drawn("long_text", raw={"q": "\nfin"}))
    assert "".join(area.itertext()) == "\nfin"


@pytest.mark.parametrize(
    "kind", ["faces", "single", "yes_no", "scale", "multiple", "matrix", "consent"]
)
def test_choices_made_are_shown_again(kind: str) -> None:
    raw = {"faces": ("q", "moyen"), "scale": ("q", "-2"), "matrix": ("ligne_b", "oui")}
    name, value = raw.get(kind, ("q", "oui"))
    body = drawn(kind, raw={name: value})
    checked = [one for one in body.iter("input") if "checked" in one.attrib]
    assert [(one.get("name"), one.get("value")) for one in checked] == [(name, value)]


def test_ranks_kept_or_typed_are_shown_again() -> None:
    for raw in ({"q": ["non", "oui"]}, {"q__non": "1", "q__oui": "2"}):
        ranks = {one.get("name"): one.get("value") for one in controls(drawn("ranking", raw=raw))}
        assert ranks == {"q__oui": "2", "q__non": "1", "q__peut-etre": ""}


def test_a_number_says_its_limits_in_the_language() -> None:
    assert "Between 0 and 120." in words(drawn("number", "en"))
    assert "Entre 0,5 et 2." in words(drawn("number", min=0.5, max=2))
    assert "18 au moins." in words(drawn("number", min=18, max=None))


def test_a_date_kept_is_shown_part_by_part() -> None:
    values = {
        one.get("name"): one.get("value")
        for one in controls(drawn("date", raw={"q": "2026-02-03"}))
    }
    assert values == {"q__day": "03", "q__month": "02", "q__year": "2026"}


def test_a_matrix_tells_its_refusal_on_the_statement() -> None:
    body = drawn("matrix", problems=[Problem("ligne_b", "required")])
    rows = [one for one in body.iter("fieldset") if one.get("data-statement")]
    assert [row.get("aria-invalid") for row in rows] == [None, "true"]
    assert "Erreur :" in words(rows[1])


def test_every_face_is_a_drawing_with_its_word() -> None:
    five = [
        {**FACES[0], "value": f"v{n}", "score": n, "label": {"fr": f"Mot {n}"}} for n in range(5)
    ]
    labels = list(drawn("faces", options=five).iter("label"))
    assert [words(label) for label in labels] == [f"Mot {n}" for n in range(5)]
    drawings = [next(label.iter(f"{SVG}svg")) for label in labels]
    assert all(one.get("aria-hidden") == "true" for one in drawings)
    # Each mood has its own lines: none is told by colour alone.
    lines = {tuple(path.get("d") for path in one.iter(f"{SVG}path")) for one in drawings}
    assert len(lines) == 5


def test_a_picture_stands_beside_its_words_and_says_nothing_more() -> None:
    options = [{**OUI, "icon": "house"}, {**NON, "picture": "a" * 22}]
    for kind in ("single", "multiple"):
        first, second = drawn(kind, options=options, max_choices=None).iter("label")
        assert words(first) == "Oui"
        assert next(first.iter(f"{SVG}svg")).get("aria-hidden") == "true"
        (shown,) = second.iter("img")
        assert (shown.get("src"), shown.get("alt")) == (f"/images/{'a' * 22}", "")


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking"])
def test_an_order_to_draw_is_told_with_what_keeps_its_place(kind: str) -> None:
    options = [OUI, NON, {**OUI, "value": "fin", "fixed": True}]
    if kind != "ranking":
        options.append({**NON, "value": "nsp", "role": "dont_know", "exclusive": True})
    body = drawn(kind, random=True, options=options, max_choices=None)
    (list_,) = [one for one in body.iter() if "data-random" in one.attrib]
    assert ["data-fixed" in one.attrib for one in list_][:4] == [False, False, True, True][
        : len(options)
    ]
    assert not [one for one in drawn(kind).iter() if "data-random" in one.attrib]


def test_groups_are_fieldsets_named_by_their_legend() -> None:
    for kind in ("faces", "single", "yes_no", "scale", "multiple", "matrix", "date", "steps"):
        (group,) = drawn(kind)
        assert group.tag == "fieldset"
        assert group[0].tag == "legend"
        assert words(group[0]) == "Question q"


def test_a_permission_is_one_box_or_two_answers() -> None:
    assert [one.get("type") for one in controls(drawn("consent"))] == ["checkbox"]
    two = controls(drawn("consent", options=[OUI, NON]))
    assert [one.get("type") for one in two] == ["radio", "radio"]


def test_a_heading_can_be_the_title_of_the_page() -> None:
    for kind in EXAMPLES:
        made = draw(question(kind), "fr", heading="h1")
        (title,) = parsed(html(PAGES, made)).iter("h1")
        assert words(title) == "Question q"


def test_what_may_be_passed_is_marked_where_asked_for() -> None:
    made = draw_all(
        [question("single"), question("single", required=True)], "en", mark_optional=True
    )
    assert [one.optional for one in made] == ["optional", ""]
    assert "(optional)" in html(PAGES, made[0])


def test_words_left_in_french_say_so_on_an_arabic_page() -> None:
    body = drawn("single", "ar", text={"fr": "Bonjour", "ar": "مرحبًا"})
    (block,) = body
    assert (block.get("lang"), block.get("dir")) == ("ar", "rtl")
    french = [one for one in body.iter("span") if one.get("lang") == "fr"]
    assert [(words(one), one.get("dir")) for one in french] == [("Oui", "ltr"), ("Non", "ltr"), ("Autre", "ltr")]  # fmt: skip


def test_steps_sent_are_shown_again_and_one_more_is_offered() -> None:
    raw = MultiDict([("q__3__titre", "La CAF"), ("q__3__humeur", "2")])
    body = drawn("steps", raw=raw, problems=[Problem("q__3__quand", "date")])
    steps = [one for one in body.iter("fieldset") if one.get("class") == "step"]
    assert [words(next(one.iter("legend"))) for one in steps] == ["Étape 1", "Étape 2"]
    values = {one.get("name"): one.get("value") for one in controls(steps[0])}
    assert values["q__3__titre"] == "La CAF"
    assert "Erreur :" in words(steps[0])
    assert controls(steps[1])[0].get("name") == "q__4__titre"


def test_steps_kept_are_shown_again_from_a_list() -> None:
    body = drawn("steps", raw={"q": [{"titre": "Un"}, {"titre": "Deux"}]})
    titles = [one.get("value") for one in controls(body) if one.get("name", "").endswith("titre")]
    assert titles == ["Un", "Deux", ""]


@pytest.mark.parametrize(
    ("name", "tag"), [(n, t) for n in library.names() for t in library.load(n).languages]
)
def test_every_starter_is_drawn_in_every_language(name: str, tag: str) -> None:
    made = draw_all(library.load(name).questions, tag)
    body = parsed("".join(html(PAGES, one) for one in made))
    assert len(body) == len(made)
    assert {(one.get("lang"), one.get("dir")) for one in body} == {(html_lang(tag), direction(tag))}
    assert not list(body.iterfind(".//span[@lang]"))  # nothing falls back on French


def test_what_a_page_sends_back_is_what_it_showed() -> None:
    asked = library.load("accueil")
    answers = {
        "satisfaction": "moyen", "motif": ["logement", "autre"], "ecoute": "oui", "resultat": "non",
        "renoncement": "oui", "motif_renoncement": ["crainte"], "citation": "oui",
    }  # fmt: skip
    texts = {"commentaire": "Merci\nbeaucoup"}
    made = draw_all(asked.questions, "fr", raw_of(asked, answers, texts))
    sent = MultiDict()
    for one in controls(parsed("".join(html(PAGES, drawing) for drawing in made))):
        if one.get("type") in {"radio", "checkbox"} and "checked" not in one.attrib:
            continue
        sent.add(one.get("name"), one.get("value") or "".join(one.itertext()))
    kept, problems = clean_all(asked, sent)
    assert (kept.answers, kept.texts, problems) == (answers, texts, [])
