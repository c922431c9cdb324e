"""Places in a text: what the browser counts is what the house counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from feedback.corpus.models import Document
from feedback.db import db

pytestmark = [pytest.mark.browser, pytest.mark.once]

TEXTS = [
    "Très bien 🙂, merci à l’équipe 👩‍👧 !",
    "استقبال جيّد 🙂 والموظفة لطيفة",
    "𝒜 la fin x̂ — fin",
    "Deux\nlignes 🏳️‍🌈 ici",
    "a",
]
PROBE = """async ([module, words]) => {
  const { codePoints, units, selected, select, point, place } = await import(module);
  const root = document.createElement("div");
  const text = document.createElement("p");
  text.dataset.start = "100";
  // Cut as the page cuts it: marks inside, nothing added.
  for (const sign of words) {
    const piece = document.createElement(sign === " " ? "mark" : "span");
    piece.textContent = sign;
    text.append(piece);
  }
  root.append(text);
  document.querySelector("main").append(root);
  const faults = [];
  const signs = [...words];
  for (let a = 0; a < signs.length; a += 1) {
    const cut = signs.slice(0, a).join("").length;
    if (codePoints(words, cut) !== a || units(words, a) !== cut) faults.push(["counts", a]);
    const at = point(root, 100 + a, "start");
    if (place(at.node, at.offset, "start", root) !== 100 + a) faults.push(["point", a]);
    for (let b = a + 1; b <= signs.length; b += 1) {
      const inside = signs.slice(a, b).join("");
      if (inside.trim() !== inside || !inside.trim()) continue;
      select(root, 100 + a, 100 + b);
      const found = selected(root);
      if (found?.start !== 100 + a || found.end !== 100 + b || found.words !== inside) {
        faults.push([a, b, JSON.stringify(found)]);
      }
    }
  }
  root.remove();
  return faults;
}"""


@pytest.mark.parametrize("words", TEXTS)
def test_a_selection_is_counted_in_code_points_whatever_the_signs(
    visit: Callable[..., Any], words: str
) -> None:
    visitor = visit().sign_in("codeuse")
    page = visitor.open("/codage")
    module = visitor.server + "/static/js/offsets.js"
    assert page.evaluate(PROBE, [module, words]) == []


def test_a_selection_over_two_texts_runs_from_the_first_to_the_last(
    visit: Callable[..., Any],
) -> None:
    visitor = visit().sign_in("codeuse")
    page = visitor.open("/codage")
    module = visitor.server + "/static/js/offsets.js"
    found = page.evaluate(
        """async (module) => {
          const { selected, select } = await import(module);
          const root = document.createElement("div");
          root.innerHTML = '<p data-start="0">Une 🙂.</p><ul><li>à côté</li></ul><p data-start="10">Deux.</p>';
          document.querySelector("main").append(root);
          select(root, 4, 14);
          const both = selected(root);
          document.getSelection().selectAllChildren(root);
          const all = selected(root);
          const beside = root.querySelector("li").firstChild;
          document.getSelection().setBaseAndExtent(beside, 0, beside, 3);
          return [both, all, selected(root)];
        }""",
        module,
    )
    assert found == [
        {"start": 4, "end": 14, "words": "🙂.\nDeux"},
        {"start": 0, "end": 15, "words": "Une 🙂.\nDeux."},
        None,
    ]


def test_the_page_holds_the_very_text_of_the_document(
    visit: Callable[..., Any], world: Any
) -> None:
    visitor = visit().sign_in("codeuse")
    with world.app_context():
        found = [
            (d.public_id, d.text)
            for d in db.session.query(Document)
            .filter(Document.state.in_(("read", "validated")), Document.kind == "comment")
            .order_by(Document.length.desc())
            .limit(5)
        ]
    for public_id, text in found:
        page = visitor.open(f"/codage/{public_id}")
        shown = page.evaluate(
            "[...document.querySelectorAll('[data-start]')].map((p) => [Number(p.dataset.start), p.textContent])"
        )
        for start, words in shown:
            assert text[start : start + len(words)] == words
        assert "".join("".join(w for _, w in shown).split()) == "".join(text.split())
