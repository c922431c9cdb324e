// An earlier answer quoted in the words of a question: what is chosen now, in the page's language.

/** @param {string} code @returns {string} the words of the answer; empty when there is none */
function words(code) {
  const name = CSS.escape(code);
  const ranks = /** @type {HTMLInputElement[]} */ (
    [...document.querySelectorAll(`.question-ranking [name^="${name}__"]`)].filter((one) => /** @type {HTMLInputElement} */ (one).value));
  ranks.sort((one, other) => Number(one.value) - Number(other.value));
  const chosen = [...document.querySelectorAll(`[name="${name}"]:checked`), ...ranks]
    .map((one) => one.closest(".choice, .rank"))
    .map((one) => one?.querySelector(".choice-label") ?? one?.querySelector("label"));
  const typed = /** @type {HTMLInputElement | null} */ (document.querySelector(`.answer-number[name="${name}"]`));
  const unit = typed?.value && typed.closest(".answer-line")?.querySelector(".answer-unit")?.textContent;
  return [...chosen.map((one) => one?.textContent?.trim()), [typed?.value.trim(), unit].filter(Boolean).join(" ")]
    .filter(Boolean).join(", ");
}

/** @param {string[]} asked codes of the questions on the path: an answer off it is none */
export function pipe(asked) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-piped]"))) {
    const { piped = "", neutral = "" } = one.dataset;
    one.textContent = (asked.includes(piped) && words(piped)) || neutral;
  }
}
