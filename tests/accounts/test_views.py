"""Accounts as people meet them: first run, links, sign in and out, closing."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from feedback.accounts import jobs, operations, queries
from feedback.accounts.models import Account, AuditEntry, SignIn, SignInFailure
from feedback.db import db, utcnow, writing
from tests.factories import make_account, make_member, make_site, make_study
from tests.page_client import PageClient
from tests.statements import counted

GOOD = "girafe bleue cartable violon"


def with_password(account: Account, password: str = GOOD) -> Account:
    """Give the account a password."""
    with writing():
        operations.set_password(account, password)
    return account


def test_the_first_run_link_creates_the_administrator_once(client: PageClient) -> None:
    with writing():
        token = operations.make_link(None, "first_run", None, dt.timedelta(days=1))
    address = f"/premiere-fois/{token}"
    assert "maison est vide" in client.get(address).text
    form = {"name": "Léa", "email": "lea@example.org", "password": GOOD}
    page = client.follow(address, form)
    assert "Bonjour Léa" in page.text
    client.get(address, 404)


def test_a_weak_password_is_refused_in_plain_words(client: PageClient) -> None:
    with writing():
        token = operations.make_link(None, "first_run", None, dt.timedelta(days=1))
    form = {"name": "Léa", "email": "lea@example.org", "password": "motdepasse1234"}
    page = client.post(f"/premiere-fois/{token}", form, 422)
    assert "trop facile à deviner" in page.text
    assert "lea@example.org" in page.html


def test_an_invitation_link_works_once_and_opens_the_account(client: PageClient) -> None:
    client.sign_in(make_account("administrator"))
    page = client.post(
        "/comptes", {"name": "Tom", "email": "Tom@Example.org", "language": "fr"}, 200
    )
    path = re.search(r"/mot-de-passe/[\w-]+", page.html)[0]  # type: ignore[index]
    newcomer = PageClient(client.app)
    assert "Bonjour Tom" in newcomer.follow(path, {"password": GOOD}).text
    assert "ne marche plus" in PageClient(client.app).get(path, 404).text


def test_signing_in_brings_back_to_the_page_asked_for(client: PageClient) -> None:
    account = with_password(make_account())
    form = {"email": account.email.upper(), "password": GOOD, "next": "/reglages"}
    assert client.post("/connexion", form).response.headers["Location"] == "/reglages"


def test_another_site_cannot_be_the_next_page(client: PageClient) -> None:
    account = with_password(make_account())
    for next_ in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example"):
        form = {"email": account.email, "password": GOOD, "next": next_}
        assert PageClient(client.app).post("/connexion", form).response.headers["Location"] == "/"


def test_the_answer_never_tells_whether_an_account_exists(client: PageClient) -> None:
    account = with_password(make_account())
    known = client.post("/connexion", {"email": account.email, "password": "x"}, 422)
    unknown = client.post("/connexion", {"email": "nobody@example.org", "password": "x"}, 422)
    message = "Adresse ou mot de passe incorrect"
    assert message in known.text
    assert message in unknown.text


def fail(client: PageClient, email: str, times: int = operations.FREE_ATTEMPTS) -> None:
    """Type a wrong password so many times."""
    for _attempt in range(times):
        client.post("/connexion", {"email": email, "password": "x"}, 422)


def test_an_address_waits_after_some_failures_whether_it_has_an_account_or_not(
    client: PageClient,
) -> None:
    account = with_password(make_account())
    pages = []
    for email in (account.email, "nobody@example.org"):
        fail(client, email)
        page = client.post("/connexion", {"email": email.upper(), "password": GOOD}, 429)
        pages.append(page.text.replace(email.upper(), ""))
    assert "Attendez un peu" in pages[0]
    assert pages[0] == pages[1]


def test_a_wrong_password_asks_as_much_of_the_house_for_an_unknown_address(
    client: PageClient,
) -> None:
    account = with_password(make_account())
    asked = []
    for email in (account.email, "nobody@example.org"):
        fail(client, email, operations.FREE_ATTEMPTS - 2)
        for _attempt in range(2):  # the last is counted, made to wait and logged
            with counted() as seen:
                client.post("/connexion", {"email": email, "password": "x"}, 422)
            asked.append(len(seen))
    assert asked[:2] == asked[2:]


def test_an_address_typed_in_vain_is_kept_nowhere(client: PageClient) -> None:
    fail(client, "nobody@example.org")
    kept = [*db.session.query(SignInFailure), *db.session.query(AuditEntry)]
    told = [str(vars(one)) for one in kept]
    assert len(told) > 1
    assert not any("nobody" in one for one in told)


def test_the_right_password_begins_the_count_again(client: PageClient) -> None:
    account = with_password(make_account())
    fail(client, account.email, operations.FREE_ATTEMPTS - 1)
    PageClient(client.app).post("/connexion", {"email": account.email, "password": GOOD}, 303)
    fail(client, account.email)


def test_a_reset_link_ends_the_wait(client: PageClient) -> None:
    account = with_password(make_account())
    fail(client, account.email)
    with writing():
        token = operations.make_link(None, "reset", account, dt.timedelta(days=1))
    PageClient(client.app).post(f"/mot-de-passe/{token}", {"password": GOOD}, 303)
    fail(client, account.email, 1)


def test_counts_of_failures_are_forgotten_after_a_day_and_never_pile_up(
    client: PageClient,
) -> None:
    for number in range(4):
        fail(client, f"nobody{number}@example.org", 1)
    now = utcnow()
    assert queries.failures_to_forget(now) is None
    until = queries.failures_to_forget(now, most=3)
    assert until is not None
    with writing():
        operations.purge_failures(until)
    assert db.session.query(SignInFailure).count() == 3
    with writing():
        db.session.query(SignInFailure).update({"last_at": now - queries.FAILURES_KEPT})
    jobs.forget_failures()
    assert db.session.query(SignInFailure).count() == 0


def test_the_wait_is_longer_each_time() -> None:
    delays = [operations.delay_after(n) for n in range(operations.FREE_ATTEMPTS, 20)]
    assert delays == sorted(delays)
    assert delays[-1] == operations.LONGEST_DELAY


def test_the_cookie_changes_at_sign_in(client: PageClient) -> None:
    account = with_password(make_account())
    client.get("/connexion")
    with client.browser.session_transaction() as cookie:
        before = dict(cookie)
    client.post("/connexion", {"email": account.email, "password": GOOD})
    with client.browser.session_transaction() as cookie:
        assert cookie["sign_in"]
        assert cookie.get("csrf_token") != before["csrf_token"]


@pytest.mark.parametrize("column", ["seen_at", "created_at"])
def test_a_session_ends_when_idle_and_after_its_longest_time(
    client: PageClient, column: str
) -> None:
    client.sign_in(make_account())
    client.get("/reglages")
    with writing():
        setattr(db.session.query(SignIn).one(), column, utcnow() - dt.timedelta(hours=13))
    client.get("/reglages", 303)
    with client.browser.session_transaction() as cookie:
        assert "sign_in" not in cookie


def test_using_a_session_keeps_it_alive(client: PageClient) -> None:
    client.sign_in(make_account())
    with writing():
        db.session.query(SignIn).one().seen_at = utcnow() - dt.timedelta(minutes=50)
    client.get("/reglages")
    assert utcnow() - db.session.query(SignIn).one().seen_at < dt.timedelta(minutes=1)


def test_signing_out_everywhere_closes_other_browsers(client: PageClient) -> None:
    account = make_account()
    other = PageClient(client.app).sign_in(account)
    client.sign_in(account)
    client.post("/deconnexion-partout")
    other.get("/reglages", 303)


def test_a_closed_account_cannot_act_any_more(client: PageClient) -> None:
    person = with_password(make_account())
    theirs = PageClient(client.app).sign_in(person)
    client.sign_in(make_account("administrator"))
    client.post(f"/comptes/{person.public_id}/fermeture")
    theirs.get("/reglages", 303)
    page = theirs.post("/connexion", {"email": person.email, "password": GOOD}, 422)
    assert "incorrect" in page.text


def test_the_last_administrator_stays(client: PageClient) -> None:
    admin = make_account("administrator")
    client.sign_in(admin)
    page = client.post(f"/comptes/{admin.public_id}/fermeture", {}, 422)
    assert "dernier compte d'administration" in page.text


def test_study_roles_are_handed_over(client: PageClient) -> None:
    study = make_study()
    leaving, taker = make_member(study, "coder"), make_account(name="Zoé")
    client.sign_in(make_account("administrator"))
    page = client.follow(f"/comptes/{leaving.public_id}/transmission", {"taker": taker.public_id})
    assert "1 rôle(s) transmis à Zoé" in page.text
    db.session.expire_all()
    assert {g.role for g in db.session.get_one(Account, taker.id).grants} == {"coder"}


def test_the_page_speaks_the_language_of_the_account(client: PageClient) -> None:
    client.sign_in(make_account())
    page = client.follow("/reglages", {"language": "en"})
    assert page.tree.get("lang") == "en"


def test_every_act_is_in_the_log_and_the_chain_holds(client: PageClient) -> None:
    client.sign_in(make_account("dpo"))
    assert "Le journal est intact" in client.follow("/journal/verification").text
    assert db.session.query(AuditEntry).count() >= 2


def test_a_form_without_its_token_does_nothing(client: PageClient) -> None:
    client.sign_in(make_account("administrator"))
    page = client.post("/comptes", {"name": "X", "email": "x@example.org", "csrf_token": "no"}, 400)
    assert "Rechargez-la" in page.text
    assert db.session.query(Account).count() == 1


@pytest.mark.parametrize("address", ["/\t/elsewhere.example", "/\n/elsewhere.example", "/\r\nX: 1"])
def test_a_path_that_browsers_read_as_another_site_is_not_followed(
    client: PageClient, address: str
) -> None:
    account = with_password(make_account())
    form = {"email": account.email, "password": GOOD, "next": address}
    assert client.post("/connexion", form).response.headers["Location"] == "/"


def test_however_many_failures_the_wait_stays_half_an_hour(client: PageClient) -> None:
    assert operations.delay_after(50) == operations.delay_after(50_000) == dt.timedelta(minutes=30)


@pytest.mark.parametrize("before", ["9" * 40, "-1", "²", "x"])
def test_the_log_opens_whatever_its_address_asks(client: PageClient, before: str) -> None:
    client.sign_in(make_account("administrator"))
    assert "Journal" in client.get("/journal", query_string={"avant": before}).text


def test_a_nul_byte_is_refused_calmly(client: PageClient) -> None:
    client.get("/mot-de-passe/a%00b", 404)
    client.post("/connexion", {"email": "a\0b@example.org", "password": "x"}, 422)


def test_handing_over_never_narrows_what_the_taker_may(client: PageClient) -> None:
    sites = [make_site(), make_site()]
    study = make_study(*sites)
    leaving = make_member(study, "manager", {sites[0].id})
    taker = make_member(study, "manager", {sites[1].id})
    client.sign_in(make_account("administrator"))
    client.post(f"/comptes/{leaving.public_id}/transmission", {"taker": taker.public_id})
    grant = db.session.get_one(Account, taker.id).grants[0]
    assert grant.site_ids == {s.id for s in sites}
