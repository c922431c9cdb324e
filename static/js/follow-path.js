// On a page that holds all its questions, hide those that are not asked.
// Without this script they all stay; the server drops what is off the path.
import { path } from "./rules.js";

/** @typedef {{code: string, kind: string, keys: string[]}} Question */

/**
 * What was answered under the names of a question, as the rules read it.
 * @param {HTMLElement} root @param {string} name @param {boolean} listed
 */
function valueOf(root, name, listed) {
  const fields = /** @type {HTMLInputElement[]} */ ([
    ...root.querySelectorAll(`[name="${CSS.escape(name)}"]`),
  ]);
  const values = fields
    .filter((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim()))
    .map((one) => one.value.trim());
  return listed ? values : values[0];
}

/** @param {HTMLElement} root @param {{mode: string | null, questions: Question[]}} data */
function follow(root, data) {
  /** @type {Object<string, any>} */
  const answers = {};
  for (const question of data.questions) {
    for (const key of question.keys) {
      answers[key] = valueOf(root, key, question.kind === "multiple");
    }
  }
  const asked = new Set(path(data, answers, {}, data.mode).map((one) => one.code));
  for (const { code } of data.questions) {
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
