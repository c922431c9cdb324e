// Paper answers typed in: a digit chooses an answer and the focus goes to the next question.
// Without this script the page is a plain form.

const form = /** @type {HTMLFormElement} */ (document.getElementById("entry"));
const store = /** @type {HTMLButtonElement} */ (document.getElementById("store"));
/** The digit typed last, while a longer number that begins with it may follow (1, then 10). */
let begun = "";

/** The place a sheet is stored once under: made here, kept while its errors are corrected. */
if ("fresh" in form.dataset && crypto.randomUUID) {
  /** @type {HTMLInputElement} */ (form.elements.namedItem("uuid")).value = crypto.randomUUID();
}
// Going back shows a blank sheet, never what was typed.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

/** What the focus goes through: questions asked, line by line in a table. @returns {HTMLElement[]} */
function stops() {
  const all = /** @type {NodeListOf<HTMLElement>} */ (
    form.querySelectorAll(".question:not(.question-matrix, .question-information), .matrix-row")
  );
  return [...all].filter((one) => !one.closest("[hidden]"));
}

/** @param {HTMLElement} stop @returns {HTMLInputElement[]} */
const controls = (stop) => [...stop.querySelectorAll("input, textarea")];

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const stopOf = (target) =>
  /** @type {HTMLElement} */ (target).closest(".matrix-row, .question");

/** @param {HTMLElement} stop */
function enter(stop) {
  begun = "";
  const all = controls(stop);
  (all.find((one) => one.checked) ?? all[0]).focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} stop @param {1 | -1} step */
function go(stop, step) {
  const all = stops();
  const next = all[all.indexOf(stop) + step];
  if (next) enter(next);
  else if (step === 1) store.focus();
}

/** @param {HTMLElement} stop no answer */
function clear(stop) {
  for (const one of controls(stop)) if (one.checked) one.checked = false;
  stop.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * A digit was typed: choose the answer of that number.
 * @param {HTMLElement} stop @param {string} digit
 */
function choose(stop, digit) {
  const offered = controls(stop).filter((one) => one.dataset.key);
  const several = offered[0]?.type === "checkbox";
  const of = (/** @type {string} */ key) => offered.find((one) => one.dataset.key === key);
  const longer = begun && of(begun + digit);
  if (longer && several) of(begun)?.click(); // the first digit was not an answer of its own
  const one = longer || of(digit);
  if (!one && digit === "0") clear(stop);
  if (!one) return digit === "0" && go(stop, 1);
  one.click();
  one.focus();
  begun = !longer && offered.some((other) => other.dataset.key !== digit && other.dataset.key?.startsWith(digit)) ? digit : "";
  if (!several && !begun) go(stop, 1);
}

/** The digit of a key, whatever the layout: French keyboards give it only with Shift. */
function digitOf(/** @type {KeyboardEvent} */ event) {
  return /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? (/^\d$/.test(event.key) ? event.key : "");
}

form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  const asks = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (asks) {
    event.preventDefault();
    form.requestSubmit(store);
  }
  const stop = stopOf(event.target);
  if (asks || event.ctrlKey || event.metaKey || !stop) return;
  const field = /** @type {HTMLInputElement} */ (event.target);
  const choosing = ["radio", "checkbox"].includes(field.type);
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const digit = digitOf(event);
  if (event.key === "Enter" && !(field.localName === "textarea" && event.shiftKey)) {
    event.preventDefault();
    leave(field, stop);
  } else if (choosing && step) {
    event.preventDefault();
    go(stop, /** @type {1 | -1} */ (step));
  } else if (choosing && digit) {
    event.preventDefault();
    choose(stop, digit);
  } else if (choosing && event.key !== "Shift") {
    begun = "";
  }
});

/** Enter goes on: to the next part of a date or to the text beside « autre », else onwards. */
function leave(/** @type {HTMLInputElement} */ field, /** @type {HTMLElement} */ stop) {
  const written = controls(stop).filter((one) => !["radio", "checkbox"].includes(one.type));
  const other = stop.querySelector("[data-other]:checked");
  const next = written[written.indexOf(field) + 1];
  if (next && (written.includes(field) || other)) next.focus();
  else go(stop, 1);
}

/** An answer that goes with no other clears them, and they clear it. */
form.addEventListener("input", (event) => {
  const box = /** @type {HTMLInputElement} */ (event.target);
  if (box.type !== "checkbox" || !box.checked) return;
  const alone = "exclusive" in box.dataset;
  for (const other of form.querySelectorAll(`input[name="${CSS.escape(box.name)}"]:checked`)) {
    if (other !== box && (alone || "exclusive" in /** @type {HTMLElement} */ (other).dataset)) {
      /** @type {HTMLInputElement} */ (other).checked = false;
      other.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
});

/** Tab stops once in a group of boxes, as it does in a group of radio buttons. */
function oneTab(/** @type {HTMLInputElement} */ box) {
  for (const one of form.querySelectorAll(`input[name="${CSS.escape(box.name)}"]`)) {
    /** @type {HTMLInputElement} */ (one).tabIndex = one === box ? 0 : -1;
  }
}
for (const box of form.querySelectorAll("input[type=checkbox][data-key]:first-of-type")) oneTab(/** @type {HTMLInputElement} */ (box));
form.addEventListener("focusin", (event) => {
  const box = /** @type {HTMLInputElement} */ (event.target);
  if (box.type === "checkbox" && box.dataset.key) oneTab(box);
});

if (!document.querySelector(".errors")) enter(stops()[0]);
