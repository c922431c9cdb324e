"""Nothing lost, nothing twice, nothing left behind: each way it could go wrong, in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.mortal import Mortal
from feedback.db import db, writing
from feedback.kiosk import operations
from feedback.kiosk.models import Device
from tests.browser.tablets import IDLE, PIN, Tablet

pytestmark = [pytest.mark.browser, pytest.mark.once]
WORD = "Mirabelle"


@pytest.fixture
def tablet(visit: Callable[..., Any], world: Any, server: str) -> Tablet:
    """A paired tablet, its page open and its shell kept."""
    made = Tablet(visit, world, server)
    made.open()
    return made


def test_two_hundred_answers_without_network_then_with_it_are_those_two_hundred_once(
    tablet: Tablet,
) -> None:
    tablet.context.set_offline(True)
    tablet.answer_many(200)
    made = tablet.waiting()
    assert len(made) == 200
    assert tablet.uuids() == []
    tablet.context.set_offline(False)
    tablet.all_sent()
    assert tablet.waiting() == set()
    assert sorted(tablet.uuids()) == sorted(made)


def test_a_power_cut_without_network_loses_nothing_and_the_tablet_starts_again(
    tablet: Tablet,
) -> None:
    tablet.context.set_offline(True)
    tablet.answer_many(3)
    made = tablet.waiting()
    tablet.page.close()
    tablet.page = tablet.visitor.page = tablet.context.new_page()
    tablet.page.goto(tablet.server + "/k")
    tablet.page.wait_for_selector("body[data-ready]")
    assert tablet.page.inner_text("h1") == "Donnez votre avis"
    tablet.answer_many(2)
    assert len(tablet.waiting()) == 5
    tablet.context.set_offline(False)
    tablet.all_sent()
    assert len(tablet.uuids()) == 5
    assert made < set(tablet.uuids())


def test_a_page_that_dies_in_the_middle_leaves_an_incomplete_answer_without_its_text(
    tablet: Tablet,
) -> None:
    page = tablet.page
    page.click("#start")
    page.click(".here label:nth-child(2)")
    while tablet.screen() != "commentaire":
        tablet.go_on()
    page.fill(".here textarea", WORD)
    page.evaluate("indexedDB.databases()")  # what was asked of the disk before is done
    assert len(tablet.kept()["drafts"]) == 1
    page.close()
    tablet.page = tablet.visitor.page = tablet.context.new_page()
    tablet.open()
    tablet.all_sent()
    (only,) = tablet.arrived()
    assert (only.status, only.answers) == ("incomplete", {"satisfaction": "moyen"})
    assert WORD not in tablet.page.content()
    assert tablet.kept()["drafts"] == []


def test_a_second_tab_says_so_and_takes_over_when_the_first_closes(tablet: Tablet) -> None:
    first, second = tablet.page, tablet.context.new_page()
    second.goto(tablet.server + "/k")
    second.wait_for_selector("body[data-trouble='other']")
    assert "autre onglet" in second.inner_text("#trouble")
    assert not second.is_visible("#start")
    first.close()
    tablet.page = tablet.visitor.page = second
    second.wait_for_selector("body[data-ready]")
    tablet.answer_many(1)
    tablet.all_sent()
    assert len(tablet.uuids()) == 1


def test_a_server_killed_in_the_middle_of_sending_loses_nothing(
    visit: Callable[..., Any], world: Any
) -> None:
    served = Mortal(Path(world.instance_path), FEEDBACK_DEMO="1")
    with served:
        tablet = Tablet(visit, world, served.address)
        tablet.visitor.server = served.address
        tablet.open()
        served.kill()
        tablet.answer_many(120)  # three batches
        made = tablet.waiting()
        for wanted in (1, 2):  # killed again as soon as a batch or two have gone
            served.start()
            tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
            tablet.page.wait_for_function(
                "(left) => Number(document.body.dataset.waiting) <= left", arg=120 - 50 * wanted
            )
            served.kill()
        tablet.answer_many(2)
        served.start()
        tablet.page.evaluate("window.dispatchEvent(new Event('online'))")
        tablet.all_sent()
        assert made < set(tablet.uuids())
        assert len(tablet.uuids()) == 122


def test_an_acknowledgement_lost_on_the_way_counts_the_answer_once(tablet: Tablet) -> None:
    def deaf(route: Any) -> None:
        route.fetch()  # the server has stored it, the tablet never knows
        route.abort()

    tablet.context.route("**/k/reponses", deaf, times=1)
    tablet.answer_many(1)
    tablet.page.wait_for_selector("body[data-waiting='1']")
    tablet.page.wait_for_selector(IDLE)
    assert len(tablet.uuids()) == 1


def test_one_answer_the_server_cannot_take_does_not_hold_back_the_others(tablet: Tablet) -> None:
    tablet.context.set_offline(True)
    tablet.answer_many(5)
    poison = sorted(tablet.waiting())[0]

    def fail(route: Any) -> None:
        sent = json.loads(route.request.post_data)["records"]
        bad = any(one["uuid"] == poison for one in sent)
        route.fulfill(status=500) if bad else route.fallback()

    tablet.context.route("**/k/reponses", fail)
    tablet.page.clock.install()
    tablet.context.set_offline(False)
    for _try in range(400):
        if len(tablet.waiting()) == 1:
            break
        tablet.page.clock.run_for(1000)
    assert tablet.waiting() == {poison}
    assert len(tablet.uuids()) == 4
    tablet.context.unroute("**/k/reponses")
    for _try in range(400):
        if not tablet.waiting():
            break
        tablet.page.clock.run_for(60_000)
    assert len(tablet.uuids()) == 5


def test_a_new_survey_is_taken_between_two_persons_and_no_answer_is_lost(tablet: Tablet) -> None:
    page = tablet.page
    page.click("#start")
    page.click(".here label:nth-child(1)")
    with tablet.world.app_context(), writing():
        device = db.session.get_one(Device, tablet.id)
        operations.assign(
            None, device, name="Essai", instrument=device.instrument, site=device.site,
            mode="borne", languages=("fr", "es"), hours={},
        )  # fmt: skip
    shell = page.get_attribute("body", "data-shell")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector(f"body[data-shell]:not([data-shell='{shell}'])")
    assert tablet.screen() == "satisfaction"  # nobody is interrupted
    while tablet.screen() != "thanks":
        tablet.go_on()
    with page.expect_navigation():
        page.click("#again")
    page.wait_for_selector("body[data-ready]")
    assert page.locator("[data-language]").count() == 2
    tablet.all_sent()
    assert len(tablet.uuids()) == 1


def test_a_tablet_revoked_in_the_middle_keeps_its_answers_until_it_is_paired_again(
    tablet: Tablet,
) -> None:
    page = tablet.page
    page.click("#start")
    page.click(".here label:nth-child(1)")
    with tablet.world.app_context(), writing():
        operations.revoke(None, db.session.get_one(Device, tablet.id))
    while tablet.screen() != "thanks":
        tablet.go_on()
    page.click("#again")
    page.wait_for_selector("body[data-trouble='revoked']")
    assert "prévenir l'accueil" in page.inner_text("#trouble")
    assert not page.is_visible("#start")
    assert len(tablet.waiting()) == 1
    with tablet.world.app_context(), writing():
        tablet.give(operations.pair(db.session.get_one(Device, tablet.id)))
    page.reload()
    tablet.all_sent()
    assert len(tablet.uuids()) == 1


def test_a_browser_that_keeps_nothing_says_so_and_asks_nothing(
    visit: Callable[..., Any], world: Any, server: str
) -> None:
    tablet = Tablet(visit, world, server)
    tablet.context.add_init_script("IDBFactory.prototype.open = () => { throw new Error('no'); };")
    page = tablet.visitor.open("/k")
    page.wait_for_selector("body[data-trouble='storage']")
    assert "ne peut pas garder" in page.inner_text("#trouble")
    assert not page.is_visible("#start")


def test_a_disk_that_refuses_sends_the_answer_straight_to_the_server(tablet: Tablet) -> None:
    page = tablet.page
    page.click("#start")
    page.click(".here label:nth-child(1)")
    page.evaluate(
        """() => { IDBObjectStore.prototype.add = () => {
             throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    while tablet.screen() != "thanks":
        tablet.go_on()
    assert len(tablet.uuids()) == 1
    page.click("#again")
    assert page.get_attribute("body", "data-trouble") == "storage"


def test_nothing_typed_or_ticked_can_be_read_in_the_raw_storage(tablet: Tablet) -> None:
    tablet.context.set_offline(True)
    tablet.answer(WORD)
    kept = tablet.kept()
    assert len(kept["records"]) == 1
    told = json.dumps(kept)
    assert WORD not in told
    assert "tres_bien" not in told
    assert "commentaire" not in told
    cached = tablet.page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) => {
          const cache = await caches.open(name);
          const all = await cache.matchAll();
          return (await Promise.all(all.map((one) => one.text()))).join("");
        }))).join("")"""
    )
    assert "Donnez votre avis" in cached
    assert WORD not in cached
    stored = tablet.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    )
    assert WORD not in stored
    tablet.context.set_offline(False)
    tablet.all_sent()


def test_what_was_typed_cannot_be_undone_back_by_the_next_person(tablet: Tablet) -> None:
    tablet.answer(WORD)
    page = tablet.page
    page.click("#again")
    page.click("#start")
    page.click(".here label:nth-child(1)")
    while tablet.screen() != "commentaire":
        tablet.go_on()
    page.focus(".here textarea")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.input_value(".here textarea") == ""
    page.go_back()
    assert WORD not in page.content()
    assert page.url.endswith("/k")


def test_the_file_of_last_resort_and_the_network_together_count_once(
    tablet: Tablet, visit: Callable[..., Any]
) -> None:
    page = tablet.page
    tablet.context.set_offline(True)
    tablet.answer_many(3)
    page.click("#staff")
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector("#door[data-open='yes']")
    with page.expect_download() as saved:
        page.click("#to-file")
    path = saved.value.path()
    assert WORD not in path.read_text("utf-8")
    lead = visit().sign_in("responsable")
    desk = lead.open("/tablettes")
    desk.set_input_files("input[type=file]", path)
    desk.click("text=Remettre ce fichier")
    assert (
        "3 nouvelles, 0 déjà reçues" in desk.inner_text("main, [role=status]")
        or desk.locator("text=3 nouvelles").count()
    )
    assert len(tablet.uuids()) == 3
    page.click("#door .k-choice button")
    tablet.context.set_offline(False)
    tablet.all_sent()
    assert len(tablet.uuids()) == 3


def test_the_staffs_door_stays_shut_on_a_wrong_number(tablet: Tablet) -> None:
    page = tablet.page
    page.click("#staff")
    for number in (1, 2, 3):
        page.fill("#pin", "000000")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#door[data-tries='{number}']")
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Trop d'essais")
    assert page.get_attribute("#door", "data-open") == "no"
    assert not page.is_visible("#to-file")


def test_nobody_there_is_asked_then_closed_answers_are_kept_and_text_is_gone(
    tablet: Tablet,
) -> None:
    page = tablet.page
    page.clock.install()
    page.click("#start")
    page.click(".here label:nth-child(3)")
    while tablet.screen() != "commentaire":
        tablet.go_on()
    page.fill(".here textarea", WORD)
    page.clock.fast_forward(59_000)
    assert not page.is_visible("#idle")
    page.clock.fast_forward(2_000)
    assert page.is_visible("#idle")
    assert page.evaluate("document.activeElement.id") == "idle-yes"
    page.click("#idle-yes")
    assert page.input_value(".here textarea") == WORD
    page.clock.run_for(61_000)
    assert page.is_visible("#idle")
    page.clock.run_for(21_000)
    assert page.is_visible("#idle")  # at least twenty seconds to answer
    page.clock.run_for(12_000)
    page.wait_for_selector("body[data-at='start']:not([data-saving])")
    assert WORD not in page.content()
    tablet.all_sent()
    (only,) = tablet.arrived()
    assert (only.status, only.last_step) == ("incomplete", "commentaire")
    assert only.answers == {"satisfaction": "tres_bien"}


def test_a_touch_anywhere_says_that_somebody_is_there(tablet: Tablet) -> None:
    page = tablet.page
    page.clock.install()
    page.click("#start")
    page.clock.run_for(61_000)
    assert page.is_visible("#idle")
    page.mouse.click(5, 5)
    assert not page.is_visible("#idle")
    assert tablet.screen() == "satisfaction"


def test_the_back_button_goes_back_one_question_and_never_away(tablet: Tablet) -> None:
    page = tablet.page
    page.click("#start")
    page.click(".here label:nth-child(3)")
    tablet.go_on()
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('.here').dataset.screen === 'satisfaction'"
    )
    page.go_back()
    page.go_back()
    assert page.url.endswith("/k")
    assert page.inner_text("h1") == "Donnez votre avis"


def test_the_language_changes_without_network_and_the_next_person_starts_in_french(
    tablet: Tablet,
) -> None:
    page = tablet.page
    tablet.context.set_offline(True)
    page.click(".k-languages summary")
    page.click("[data-language='ar']")
    page.wait_for_selector("html[dir='rtl']")
    tablet.answer()
    page.click("#again")
    page.wait_for_selector("html[lang='fr'][dir='ltr']")
    page.click(".k-start a[data-notice]")
    page.wait_for_selector("#notice[open]")
    assert "Vos droits" in page.inner_text("#notice")
    tablet.context.set_offline(False)


def test_out_of_hours_the_tablet_says_that_reception_is_closed(
    visit: Callable[..., Any], world: Any, server: str
) -> None:
    tablet = Tablet(visit, world, server, timezone_id="Europe/Paris")
    with world.app_context(), writing():
        device = db.session.get_one(Device, tablet.id)
        operations.assign(
            None, device, name="Essai", instrument=device.instrument, site=device.site,
            mode="borne", languages=(), hours={"0": ["08:30", "17:00"]},
        )  # fmt: skip
    tablet.page.clock.install(time="2026-05-04T08:00:00+02:00")  # a Monday
    page = tablet.visitor.open("/k")
    page.wait_for_selector("body[data-trouble='hours']")
    assert "fermé" in page.inner_text("#trouble")
    page.clock.run_for(31 * 60_000)
    page.wait_for_selector("body:not([data-trouble])")
    assert page.is_visible("#start")


VOICE = """
  class Words { constructor(text) { this.text = text; } }
  globalThis.SpeechSynthesisUtterance = Words;
  globalThis.spoken = [];
  Object.defineProperty(globalThis, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "fr-FR", localService: true }, { lang: "en-GB", localService: false }],
    speak(words) { spoken.push([words.text, document.querySelectorAll(".k-read").length]);
      setTimeout(() => words.onend(), 5); },
    cancel() {}, addEventListener() {},
  } });
