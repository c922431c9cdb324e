// On a page that holds all its questions, hide those that are not asked.
// Without this script they all stay; the server drops what is off the path.
import { path, valueOf } from "./rules.js";

/** @typedef {{code: string, kind: string, keys: string[]}} Question */

/** What is filled in under each name. @param {HTMLElement} root */
function fields(root) {
  /** @type {Object<string, string[]>} */
  const found = {};
  for (const one of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("[name]"))) {
    const told = ["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim();
    if (told) (found[one.name] ??= []).push(one.value.trim());
  }
  return found;
}

/** @param {HTMLElement} root @param {{mode: string | null, questions: Question[]}} data */
function follow(root, data) {
  /** @type {Object<string, any>} */
  const answers = {};
  const filled = fields(root);
  for (const question of data.questions) {
    for (const key of question.keys) {
      answers[key] = valueOf(question.kind, key, filled);
    }
  }
  const asked = new Set(path(data, answers, {}, data.mode).map((one) => one.code));
  document.dispatchEvent(new CustomEvent("shown", { detail: [...asked] }));
  for (const { code, kind } of data.questions) {
    if (kind === "bank") continue; // it has no place of its own
    const drawn = root.querySelector(`[data-question="${CSS.escape(code)}"]`);
    const place = drawn?.closest("[data-place]") ?? drawn;
    if (place instanceof HTMLElement) place.hidden = !asked.has(code);
  }
}

for (const root of document.querySelectorAll("[data-follow]")) {
  if (!(root instanceof HTMLElement)) continue;
  const source = document.getElementById(root.dataset.follow ?? "");
  const data = JSON.parse(source?.textContent ?? '{"mode":null,"questions":[]}');
  root.addEventListener("input", () => follow(root, data));
  follow(root, data);
}
