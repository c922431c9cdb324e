// Nobody touches the tablet: ask first, leave time to answer, then make room for the next person.

const QUIET = 60; // seconds without a touch before asking
const GRACE = 30; // seconds left to answer; RGAA 13.1 asks for twenty at least

/** Asks "still there?" while somebody is at the tablet. */
export class Idle {
  /** @param {() => HTMLDialogElement} dialog @param {() => void} gone called when nobody answered */
  constructor(dialog, gone) {
    this.find = dialog;
    this.gone = gone;
    this.watching = false;
    this.timer = 0;
    for (const kind of ["pointerdown", "keydown", "input", "wheel"]) {
      document.addEventListener(kind, (event) => this.#touched(event), { capture: true, passive: true });
    }
  }

  /** The page's dialog: another one in each language. */
  get dialog() {
    return this.find();
  }

  /** Somebody is there. */
  watch() {
    this.watching = true;
    this.#wait();
  }

  /** Nobody is: the next touch will be somebody new. */
  rest() {
    this.watching = false;
    clearTimeout(this.timer);
    this.#close();
  }

  /** @param {Event} event */
  #touched(event) {
    if (!this.watching) return;
    if (!this.dialog.open) return this.#wait();
    const target = /** @type {Element} */ (event.target);
    if (target.closest?.("[data-done]")) return undefined;
    if (event.type === "keydown") return this.#count(GRACE); // Tab moves about, time starts again
    return this.#wait();
  }

  #wait() {
    clearTimeout(this.timer);
    this.#close();
    this.timer = setTimeout(() => this.#ask(), QUIET * 1000);
  }

  #ask() {
    this.dialog.showModal();
    this.#count(GRACE);
  }

  /** @param {number} left */
  #count(left) {
    clearTimeout(this.timer);
    const shown = this.dialog.querySelector("[data-left]");
    if (shown) shown.textContent = String(left);
    if (left > 0) this.timer = setTimeout(() => this.#count(left - 1), 1000);
    else this.done();
  }

  /** The person said so, or nobody answered. */
  done() {
    this.rest();
    this.gone();
  }

  #close() {
    if (this.dialog.open) this.dialog.close();
  }
}