"""


def test_the_question_is_read_aloud_and_what_is_read_is_shown(
    visit: Callable[..., Any], world: Any, server: str
) -> None:
    tablet = Tablet(visit, world, server)
    tablet.context.add_init_script(VOICE)
    page = tablet.open()
    page.click("#start")
    page.click("#listen")
    page.wait_for_function("() => spoken.length === 4")
    spoken = page.evaluate("spoken")
    assert "votre visite" in spoken[0][0]
    assert [one[0] for one in spoken[1:]] == ["Pas bien", "Moyen", "Très bien"]
    assert all(one[1] == 1 for one in spoken)
    page.click(".k-languages summary")
    page.click("[data-language='en']")  # that voice would send the words elsewhere
    page.wait_for_selector("html[lang='en']")
    assert not page.is_visible("#listen")


def test_without_a_voice_there_is_no_button_to_listen(tablet: Tablet) -> None:
    if tablet.page.evaluate(
        "speechSynthesis.getVoices().some((v) => v.localService && v.lang.startsWith('fr'))"
    ):
        assert tablet.page.is_visible("#listen")
    else:
        assert not tablet.page.is_visible("#listen")


@pytest.mark.parametrize("comfort", ["large", "contrast"])
def test_comfort_helps_one_person_and_is_gone_for_the_next(tablet: Tablet, comfort: str) -> None:
    page = tablet.page
    size = "getComputedStyle(document.querySelector('.k-lines')).fontSize"
    before = page.evaluate(size)
    page.click(".k-menu:not(.k-languages) summary")
    page.click(f"[data-comfort='{comfort}']")
    assert page.get_attribute(f"[data-comfort='{comfort}']", "aria-pressed") == "true"
    assert (page.evaluate(size) != before) == (comfort == "large")
    assert tablet.visitor.violations() == []
    tablet.answer()
    page.click("#again")
    assert page.evaluate(size) == before
    assert page.get_attribute(f"[data-comfort='{comfort}']", "aria-pressed") == "false"


def test_at_twice_the_size_everything_can_still_be_reached(
    visit: Callable[..., Any], world: Any, server: str
) -> None:
    tablet = Tablet(visit, world, server, width=512, height=384, device_scale_factor=2)
    page = tablet.open()
    page.click("#start")
    page.click(".here label:nth-child(3)")
    while tablet.screen() != "thanks":
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tablet.go_on()
    assert tablet.visitor.violations() == []


def test_the_dialogs_and_the_staffs_panel_are_accessible(tablet: Tablet) -> None:
    page = tablet.page
    found = []
    page.click("#staff")
    found += tablet.visitor.violations()
    page.fill("#pin", PIN)
    page.keyboard.press("Enter")
    page.wait_for_selector("#door[data-open='yes']")
    found += tablet.visitor.violations()
    page.click("#door .k-choice button")
    page.click(".k-start a[data-notice]")
    page.wait_for_selector("#notice[open]")
    found += tablet.visitor.violations()
    assert found == []
