"""A tablet of its own in a real browser, and what the house has of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from feedback.db import db, writing
from feedback.kiosk import operations
from feedback.kiosk.models import Device
from feedback.kiosk.queries import demo_device
from feedback.responses.models import ReceiptTrace, Response

PIN = "135790"
IDLE = "body:not([data-saving])[data-waiting='0']"
READ_ALL = """async () => {
  const base = await new Promise((resolve, reject) => {
    const asked = indexedDB.open("vivevoix");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const found = {};
  for (const name of base.objectStoreNames) {
    found[name] = await new Promise((resolve) => {
      const asked = base.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => resolve(asked.result);
    });
  }
  base.close();
  return found;
}"""
# Answers as quickly as a script can, each a person of its own: started, one answer, to the end
ANSWER_MANY = """async (number) => {
  const until = async (test) => { while (!test()) await new Promise((r) => setTimeout(r, 1)); };
  for (let i = 0; i < number; i += 1) {
    document.getElementById("start").click();
    document.querySelectorAll(".here input")[i % 3].click();
    while (document.body.dataset.at === "questions") {
      document.getElementById("next").click();
      if ("saving" in document.body.dataset) break;
    }
    await until(() => document.body.dataset.at === "thanks");
    document.getElementById("again").click();
    await until(() => document.body.dataset.at === "start" && document.querySelector(".here"));
  }
}"""


class Tablet:
    """One paired tablet: its browser, its page, and its answers on the server."""

    def __init__(self, visit: Callable[..., Any], world: Any, server: str, **options: Any) -> None:
        self.world, self.server = world, server
        with world.app_context(), writing():
            # A place with many answers: a few uncertain dates at a new one would close figures
            of = demo_device()
            lead = None
            device = Device(study_id=of.study_id, instrument_id=of.instrument_id,
                            site_id=of.site_id, name="Essai", mode="borne")  # fmt: skip
            db.session.add(device)
            db.session.flush()
            operations.new_pin(lead, device, PIN)
            credential = operations.pair(device)
            self.id, self.device, self.source = device.id, device.public_id, device.source
        self.visitor = visit(options.pop("width", 1024), options.pop("height", 768), **options)
        self.context = self.visitor.context
        self.give(credential)
        self.page = self.visitor.page

    def give(self, credential: str) -> None:
        """The browser holds this credential."""
        cookie = {"name": "tablette", "value": credential, "url": self.server}
        self.context.add_cookies([cookie])

    def open(self) -> Any:
        """Open the tablet's page, ready and with its shell kept."""
        self.visitor.open("/k").wait_for_selector("body[data-ready]")
        self.page.wait_for_selector("body[data-shell]:not([data-shell=''])")
        return self.page

    def screen(self) -> str:
        """The screen shown."""
        return str(self.page.evaluate("document.querySelector('.here')?.dataset.screen"))

    def go_on(self) -> None:
        """Touch "next" and wait for what follows."""
        was = self.screen()
        self.page.click("#next")
        self.page.wait_for_function(
            "(was) => (document.querySelector('.here')?.dataset.screen ?? was) !== was", arg=was
        )

    def answer(self, comment: str = "") -> None:
        """One person from the start to the thanks."""
        self.page.click("#start")
        self.page.click(".here label:nth-child(3)")
        while self.screen() != "thanks":
            if self.screen() == "commentaire" and comment:
                self.page.fill(".here textarea", comment)
            self.go_on()

    def answer_many(self, number: int) -> None:
        """Many persons, one after the other."""
        self.page.evaluate(ANSWER_MANY, number)

    def kept(self) -> dict[str, list[dict[str, Any]]]:
        """All that the browser's own database holds, as it is."""
        found: dict[str, list[dict[str, Any]]] = self.page.evaluate(READ_ALL)
        return found

    def waiting(self) -> set[str]:
        """Ids of the answers on the tablet."""
        return {one["uuid"] for one in self.kept()["records"]}

    def all_sent(self, timeout: float = 30_000) -> None:
        """Wait until nothing waits on the tablet."""
        self.page.wait_for_selector(IDLE, timeout=timeout)

    def arrived(self) -> list[Response]:
        """The answers of this tablet on the server."""
        with self.world.app_context():
            mine = select(ReceiptTrace.uuid).where(ReceiptTrace.source == self.source)
            query = select(Response).where(Response.uuid.in_(mine)).order_by(Response.id)
            return list(db.session.scalars(query))

    def uuids(self) -> list[str]:
        """Their ids."""
        return [one.uuid for one in self.arrived()]
