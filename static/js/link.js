// The survey of a printed address, on one's own phone: the form is sent as any form is. Until then
// each step is kept by the house for this phone, quietly; without network the answers stay here.
import { listen as readAloud, offerReading, quiet } from "./readaloud.js";
import { $, asked, back, clear, fields, first, here, listen, next, show } from "./screens.js";

/** One sending after the other, so that the last one is the last. */
let sending = Promise.resolve();
let kept = true;
let sent = false;
let typed = $("code")?.value ?? "";

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

/** The first question, once there is a code where one is asked; a code put right leads to the end. */
function begin() {
  const code = $("code");
  if (code && !code.value.trim()) {
    const said = $("code-help");
    said.setAttribute("role", "alert");
    said.textContent = here.data.words.code_first;
    code.focus();
  } else if ($("code-error")) {
    show(asked().at(-1));
  } else {
    first();
  }
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
  if ($("code") && typed) $("code").value = typed; // another language: another page
  quiet();
  offerReading();
  keepDraft();
};
document.addEventListener("click", leaveToServer, true);
listen({ start: begin, next, back, stop: askStop, resume, listen: readAloud });
if (document.body.dataset.at === "questions") {
  const wrong = /** @type {HTMLElement | null | undefined} */ (
    document.querySelector("#survey [aria-invalid]")?.closest("[data-screen]"));
  show(wrong?.dataset.screen ?? asked()[0]);
  $("problems")?.focus();
} else {
  show("start", false);
}
document.addEventListener("input", (event) => {
  if (/** @type {HTMLElement} */ (event.target).id === "code") typed = $("code").value;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || /** @type {HTMLElement} */ (event.target).id !== "code") return;
  event.preventDefault();
  begin();
});
if ($("code-error")) $("code").focus();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepDraft();
});
window.addEventListener("beforeunload", warn);
