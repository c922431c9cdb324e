"""The pages of studies, as people use them."""

from __future__ import annotations

import pytest

from feedback.db import db
from feedback.studies.models import Site, Study
from tests.factories import make_account, make_member, make_site, make_study
from tests.page_client import PageClient


def test_a_stranger_is_sent_to_the_sign_in_page(client: PageClient) -> None:
    answer = client.get("/etudes", 303)
    assert "/connexion" in answer.response.headers["Location"]


def test_an_administrator_creates_a_study_and_names_its_lead(client: PageClient) -> None:
    lead = make_account(name="Inès Lead")
    client.sign_in(make_account("administrator"))
    page = client.follow("/etudes", {"title": "Accueil", "lead": lead.public_id})
    assert "Inès Lead" in page.text
    assert "Accueil" in page.text


def test_a_study_out_of_reach_does_not_exist(client: PageClient) -> None:
    mine, other = make_study(), make_study()
    client.sign_in(make_member(mine, "coder"))
    assert mine.title in client.get(f"/etudes/{mine.public_id}").text
    client.get(f"/etudes/{other.public_id}", 404)


def test_a_coder_cannot_change_the_study(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_member(study, "coder"))
    client.get(f"/etudes/{study.public_id}/modification", 404)


def test_the_lead_changes_what_the_study_says(client: PageClient) -> None:
    site = make_site("Maison du Parc")
    study = make_study(site)
    client.sign_in(make_member(study, "study_lead"))
    form = {
        "title": "Nouveau titre", "purpose": "", "sites": site.public_id,
        "organisation": "O", "service": "S", "contact": "C", "dpo": "D",
        "retention_texts_months": "3", "retention_years": "5",
    }  # fmt: skip
    page = client.follow(f"/etudes/{study.public_id}/modification", form)
    assert "Nouveau titre" in page.text
    db.session.expire_all()
    stored = db.session.get_one(Study, study.id)
    assert (stored.notice["dpo"], [s.id for s in stored.sites]) == ("D", [site.id])


def test_the_form_shows_what_is_stored(client: PageClient) -> None:
    study = make_study(make_site("Maison du Parc"))
    make_site("Maison d'ailleurs")
    client.sign_in(make_member(study, "study_lead"))
    page = client.get(f"/etudes/{study.public_id}/modification")
    checked = [i.get("value") for i in page.all("input") if i.get("checked") is not None]
    assert study.sites[0].public_id in checked
    assert len([v for v in checked if len(v) == 10]) == 1
    assert "accueil@example.org" in page.html


def test_an_end_before_the_start_is_refused_and_nothing_typed_is_lost(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_member(study, "study_lead"))
    form = {"title": "T", "purpose": "Mon but", "starts_on": "2026-05-02", "ends_on": "2026-05-01"}
    page = client.post(f"/etudes/{study.public_id}/modification", form, 422)
    assert "La fin vient avant le début" in page.text
    assert "Mon but" in page.text


def test_the_last_lead_cannot_leave(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_account("administrator"))
    grant = next(iter(client_team(study)))
    page = client.follow(f"/etudes/{study.public_id}/equipe/{grant}/retrait")
    assert "garde toujours une personne responsable" in page.text


def client_team(study: Study) -> list[int]:
    """Row ids of the roles of a study."""
    from feedback.studies.queries import team

    return [g.id for g in team(study)]


def test_sites_are_imported_from_a_sheet_all_or_none(client: PageClient) -> None:
    client.sign_in(make_account("administrator"))
    bad = b"Code;Nom;Territoire\nA1;Maison A;Nord\n;Sans code;Nord\n"
    page = upload(client, bad, 422)
    assert "Ligne 3" in page.text
    assert db.session.query(Site).count() == 0
    good = "code;nom;territoire\r\nA1;Maison Été;Nord\r\nA2;Maison B;Sud\r\n".encode("cp1252")
    upload(client, good, 303)
    assert {s.name for s in db.session.query(Site)} == {"Maison Été", "Maison B"}


def upload(client: PageClient, data: bytes, status: int):  # type: ignore[no-untyped-def]
    """Send a sheet."""
    import io

    return client.post("/lieux/import", {"file": (io.BytesIO(data), "lieux.csv")}, status)


def test_a_study_shows_sites_with_and_without_territory(client: PageClient) -> None:
    study = make_study(make_site("Rive", "Nord"), make_site("Quai", ""), make_site("Pont", "Est"))
    client.sign_in(make_member(study, "agent"))
    text = client.get(f"/etudes/{study.public_id}").text
    assert "Sans territoire : Quai" in text
    assert "Est : Pont" in text


@pytest.mark.parametrize("bad", [b'code;nom\n"a' + b"x" * 200_000, b"\0" * 50, b'"'])
def test_a_file_that_is_no_sheet_is_refused(client: PageClient, bad: bytes) -> None:
    client.sign_in(make_account("administrator"))
    assert "Aucune ligne" in upload(client, bad, 422).text


def test_line_ends_of_any_kind_are_read(client: PageClient) -> None:
    client.sign_in(make_account("administrator"))
    upload(client, b"code;nom\r\r\nA1;Maison A\rA2;Maison B\n", 303)
    assert db.session.query(Site).count() == 2
