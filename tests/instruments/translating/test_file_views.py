"""Translators get a file, hand it back, and nothing is kept before it was seen."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from feedback.formats.translators import po
from feedback.instruments.models import Instrument
from tests.instruments.translating.making import at, change_french, now
from tests.page_client import Page, PageClient

WHY = "You said {reponse:venu|something}. Why?"


def base(half: Instrument, tag: str = "en") -> str:
    """The page of one language."""
    return f"/questionnaires/{half.public_id}/traductions/{tag}"


def taken(client: PageClient, half: Instrument, kind: str, tag: str = "en") -> bytes:
    """The file to fill in."""
    answer = client.browser.get(f"{base(half, tag)}/fichier.{kind}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'essai-{tag}.{kind}"')
    return answer.data


def filled(data: bytes, **said: str) -> bytes:
    """The workbook with words written in, by end of key."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["Textes"]
    for row in sheet.iter_rows(min_row=2):
        for end, words in said.items():
            if row[0].value == end.replace("__", "."):
                row[4].value = words
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def bring(
    client: PageClient, half: Instrument, data: bytes, status: int = 200, tag: str = "en"
) -> Page:
    """Hand a file back: the report."""
    sent = {"file": (io.BytesIO(data), "rendu")}
    return client.post(
        f"{base(half, tag)}/import", sent, status, content_type="multipart/form-data"
    )


def held(page: Page) -> dict[str, str]:
    """What the page of the report holds."""
    fields = {one.get("name"): one.get("value") for one in page.all("input")}
    return {name: fields[name] for name in ("rows", "digest")}


def test_a_workbook_filled_in_is_seen_then_kept(lead: PageClient, half: Instrument) -> None:
    data = filled(taken(lead, half, "xlsx"), pourquoi__text=WHY, venu__text="Did you come before?")
    page = bring(lead, half, data)
    assert "1 texte nouveau" in page.text
    assert "1 texte changé" in page.text
    assert "Been here before?" in page.text
    assert at(half, "en", "pourquoi.text").words == ""
    lead.post(f"{base(half)}/import/enregistrement", held(page))
    assert at(half, "en", "pourquoi.text").words == WHY
    assert at(half, "en", "venu.text").words == "Did you come before?"
    assert "en" in now(half).complete


def test_a_po_file_says_what_is_to_be_seen_again_and_what_no_longer_is(
    lead: PageClient, half: Instrument
) -> None:
    change_french(half, "venu.text", "Êtes-vous déjà venu ici ?")
    data = taken(lead, half, "po")
    assert [one.key for one in po.read(data).entries if one.again] == ["venu.text"]
    page = bring(lead, half, data.replace(b"#, fuzzy\n", b""))
    assert "1 texte revu, qui va toujours" in page.text
    lead.post(f"{base(half)}/import/enregistrement", held(page))
    assert now(half).outdated == {}


def test_words_of_another_french_are_kept_to_be_seen_again(
    lead: PageClient, half: Instrument
) -> None:
    data = filled(taken(lead, half, "xlsx"), venu__text="Did you come before?")
    change_french(half, "venu.text", "Êtes-vous déjà venu ici ?")
    page = bring(lead, half, data)
    assert "1 texte dont le français a changé depuis" in page.text
    lead.post(f"{base(half)}/import/enregistrement", held(page))
    assert at(half, "en", "venu.text").words == "Did you come before?"
    assert now(half).outdated == {"en": ("venu.text",)}


def test_rows_with_a_fault_are_refused_with_their_line_and_the_others_kept(
    lead: PageClient, half: Instrument
) -> None:
    data = filled(taken(lead, half, "xlsx"), pourquoi__text="Why?", title="A trial")
    page = bring(lead, half, data)
    assert "1 ligne refusée" in page.text
    assert re.search(r"9\s+Il manque « \{reponse:venu\} »", page.text)
    lead.post(f"{base(half)}/import/enregistrement", held(page))
    assert (at(half, "en", "title").words, at(half, "en", "pourquoi.text").words) == ("A trial", "")


def test_unknown_keys_are_told_and_a_file_of_another_questionnaire_refused(
    lead: PageClient, half: Instrument
) -> None:
    data = taken(lead, half, "po")
    page = bring(lead, half, data.replace(b'msgctxt "title"', b'msgctxt "titre"'))
    assert "1 ligne qui n'est d'aucun texte" in page.text
    page = bring(lead, half, data.replace(b'msgctxt "', b'msgctxt "x'), 422)
    assert "Aucun texte de ce fichier" in page.text


def test_a_file_of_another_language_is_refused(lead: PageClient, half: Instrument) -> None:
    assert (
        "Ce fichier est en « English »"
        in bring(lead, half, taken(lead, half, "xlsx"), 422, "ar").text
    )
    assert (
        "Ce fichier est en « English »"
        in bring(lead, half, taken(lead, half, "po"), 422, "ar").text
    )


def test_what_changed_since_the_report_is_reported_again_before_anything_is_kept(
    lead: PageClient, half: Instrument
) -> None:
    seen = held(bring(lead, half, filled(taken(lead, half, "xlsx"), venu__text="Mine")))
    change_french(half, "suite.text", "Reviendrez-vous ?")
    page = lead.post(f"{base(half)}/import/enregistrement", seen, 200)
    assert "a changé pendant votre lecture" in page.text
    assert at(half, "en", "venu.text").words == "Been here before?"
    lead.post(f"{base(half)}/import/enregistrement", held(page))
    assert at(half, "en", "venu.text").words == "Mine"


@pytest.mark.parametrize(
    "rows", ["", "[[", "[1]", '[["venu.text"]]', "[" * 9000, '[["a",1,2,3,"x"]]']
)
def test_rows_that_nobody_wrote_change_nothing(
    lead: PageClient, half: Instrument, rows: str
) -> None:
    page = lead.follow(
        f"{base(half)}/import/enregistrement", {"rows": rows, "digest": now(half).digest}
    )
    assert "rien à enregistrer" in page.text


@pytest.mark.parametrize("data", [b"bonjour", b"PK\x03\x04", b"msgid", b"\0" * 50, b"a;b\nc;d\n"])
def test_what_is_no_file_of_ours_is_refused_in_words(
    lead: PageClient, half: Instrument, data: bytes
) -> None:
    page = bring(lead, half, data, 422)
    assert "Ce fichier" in page.text or "Il manque une colonne" in page.text
