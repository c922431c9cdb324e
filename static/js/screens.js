// One question a screen, over the plain form the server drew: what a link's page and a tablet share.
import { path as rulePath, valueOf } from "./rules.js";

/**
 * @typedef {{code: string, keys: string[], statements: {code: string}[], show_if?: object,
 *   modes: string[], counted: boolean, required: boolean, kind: string}} Question
 * @typedef {{version: string, language: string, channel: string, questions: Question[],
 *   words: Record<string, string>}} Data
 */

/** @param {string} id @returns {any} */
export const $ = (id) => document.getElementById(id);

/** Where the person is; `data` changes with the language. */
export const here = {
  /** @type {Data} */ data: JSON.parse($("data").textContent),
  at: "start",
  /** what a page does when a screen shows, and when the last one is passed */
  shown: (/** @type {string} */ _screen) => {},
  finish: () => {},
  /** the form as nobody has touched it */
  pristine: $("survey")?.cloneNode(true),
};
const BETWEEN = ["start", "thanks"];

/** All that the form would send. @returns {Record<string, string[]>} */
function filled() {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const [name, value] of new FormData($("survey"))) {
    if (!["uuid", "start", "lang"].includes(name) && String(value).trim() !== "") {
      (found[name] ??= []).push(String(value));
    }
  }
  return found;
}

/** What is filled in; that questions were drawn is not an answer by itself. */
export const fields = () => answers(filled());

/** @param {Record<string, string[]>} found */
function answers(found) {
  const banks = here.data.questions.filter((one) => one.kind === "bank").map((one) => one.code);
  return Object.keys(found).every((name) => banks.includes(name)) ? {} : found;
}

/** The same without a word that was typed; figures are answers like any other. */
export function closedFields() {
  const found = filled();
  const words = "#survey textarea, #survey input[type=text]:not(.answer-number, .answer-rank)";
  for (const input of document.querySelectorAll(words)) {
    delete found[/** @type {HTMLInputElement} */ (input).name];
  }
  return answers(found);
}

/** The values a rule looks at. */
function values() {
  const sent = filled();
  /** @type {Record<string, any>} */
  const found = {};
  for (const one of here.data.questions) {
    for (const key of one.keys) {
      const value = valueOf(one.kind, key, sent);
      if (value) found[key] = value;
    }
  }
  return found;
}

/** Codes of the questions to ask, in order, given the answers so far. @returns {string[]} */
export function asked() {
  const path = rulePath(here.data, values(), {}, here.data.channel);
  return path.map((one) => one.code).filter((code) => question(code).kind !== "bank");
}

/** @param {string} code @returns {Question} */
export function question(code) {
  return /** @type {Question} */ (here.data.questions.find((one) => one.code === code));
}

/** Is this question answered? Information always is. @param {string} code */
export function answered(code) {
  const names = Object.keys(fields());
  const one = question(code);
  return one.kind === "information" ||
    one.keys.some((key) => names.some((name) => name === key || name.startsWith(`${key}__`)));
}

/**
 * Show one screen and put the focus on its question. All is written before the focus, which makes
 * the browser lay the page out: once, on a slow tablet.
 * @param {string} screen @param {boolean} focus
 * @param {string[]} path the questions asked, for who has just looked
 */
export function show(screen, focus = true, path = asked()) {
  here.at = screen;
  for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
  const shown = document.querySelector(`[data-screen="${CSS.escape(screen)}"]`);
  shown?.classList.add("here");
  const thanks = /** @type {HTMLElement | null} */ (document.querySelector("[data-screen=thanks]"));
  if (thanks) thanks.hidden = screen !== "thanks";
  document.body.dataset.at = BETWEEN.includes(screen) ? screen : "questions";
  $("foot").hidden = document.body.dataset.at !== "questions";
  progress(document.body.dataset.at === "questions" ? path : []);
  label(path);
  here.shown(screen);
  document.dispatchEvent(new CustomEvent("shown", { detail: path }));
  window.scrollTo(0, 0);
  if (!focus) return;
  const target = shown?.querySelector("fieldset, textarea, input:not([type=hidden]), [tabindex]");
  /** @type {HTMLElement} */ (target ?? $("main")).focus({ preventScroll: true });
}

/** "Question 3 sur 8", over the counted questions of the path. @param {string[]} path */
function progress(path) {
  $("progress").hidden = $("bar").hidden = !path.length;
  if (!path.length) return;
  const counted = path.filter((code) => question(code).counted);
  const before = path.slice(0, path.indexOf(here.at) + 1).filter((code) => question(code).counted);
  const number = Math.max(1, before.length);
  $("progress").textContent = here.data.words.progress
    .replace("{number}", String(number)).replace("{total}", String(counted.length));
  $("bar").max = counted.length;
  $("bar").value = number;
}

