// One question a screen, over the plain form the server drew. Nothing is kept of a person
// once they have left: not in the page, not in the history.
import { path as rulePath } from "./rules.js";

/** @typedef {{code: string, keys: string[], statements: {code: string}[], show_if?: object, modes: string[],
 *             counted: boolean, required: boolean, kind: string}} Question */

let data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const body = document.body;
const kiosk = body.dataset.channel !== "lien";
const THANKS_SECONDS = 8;
const MUST_TAKE = 900; // milliseconds a question, below which nobody has read it
const $ = (id) => document.getElementById(id);

let at = "start";
let uuid = "";
let began = 0;
let ended = -Infinity;
let returning = 0;
/** Answers not acknowledged yet, oldest first. @type {object[]} */
const waiting = [];
let sending = false;

/** A version 4 UUID, made here before any network. */
function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** What is filled in, as the form would send it. @returns {Record<string, string[]>} */
function fields() {
  const found = {};
  for (const [name, value] of new FormData($("survey"))) {
    if (!["uuid", "start", "lang"].includes(name) && String(value).trim() !== "") {
      (found[name] ??= []).push(String(value));
    }
  }
  return found;
}

/** The values a rule looks at: a list only where several can be chosen. */
function values() {
  const filled = fields();
  const found = {};
  for (const question of data.questions) {
    for (const key of question.keys) {
      if (filled[key]) found[key] = question.kind === "multiple" ? filled[key] : filled[key][0];
    }
  }
  return found;
}

/** Codes of the questions to ask, in order, given the answers so far. @returns {string[]} */
const path = () => rulePath(data, values(), {}, data.channel).map((one) => one.code);

/** @param {string} code @returns {Question|undefined} */
const question = (code) => data.questions.find((one) => one.code === code);

/** Is this question answered? Information always is. */
function answered(code) {
  const filled = fields();
  const one = question(code);
  return one.kind === "information" || one.keys.some((key) => Object.keys(filled).some((name) => name === key || name.startsWith(`${key}__`)));
}

/** Show one screen and put the focus on its question. */
function show(screen, focus = true) {
  at = screen;
  for (const one of document.querySelectorAll("[data-screen]")) {
    one.classList.toggle("here", one.dataset.screen === screen);
    if (one.dataset.screen === "thanks") one.hidden = screen !== "thanks";
  }
  body.dataset.at = ["start", "thanks"].includes(screen) ? screen : "questions";
  $("foot").hidden = body.dataset.at !== "questions";
  progress();
  label();
  window.scrollTo(0, 0);
  if (!focus) return;
  const here = document.querySelector(".here");
  const target = here.querySelector("fieldset, textarea, input:not([type=hidden]), [tabindex]");
  (target ?? $("main")).focus({ preventScroll: true });
}

/** "Question 3 sur 8", over the counted questions of the path. */
function progress() {
  const shown = body.dataset.at === "questions";
  $("progress").hidden = $("bar").hidden = !shown;
  if (!shown) return;
  const counted = path().filter((code) => question(code).counted);
  const before = path().slice(0, path().indexOf(at) + 1).filter((code) => question(code).counted);
  const number = Math.max(1, before.length);
  $("progress").textContent = data.words.progress
    .replace("{number}", String(number)).replace("{total}", String(counted.length));
  $("bar").max = counted.length;
  $("bar").value = number;
}

/** The last button says what it does: skip, next, or send. */
function label() {
  if (body.dataset.at !== "questions") return;
  const last = path().at(-1) === at;
  const word = last ? "send" : answered(at) ? "next" : "skip";
  $("next").querySelector("span").textContent = data.words[word];
  $("back").hidden = false;
}

/** Answers that cannot go with others: an exclusive box clears them, and they clear it. */
function exclusive(event) {
  const box = event.target;
  if (box.type !== "checkbox" || !box.checked) return;
  const group = document.querySelectorAll(`input[name="${CSS.escape(box.name)}"]`);
  const alone = "exclusive" in box.dataset;
  for (const other of group) {
    if (other !== box && (alone || "exclusive" in other.dataset)) other.checked = false;
  }
}

function begin() {
  uuid = kiosk ? newUuid() : $("survey").elements.uuid.value;
  began = performance.now();
  show(path()[0]);
}

function next() {
  const required = question(at).required && !answered(at);
  const fault = document.querySelector(".here .k-must");
  if (required) {
    if (!fault) {
      const said = document.createElement("p");
      said.className = "k-errors k-must";
      said.setAttribute("role", "alert");
      said.textContent = data.words.must;
      document.querySelector(".here").append(said);
    }
    return;
  }
  fault?.remove();
  const asked = path();
  const following = asked[asked.indexOf(at) + 1];
  if (following) show(following);
  else finish(true);
}

function back() {
  const asked = path();
  const before = asked[asked.indexOf(at) - 1];
  show(before ?? "start");
}

/** Flags judged here, by a clock that nobody can set. */
function flags(asked) {
  const took = performance.now() - began;
  const found = [];
  if (took < asked.filter(answered).length * MUST_TAKE) found.push("too_fast");
  if (began - ended < 5000) found.push("just_after");
  return found;
}

