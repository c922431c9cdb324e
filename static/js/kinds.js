// What some questions do beyond plain fields, loaded only by pages that ask them. Everything here
// stands on the form itself: without it, or before it comes, the same fields can be filled.
import { ranking } from "./ranking.js";
import { stepper } from "./stepper.js";

/** The form as it stands, a first time or drawn anew. */
function help() {
  for (const one of document.querySelectorAll(".answer-line[data-decimals]")) stepper(/** @type {HTMLElement} */ (one));
  for (const one of document.querySelectorAll(".ranks")) ranking(/** @type {HTMLElement} */ (one));
}

document.addEventListener("drawn", help);
help();
