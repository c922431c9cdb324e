// One sender: oldest first, batch by batch, patient; it believes only the server's answer.

const BATCH = 50;
const LONGEST = 300_000; // milliseconds between two tries
const BEAT = 180_000; // milliseconds between two words when nothing waits
const PATIENCE = 30_000; // milliseconds for an answer
const HELD = ["stored", "already", "conflict", "aside"];

/**
 * @typedef {import("./outbox.js").Outbox} Outbox
 * @typedef {{shell: string}} Heard
 */

/** Hands in what waits. `state` tells how the tablet is, `heard` is called after each answer. */
export class Sender {
  /**
   * @param {Outbox} box @param {() => Promise<object>} state @param {(heard: Heard) => void} heard
   * @param {(how: string) => void} told `sent`, `late` or `revoked`
   */
  constructor(box, state, heard, told) {
    Object.assign(this, { box, state, heard, told });
    /** @type {Set<string>} */ this.stuck = new Set();
    this.size = BATCH;
    this.failures = 0;
    this.busy = false;
    this.timer = 0;
    window.addEventListener("online", () => this.wake());
  }

  /** Try now. */
  wake() {
    clearTimeout(this.timer);
    return this.#turn();
  }

  /** A touch is a good moment, once some seconds have passed since the last failure. */
  nudge() {
    if (this.failures > 1) this.wake();
  }

  async #turn() {
    if (this.busy) return;
    this.busy = true;
    let pause = BEAT;
    try {
      while (await this.#send()) this.failures = 0;
      this.failures = 0;
      this.stuck.clear(); // tried again at the next turn
      this.told("sent");
    } catch (fault) {
      pause = this.#later(fault);
    } finally {
      this.busy = false;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#turn(), pause);
  }

  /** Hand in one batch; returns whether something is left. */
  async #send() {
    const records = await this.box.batch(this.size, this.stuck);
    const answer = await fetch("/k/reponses", {
      method: "POST", credentials: "same-origin", cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
      headers: { "Content-Type": "application/json", "X-Vive-Voix": "1" },
      body: JSON.stringify({ ...(await this.state()), records }),
    });
    if (!answer.ok) throw new Refusal(answer.status, records);
    const { results, shell } = await answer.json();
    const held = results.filter((one) => HELD.includes(one.result)).map((one) => one.uuid);
    await this.box.forget(held);
    const kept = new Set(held);
    for (const one of records) if (!kept.has(one.uuid)) this.stuck.add(one.uuid);
    this.size = BATCH;
    this.heard({ shell });
    return (await this.box.batch(1, this.stuck)).length > 0;
  }

  /** What went wrong, and how long to wait: 1, 2, 4 … seconds up to five minutes, with jitter. */
  #later(fault) {
    this.failures += 1;
    const status = fault instanceof Refusal ? fault.status : 0;
    if (status === 401) this.told("revoked");
    else this.told("late");
    if (fault instanceof Refusal && (status === 413 || status >= 500 || status === 400)) {
      // One record that the server cannot take must not hold back the others
      if (fault.records.length > 1) this.size = Math.max(1, Math.floor(fault.records.length / 2));
      else if (fault.records.length === 1) this.stuck.add(fault.records[0].uuid);
    } else if (fault.name === "TimeoutError") {
      this.size = Math.max(1, Math.floor(this.size / 2)); // a slow server is asked for less
    }
    if (this.failures > 9) this.stuck.clear();
    const wait = Math.min(LONGEST, 1000 * 2 ** (this.failures - 1));
    return wait * (0.5 + Math.random() / 2);
  }
}

class Refusal extends Error {
  /** @param {number} status @param {{uuid: string}[]} records */
  constructor(status, records) {
    super(String(status));
    this.status = status;
    this.records = records;
  }
}
