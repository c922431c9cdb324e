"""A tablet reads aloud with the house's recordings, without network too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.tablets import Tablet
from tests.browser.test_link import recorded

pytestmark = [pytest.mark.browser, pytest.mark.once]
KEPT = """async () => {
  const until = async (test) => { while (!(await test())) await new Promise((r) => setTimeout(r, 20)); };
  await until(async () => {
    for (const name of await caches.keys()) {
      const found = await (await caches.open(name)).keys();
      if (found.some((one) => one.url.includes("/ecouter/"))) return true;
    }
    return false;
  });
}"""


def test_without_network_the_recording_is_heard(
    visit: Callable[..., Any], world: Any, server: str
) -> None:
    with recorded(world, "start", "satisfaction"):
        tablet = Tablet(visit, world, server)
        page = tablet.open()
        page.evaluate(KEPT)
        tablet.context.set_offline(True)
        page.reload()
        page.wait_for_selector("body[data-ready]")
        page.click("#listen")
        page.wait_for_selector("#listen[aria-pressed=true]")
        page.wait_for_selector(".here.k-read")
        page.wait_for_selector("#listen[aria-pressed=false]")
        sound = page.get_attribute(".here", "data-sound")
        part = page.evaluate(
            """async (address) => {
              const answer = await fetch(address, { headers: { Range: "bytes=4-7" } });
              return [answer.status, answer.headers.get("Content-Range"), (await answer.blob()).size];
            }""",
            sound,
        )
        assert part == [206, "bytes 4-7/8044", 4]
        tablet.context.set_offline(False)


def test_an_older_sound_is_thrown_away_with_its_shell(
    visit: Callable[..., Any], world: Any, server: str
) -> None:
    tablet = Tablet(visit, world, server)
    with recorded(world, "start"):
        page = tablet.open()
        page.evaluate(KEPT)
    page.reload()
    page.wait_for_selector("body[data-shell]:not([data-shell=''])")
    page.wait_for_function(
        """async () => {
          const names = (await caches.keys()).filter((name) => name.startsWith("coquille-"));
          return names.length === 1 && names[0] === `coquille-${document.body.dataset.shell}`;
        }"""
    )
    assert page.get_attribute("[data-screen=start]", "data-sound") is None
