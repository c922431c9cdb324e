// "Écouter": the question and its answers read aloud, what is read shown. A recording when the
// house gave one, else a voice of this very tablet; without either there is no button.
import { $, here } from "./screens.js";

const WORDS = ".k-head, .k-lines li, .k-notice, .question-text, .answer-help, .answer-hint, " +
  ".question ul li, .matrix-row > legend, .scale-end, .choice-label, .k-title";
/** @type {HTMLAudioElement | null} */
let sound = null;
let turn = 0;

/** A voice that speaks the page's language without sending a word elsewhere. */
function voice() {
  const tag = document.documentElement.lang;
  return (globalThis.speechSynthesis?.getVoices() ?? [])
    .find((one) => one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === tag);
}

/** @returns {HTMLElement | null} the screen shown */
const screen = () => document.querySelector(".here");
const recording = () => screen()?.dataset.sound;

/** Show the button only when it would do something. */
export function offerReading() {
  const button = $("listen");
  if (button) button.hidden = !recording() && !voice();
}

/** Be quiet, and let nothing look as if it were read. */
export function quiet() {
  turn += 1;
  sound?.pause();
  sound = null;
  globalThis.speechSynthesis?.cancel();
  for (const one of document.querySelectorAll(".k-read")) one.classList.remove("k-read");
  said(false);
}

/** @param {boolean} reading */
function said(reading) {
  const button = $("listen");
  if (!button) return;
  button.setAttribute("aria-pressed", String(reading));
  button.querySelector("span").textContent = here.data.words[reading ? "stop_listening" : "listen"];
}

/** Read the screen, or stop. */
export async function listen() {
  const reading = $("listen").getAttribute("aria-pressed") === "true";
  quiet();
  if (reading) return;
  said(true);
  const mine = turn;
  const address = recording();
  const heard = Boolean(address) && await play(/** @type {string} */ (address));
  if (!heard && mine === turn && voice()) await read(mine);
  if (mine === turn) quiet();
}

/** True once it was heard to its end: a recording may be missing. @param {string} address @returns {Promise<boolean>} */
function play(address) {
  sound = new Audio(address);
  const shown = screen();
  shown?.classList.add("k-read");
  return new Promise((resolve) => {
    if (!sound) return;
    sound.onended = () => resolve(true);
    sound.onerror = () => resolve(false);
    sound.play().catch(() => resolve(false));
  });
}

/** @param {number} mine */
async function read(mine) {
  const spoken = voice();
  const visible = [...(screen()?.querySelectorAll(WORDS) ?? [])].filter((one) => one.getClientRects().length);
  for (const one of visible) {
    if (mine !== turn) return;
    one.classList.add("k-read");
    await new Promise((resolve) => {
      const words = new SpeechSynthesisUtterance(one.textContent?.trim());
      words.voice = spoken ?? null;
      words.lang = spoken?.lang ?? document.documentElement.lang;
      words.rate = 0.95;
      words.onend = words.onerror = resolve;
      speechSynthesis.speak(words);
    });
    one.classList.remove("k-read");
  }
}

globalThis.speechSynthesis?.addEventListener?.("voiceschanged", offerReading);
