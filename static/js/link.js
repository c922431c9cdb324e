// The survey of a printed address, on one's own phone: the form is sent as any form is. Until then
// each step is kept by the house for this phone, quietly; without network the answers stay here.
import { listen as readAloud, offerReading, quiet } from "./readaloud.js";
import { $, asked, back, clear, fields, first, here, listen, next, show } from "./screens.js";

/** One sending after the other, so that the last one is the last. */
let sending = Promise.resolve();
let kept = true;
let sent = false;

/** @param {string} what @param {URLSearchParams} body */
function post(what, body) {
  const options = { method: "POST", body, keepalive: true, headers: { "X-Vive-Voix": "1" } };
  const action = $("survey").getAttribute("action");
  sending = sending
    .then(() => fetch(`${action}/${what}`, options))
    .then((answer) => { kept = answer.ok; }, () => { kept = false; });
}

function keepDraft() {
  if (sent || here.at === "start" || !Object.keys(fields()).length) return;
  const body = new URLSearchParams(/** @type {any} */ (new FormData($("survey"))));
  body.set("step-reached", here.at);
  post("brouillon", body);
}

function finish() {
  sent = true;
  window.removeEventListener("beforeunload", warn);
  $("survey").requestSubmit();
}

function askStop() {
  $("sure").returnValue = "";
  $("sure").addEventListener("close", () => {
    if ($("sure").returnValue !== "yes") return;
    clear();
    post("recommencer", new URLSearchParams());
    forget();
    show("start", false);
  }, { once: true });
  $("sure").showModal();
}

/** Nothing was begun any more. */
function forget() {
  $("resumed")?.remove();
  $("start").hidden = false;
}

/** Back to the screen reached; a question that is no longer asked gives way to the first. */
function resume() {
  const step = $("resume").dataset.step;
  show(asked().includes(step) ? step : asked()[0]);
  forget();
}

/** The form with nothing in it, whatever the server filled in. @param {HTMLFormElement} form */
function emptied(form) {
  for (const input of form.querySelectorAll("input, textarea, option")) {
    if (["radio", "checkbox"].includes(input.type)) input.defaultChecked = false;
    else if (input.localName === "option") input.defaultSelected = false;
    else if (input.type !== "hidden") input.defaultValue = "";
  }
  form.reset();
  return form;
}

/** @param {Event} event */
function warn(event) {
  if (here.at !== "start" && !kept) event.preventDefault();
}

/** Before the choice to carry on is made, another language is another page: it has the answers too. */
function leaveToServer(/** @type {Event} */ event) {
  const target = /** @type {Element} */ (event.target);
  if ($("resumed") && target.closest("[data-language]")) event.stopPropagation();
}

here.pristine = emptied(here.pristine);
here.finish = finish;
here.shown = () => {
  quiet();
  offerReading();
  keepDraft();
};
document.addEventListener("click", leaveToServer, true);
listen({ start: first, next, back, stop: askStop, resume, listen: readAloud });
if (document.body.dataset.at === "questions") {
  const wrong = /** @type {HTMLElement | null | undefined} */ (
    document.querySelector("#survey [aria-invalid]")?.closest("[data-screen]"));
  show(wrong?.dataset.screen ?? asked()[0]);
  $("problems")?.focus();
} else {
  show("start", false);
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepDraft();
});
window.addEventListener("beforeunload", warn);