function finish(complete) {
  if (!kiosk) {
    window.removeEventListener("beforeunload", warn);
    $("survey").requestSubmit();
    return;
  }
  const asked = path();
  const kept = fields();
  if (!complete) dropTexts(kept);
  waiting.push({
    uuid, version: data.version, language: data.language, fields: kept, complete,
    last_step: complete ? "" : at, flags: complete ? flags(asked) : [], at: new Date().toISOString(),
  });
  ended = performance.now();
  clear();
  if (complete) thank();
  else show("start");
  send();
}

/** What was typed and not sent is forgotten. */
function dropTexts(kept) {
  for (const input of document.querySelectorAll("#survey textarea, #survey input[type=text]")) {
    delete kept[input.name];
  }
}

/** Empty every field; no trace remains in the page. */
function clear() {
  $("survey").reset();
  for (const input of $("survey").querySelectorAll("textarea, input[type=text], input[type=number]")) input.value = "";
  for (const input of $("survey").querySelectorAll("input:checked")) input.checked = false;
  for (const said of document.querySelectorAll(".k-must")) said.remove();
  getSelection()?.removeAllRanges();
  uuid = "";
}

function thank() {
  show("thanks", false);
  $("thanks").focus({ preventScroll: true });
  clearTimeout(returning);
  returning = setTimeout(home, THANKS_SECONDS * 1000);
}

/** Back to the start, in French, for the next person. */
function home() {
  clearTimeout(returning);
  if (data.language !== "fr") speak("fr").then(() => show("start", false));
  else show("start", false);
}

/** Hand in what waits, oldest first; an answer is forgotten only when it is acknowledged. */
async function send() {
  if (sending || !waiting.length) return;
  sending = true;
  let pause = 0;
  try {
    const batch = waiting.slice(0, 50);
    const answer = await fetch("/k/reponses", {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Vive-Voix": "1" },
      body: JSON.stringify({ now: new Date().toISOString(), records: batch }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { results } = await answer.json();
    const done = new Set(results.map((one) => one.uuid));
    for (let i = waiting.length - 1; i >= 0; i -= 1) if (done.has(waiting[i].uuid)) waiting.splice(i, 1);
    $("state").textContent = "";
  } catch {
    pause = 3000;
    $("state").textContent = data.words.not_sent;
  }
  sending = false;
  body.dataset.waiting = String(waiting.length);
  if (waiting.length) setTimeout(send, pause);
}

/** Change the language in place: the same answers, other words. */
async function speak(tag) {
  const address = new URL(location.href);
  address.searchParams.set("lang", tag);
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kept = fields();
  const was = at;
  root.lang = fresh.documentElement.lang;
  root.dir = fresh.documentElement.dir;
  document.title = fresh.title;
  const identity = ["uuid", "start"].map((name) => $("survey").elements[name].value);
  for (const place of ["main", ".k-top", ".k-foot", ".k-legal", "#sure", "#data"]) {
    document.querySelector(place).replaceWith(document.importNode(fresh.querySelector(place), true));
  }
  ["uuid", "start"].forEach((name, i) => { $("survey").elements[name].value = identity[i]; });
  data = JSON.parse($("data").textContent);
  fill(kept);
  show(was === "thanks" ? "start" : was);
}

/** Put answers back in the form. */
function fill(kept) {
  for (const input of $("survey").querySelectorAll("input, textarea, select")) {
    const given = kept[input.name];
    if (!given) continue;
    if (["radio", "checkbox"].includes(input.type)) input.checked = given.includes(input.value);
    else if (input.type !== "hidden") input.value = given[0];
  }
}

function askStop() {
  $("sure").returnValue = "";
  $("sure").addEventListener("close", () => {
    if ($("sure").returnValue === "yes") stop();
  }, { once: true });
  $("sure").showModal();
}

/** The person stops: closed answers are kept as incomplete, what was typed is forgotten. */
function stop() {
  const given = fields();
  const some = Object.keys(given).length > 0;
  if (kiosk && some) finish(false);
  else { clear(); home(); }
}

function warn(event) {
  if (!kiosk && at !== "start") event.preventDefault();
}

const ACTS = { start: begin, next, back, stop: askStop, again: home };
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[id]");
  if (button && ACTS[button.id]) ACTS[button.id]();
  const language = event.target.closest("[data-language]");
  if (language) {
    event.preventDefault();
    speak(language.dataset.language);
  }
});
document.addEventListener("change", (event) => {
  exclusive(event);
  document.querySelector(".here .k-must")?.remove();
  label();
});
document.addEventListener("input", label);
document.addEventListener("submit", (event) => {
  if (event.target.id === "survey" && kiosk) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches?.("#survey input:not([type=checkbox])")) {
    event.preventDefault();
    next();
  }
});
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
if (kiosk) {
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  history.replaceState(null, "", location.pathname);
}

root.classList.add("js");
if (body.dataset.at === "questions") {
  const first = document.querySelector("#survey [aria-invalid]")?.closest("[data-screen]");
  show(first?.dataset.screen ?? path()[0]);
  $("problems")?.focus();
} else {
  clear();
  if (!kiosk) $("survey").elements.uuid.value = $("survey").elements.uuid.defaultValue;
  show("start", false);
}
window.addEventListener("beforeunload", warn);
