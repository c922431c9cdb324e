"""What a browser takes over the wire to open a page for the first time."""

from __future__ import annotations

import gzip
import http.client
import importlib.util
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.programs import CHROMIUM

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LOADED = ("script", "link", "img")
SKIPPED = ("canonical", "alternate")
IN_STYLE = re.compile(r"url\([\"']?([^\"')]+)")


@dataclass(frozen=True)
class Visit:
    """Bytes and requests of a first visit, and whether a real browser made it.

    `kept` is what a tablet's service worker keeps afterwards to start without network: its page
    and the notices in every language.
    """

    size: int
    requests: int
    by_browser: bool
    kept: int = 0


def first_visit(address: str, credential: str = "") -> Visit:
    """Open the address with an empty cache, as a tablet when it has a credential."""
    if CHROMIUM and importlib.util.find_spec("playwright"):
        return _browsed(address, credential)
    return _fetched(address, credential)


def _browsed(address: str, credential: str) -> Visit:
    """By Chromium, counting what came over the wire, heads included."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(locale="fr-FR")
        if credential:
            context.add_cookies([{"name": "tablette", "value": credential, "url": address}])
        seen: list[int] = []
        kept: list[int] = []

        def count(request: Any) -> None:
            (kept if request.service_worker else seen).append(_size(request))

        context.on("requestfinished", count)
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        browser.close()
    return Visit(sum(seen), len(seen), True, sum(kept))


def _size(request: Any) -> int:
    sizes = request.sizes()
    return int(sizes["responseHeadersSize"] + sizes["responseBodySize"])


class _Named(HTMLParser):
    """Addresses that a page makes its reader load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        target = known.get("src") or known.get("href")
        if tag in LOADED and target and known.get("rel") not in SKIPPED:
            self.found.append(target)


def _fetched(address: str, credential: str) -> Visit:
    """Without a browser: the page and all that it and its style sheets name."""
    waiting, seen, size = [address], set[str](), 0
    while waiting:
        here = waiting.pop()
        if here in seen or urlsplit(here).netloc != urlsplit(address).netloc:
            continue
        seen.add(here)
        body, weight, kind = _get(here, credential)
        size += weight
        named = _Named()
        if kind == "text/html":
            named.feed(body)
        elif kind == "text/css":
            named.found = IN_STYLE.findall(body)
        waiting += [urljoin(here, found) for found in named.found]
    return Visit(size, len(seen), False)


def _get(address: str, credential: str) -> tuple[str, int, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    head = {"Accept-Encoding": "gzip", "Cookie": f"tablette={credential}"}
    connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=head)
    answer = connection.getresponse()
    sent = answer.read()
    connection.close()
    plain = gzip.decompress(sent) if answer.headers.get("Content-Encoding") == "gzip" else sent
    weight = len(sent) + sum(len(k) + len(v) + 4 for k, v in answer.getheaders())
    return plain.decode(errors="replace"), weight, answer.headers.get_content_type()
