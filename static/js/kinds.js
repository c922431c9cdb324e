// What some questions do beyond plain fields, loaded only by pages that ask them. Everything here
// stands on the form itself: without it, or before it comes, the same fields can be filled.
import { drawQuestions, forgetDraws } from "./bank.js";
import { pipe } from "./piping.js";
import { ranking } from "./ranking.js";
import { forget, shuffle } from "./shuffle.js";
import { stepper } from "./stepper.js";

/** @param {string} selector @param {(one: HTMLElement) => void} act */
function each(selector, act) {
  for (const one of document.querySelectorAll(selector)) act(/** @type {HTMLElement} */ (one));
}

/** The form as it stands, a first time or drawn anew. */
function help() {
  each(".answer-line[data-decimals]", stepper);
  each(".ranks", ranking);
  each("[data-random]", shuffle);
  each("#survey .question-bank", drawQuestions); // a preview shows them all
}

document.addEventListener("drawn", (event) => {
  if (/** @type {CustomEvent} */ (event).detail === "person") {
    forget();
    forgetDraws();
  }
  help();
});
document.addEventListener("shown", (event) => pipe(/** @type {CustomEvent} */ (event).detail));
help();
