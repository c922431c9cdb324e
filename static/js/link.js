// The survey of a printed address, on one's own phone: the form is sent as any form is.
import { $, asked, back, clear, first, here, listen, next, show } from "./screens.js";

function finish() {
  window.removeEventListener("beforeunload", warn);
  $("survey").requestSubmit();
}

function askStop() {
  $("sure").returnValue = "";
  $("sure").addEventListener("close", () => {
    if ($("sure").returnValue !== "yes") return;
    clear();
    show("start", false);
  }, { once: true });
  $("sure").showModal();
}

/** @param {Event} event */
function warn(event) {
  if (here.at !== "start") event.preventDefault();
}

here.finish = finish;
listen({ start: first, next, back, stop: askStop });
if (document.body.dataset.at === "questions") {
  const wrong = /** @type {HTMLElement | null | undefined} */ (
    document.querySelector("#survey [aria-invalid]")?.closest("[data-screen]"));
  show(wrong?.dataset.screen ?? asked()[0]);
  $("problems")?.focus();
} else {
  show("start", false);
}
window.addEventListener("beforeunload", warn);
