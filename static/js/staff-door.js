// The staff's door: a number opens it, with or without network. Behind it, how the tablet is,
// and what to do when it is not well.
import { $ } from "./screens.js";

const FREE = 3; // wrong numbers before one has to wait

/**
 * The number as the server keeps it.
 * @param {string} pin @param {{salt: string, rounds: number}} told @returns {Promise<string>}
 */
async function slowHash(pin, told) {
  const salt = Uint8Array.from(told.salt.match(/../g) ?? [], (two) => parseInt(two, 16));
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const options = { name: "PBKDF2", hash: "SHA-256", salt, iterations: told.rounds };
  const bits = await crypto.subtle.deriveBits(options, key, 256);
  return [...new Uint8Array(bits)].map((one) => one.toString(16).padStart(2, "0")).join("");
}

/** Opens on the right number; `open` fills the panel. */
export class StaffDoor {
  /** @param {{salt: string, hash: string, rounds: number} | undefined} pin @param {() => Promise<void>} open */
  constructor(pin, open) {
    this.pin = pin;
    this.open = open;
    this.wrong = 0;
    this.until = 0;
    this.busy = false;
  }

  /** Ask for the number. */
  knock() {
    $("door").dataset.open = this.pin ? "no" : "yes";
    $("pin").value = "";
    $("pin-said").textContent = "";
    $("door").showModal();
    if (!this.pin) this.open();
  }

  /** Try what was typed. */
  async enter() {
    if (this.busy) return;
    this.busy = true;
    try {
      await this.#try();
    } finally {
      this.busy = false;
    }
  }

  async #try() {
    const words = $("door").dataset;
    if (performance.now() < this.until) {
      $("pin-said").textContent = words.wait;
      return;
    }
    const typed = $("pin").value.replace(/\s/g, "");
    $("pin").value = "";
    if (this.pin && (await slowHash(typed, this.pin)) !== this.pin.hash) {
      this.wrong += 1;
      if (this.wrong >= FREE) this.until = performance.now() + 15_000 * 2 ** Math.min(5, this.wrong - FREE);
      words.tries = String(this.wrong);
      $("pin-said").textContent = words.wrong;
      $("pin").focus();
      return;
    }
    this.wrong = 0;
    $("pin-said").textContent = "";
    await this.open();
    $("door").dataset.open = "yes";
    $("door").querySelector(".k-panel button")?.focus();
  }
}

/** Save the sealed records in a file that any member of staff can hand in. */
export function saveFile(/** @type {string} */ device, /** @type {string} */ name, /** @type {object[]} */ records) {
  const saved = { format: "vive-voix-outbox-1", device, records };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(saved)], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
