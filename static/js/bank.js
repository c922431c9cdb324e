// A bank of questions: a few are drawn for each person. A page whose server has drawn them already
// holds no more than those.
import { draw } from "./shuffle.js";

/** @type {Map<string, string[]>} what was drawn for the person, by bank */
const drawn = new Map();

/** The next person has a draw of their own. */
export function forgetDraws() {
  drawn.clear();
}

/** @param {HTMLElement} bank */
export function drawQuestions(bank) {
  const { question = "", ask } = bank.dataset;
  const inputs = [...bank.querySelectorAll("input")];
  const kept = drawn.get(question) ??
    draw(inputs.length).slice(0, Number(ask)).map((at) => inputs[at].value);
  drawn.set(question, kept);
  for (const one of inputs) one.disabled = !kept.includes(one.value);
}
