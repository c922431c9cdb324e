"""A person who writes a questionnaire in the browser, and how often she clicks and types."""

from __future__ import annotations

from typing import Any

from feedback.instruments.definition import Definition
from feedback.instruments.questions import VALID, Question

NEW = "نص جديد"  # what the model has no words for
WAITING = """() => {
  const field = document.activeElement;
  return [field.id, field.closest("form").querySelector(".said").textContent];
}"""
GONE_ON = """(at) => document.readyState === "complete" && document.activeElement.id !== at &&
  (document.activeElement.tagName === "TEXTAREA" || location.pathname.endsWith("/traductions"))"""
SAVED = "#status:not(.wrong):has-text('Enregistré.')"


class Hand:
    """One page, one hand; `clicks` and `signs` are what it took."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks, self.signs = page, 0, 0

    def click(self, where: str) -> None:
        """Click once."""
        self.page.click(where)
        self.clicks += 1

    def write(self, where: str, words: str) -> None:
        """Type over what is in a field."""
        self.page.fill(where, words)
        self.signs += len(words)

    def choose(self, where: str, value: str) -> None:
        """Choose in a list: one click to open it, one on the line."""
        self.page.select_option(where, value)
        self.clicks += 2

    def saved(self) -> None:
        """Wait until the last act is kept."""
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")
        self.page.wait_for_selector(SAVED)

    def begin(self, study: str, title: str) -> None:
        """A survey from nothing."""
        self.click("a:has-text('Partir de rien')")
        self.write("#title", title)
        self.click("button:has-text('Commencer')")
        self.page.wait_for_function("() => window.htmx")

    def question(self, question: Question) -> None:
        """Write one question as a model has it."""
        self.click("details.palette:last-of-type > summary")
        self.click(f"details.palette[open] button[value={question.kind}]")
        self.page.wait_for_function("() => document.activeElement.id === 'text'")
        self.write("#text", question.text["fr"])
        if question.help:
            self.write("#help", question.help["fr"])
        if question.statements:
            self.statements(question)
        if question.options and question.kind not in ("faces", "yes_no", "matrix", "consent"):
            self.click("details.paste > summary")
            self.write("#pasted", "\n".join(one.label["fr"] for one in question.options))
            self.click("button[value=paste]")
            self.page.wait_for_selector("details.paste:not([open])")
            self.particular(question)
        if question.show_if:
            self.click("button[name=act][value=condition]")
            self.page.wait_for_selector("#conditions-0-code")
        self.page.wait_for_timeout(750)  # a person looks up; the card saves itself
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")

    def statements(self, question: Question) -> None:
        """The lines of a matrix, one after the other with Enter."""
        for number, one in enumerate(question.statements):
            self.page.wait_for_selector(f"#statements-{number}-text")
            self.write(f"#statements-{number}-text", one.text["fr"])
            self.page.focus(f"#statements-{number}-text")
            self.page.keyboard.press("Enter")
            self.page.wait_for_selector(f"#statements-{number + 1}-text")

    def particular(self, question: Question) -> None:
        """Scores, answers that do not count, those that exclude the others or open a text."""
        for number, one in enumerate(question.options):
            at = f"#options-{number}"
            if one.score is None and one.role == VALID and not one.exclusive and not one.other:
                continue
            self.click(f"{at} details.row-more > summary")
            if one.score is not None:
                self.write(f"{at}-score", f"{one.score:g}")
            if one.role != VALID:
                self.choose(f"{at}-role", one.role)
            for name in ("exclusive", "other"):
                if getattr(one, name):
                    self.click(f"{at} input[name$='-{name}']")

    def translated(self, model: Definition, tag: str) -> None:
        """Every text in another language, side by side, each followed by Ctrl+Enter."""
        known = {one.texts.get("fr"): one.texts.get(tag) for one in model.wordings}
        self.page.locator("html[data-htmx]").wait_for(state="attached")
        self.click("form.pair textarea >> nth=0")
        while True:
            at, french = self.page.evaluate(WAITING)
            words = known.get(french) or NEW
            self.page.keyboard.insert_text(words)
            self.signs += len(words)
            self.page.keyboard.press("Control+Enter")
            self.page.wait_for_function(GONE_ON, arg=at)
            if self.page.url.endswith("/traductions"):
                return