/** The last button says what it does: skip, next, or send. */
function label(path = asked()) {
  if (document.body.dataset.at !== "questions") return;
  const last = path.at(-1) === here.at;
  const word = last ? "send" : answered(here.at) ? "next" : "skip";
  $("next").querySelector("span").textContent = here.data.words[word];
}

/** Answers that cannot go with others: an exclusive box clears them, and they clear it. */
function exclusive(/** @type {Event} */ event) {
  const box = /** @type {HTMLInputElement} */ (event.target);
  if (box.type !== "checkbox" || !box.checked) return;
  const group = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll(`input[name="${CSS.escape(box.name)}"]`));
  const alone = "exclusive" in box.dataset;
  for (const other of group) {
    if (other !== box && (alone || "exclusive" in other.dataset)) other.checked = false;
  }
}

/** The first question. */
export function first() {
  const path = asked();
  show(path[0], true, path);
}

/** The next question of the path, or the end; a required one must be answered, none be wrong. */
export function next() {
  if (document.body.dataset.at !== "questions") return; // touched twice, and the first was the last
  const shown = /** @type {HTMLElement} */ (document.querySelector(".here"));
  const wrong = /** @type {HTMLInputElement | null} */ (shown.querySelector("input:invalid"));
  const must = question(here.at).required && !answered(here.at);
  const problem = must ? here.data.words.must : wrong?.validationMessage;
  const told = shown.querySelector(".k-must");
  if (problem && told?.textContent === problem) return;
  told?.remove();
  if (problem) {
    const said = document.createElement("p");
    said.className = "k-errors k-must";
    said.setAttribute("role", "alert");
    said.textContent = problem;
    shown.append(said);
    return;
  }
  const path = asked();
  const following = path[path.indexOf(here.at) + 1];
  if (following) show(following, true, path);
  else here.finish();
}

/** The question before, or the start. */
export function back() {
  const path = asked();
  show(path[path.indexOf(here.at) - 1] ?? "start", true, path);
}

/** The form as nobody has touched it: what was typed is gone, what a browser could undo too. */
export function clear() {
  const identity = ["uuid", "start"].map((name) => $("survey").elements[name]?.value);
  $("survey").replaceWith(here.pristine.cloneNode(true));
  ["uuid", "start"].forEach((name, i) => {
    const input = $("survey").elements[name];
    if (input && identity[i]) input.value = identity[i];
  });
  getSelection()?.removeAllRanges();
  drawn("person");
}

/** The form is drawn anew, for another person or in another language: what helps some kinds follows. */
function drawn(/** @type {"person" | "language"} */ why) {
  document.dispatchEvent(new CustomEvent("drawn", { detail: why }));
}

/** Put answers back in the form. @param {Record<string, string[]>} kept */
export function fill(kept) {
  for (const input of $("survey").querySelectorAll("input, textarea, select")) {
    const given = kept[input.name];
    if (!given) continue;
    if (["radio", "checkbox"].includes(input.type)) input.checked = given.includes(input.value);
    else if (input.type !== "hidden") input.value = given[0];
  }
}

/** Change the language in place: the same answers, other words. @param {string} tag */
export async function speak(tag) {
  const address = new URL(location.pathname, location.origin);
  address.searchParams.set("lang", tag);
  // By link, a page that nobody has begun: the answers given are put back below
  const credentials = here.data.channel === "lien" ? "omit" : "same-origin";
  const answer = await fetch(address, { credentials });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!fresh.getElementById("survey")) return;
  const kept = fields();
  const was = here.at;
  const identity = ["uuid", "start"].map((name) => $("survey").elements[name]?.value);
  document.documentElement.lang = fresh.documentElement.lang;
  document.documentElement.dir = fresh.documentElement.dir;
  document.title = fresh.title;
  for (const place of ["main", ".k-top", ".k-foot", ".k-legal", ".k-dialogs", "#data"]) {
    const other = fresh.querySelector(place);
    if (other) document.querySelector(place)?.replaceWith(document.importNode(other, true));
  }
  here.pristine = $("survey").cloneNode(true);
  here.data = JSON.parse($("data").textContent);
  ["uuid", "start"].forEach((name, i) => {
    const input = $("survey").elements[name];
    if (input && identity[i]) input.value = identity[i];
  });
  fill(kept);
  drawn("language");
  show(was === "thanks" ? "start" : was);
}

/** Listen once for what both pages do alike. @param {Record<string, () => void>} acts by id */
export function listen(acts) {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = target.closest("button[id]");
    if (button && acts[button.id]) acts[button.id]();
    const language = /** @type {HTMLElement | null} */ (target.closest("[data-language]"));
    if (language) {
      event.preventDefault();
      speak(/** @type {string} */ (language.dataset.language));
    }
  });
  document.addEventListener("change", (event) => {
    exclusive(event);
    document.querySelector(".here .k-must")?.remove();
    label();
  });
  document.addEventListener("input", () => label());
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Enter" && target.matches?.("#survey input:not([type=checkbox])")) {
      event.preventDefault();
      next();
    }
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.documentElement.classList.add("js");
}
