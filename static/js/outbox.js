// The letter box: sealed records in the browser's own database, until the server has said,
// uuid by uuid, that it holds them. Nothing is ever forgotten by age.

/** @typedef {{uuid: string, key: string, point: string, iv: string, box: string}} Sealed */

const NAME = "vivevoix";
const STORES = ["drafts", "records", "memory"];

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const base = request.result;
    base.createObjectStore("drafts", { keyPath: "uuid" });
    const records = base.createObjectStore("records", { keyPath: "number", autoIncrement: true });
    records.createIndex("uuid", "uuid", { unique: true });
    records.createIndex("device", "device");
    base.createObjectStore("memory");
  };
  return done(request);
}

/** What a tablet keeps; every act is one transaction, over only when it is on the disk. */
export class Outbox {
  /** @param {IDBDatabase} base @param {string} device */
  constructor(base, device) {
    this.base = base;
    this.device = device;
  }

  /** Open it for a tablet; rejects when the browser keeps nothing. @param {string} device */
  static async of(device) {
    const box = new Outbox(await open(), device);
    await box.#within(async (store) => {
      const known = await done(store("memory").get("now"));
      if (known?.device !== device) {
        store("memory").put({ device, memory: crypto.randomUUID().slice(0, 13), made: 0 }, "now");
      }
    });
    return box;
  }

  /**
   * @template T
   * @param {(store: (name: string) => IDBObjectStore) => Promise<T> | T} act
   * @param {IDBTransactionMode} mode @returns {Promise<T>}
   */
  async #within(act, mode = "readwrite") {
    const transaction = this.base.transaction(STORES, mode, { durability: "strict" });
    const over = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    over.catch(() => {}); // met below, or hidden behind what made it fail
    const result = await act((name) => transaction.objectStore(name));
    await over;
    return result;
  }

  /** Keep what this person has answered so far: closed answers only, sealed. @param {Sealed} sealed */
  draft(sealed) {
    return this.#within((store) => { store("drafts").put(sealed); });
  }

  /** The person is done: one more answer to hand in. @param {Sealed} sealed */
  finish(sealed) {
    return this.#within((store) => this.#add(store, sealed));
  }

  /** This person left nothing. @param {string} uuid */
  drop(uuid) {
    return this.#within((store) => { store("drafts").delete(uuid); });
  }

  /** What a crash or a power cut left open is closed as it is, never shown. */
  async promote() {
    await this.#within(async (store) => {
      for (const draft of await done(store("drafts").getAll())) await this.#add(store, draft);
    });
  }

  /** @param {(name: string) => IDBObjectStore} store @param {Sealed} sealed */
  async #add(store, sealed) {
    store("drafts").delete(sealed.uuid);
    const there = await done(store("records").index("uuid").getKey(sealed.uuid));
    if (there !== undefined) return;
    store("records").add({ ...sealed, device: this.device });
    const now = await done(store("memory").get("now"));
    store("memory").put({ ...now, made: now.made + 1 }, "now");
  }

  /** The oldest that wait, but for some. @param {number} most @param {Set<string>} but */
  async batch(most, but = new Set()) {
    /** @type {Sealed[]} */
    const found = [];
    await this.#within(async (store) => {
      for (const { number, device, ...sealed } of await done(store("records").getAll(null, most + but.size))) {
        if (!but.has(sealed.uuid) && found.length < most) found.push(sealed);
      }
    }, "readonly");
    return found;
  }

  /** Forget what the server acknowledged. @param {string[]} uuids */
  forget(uuids) {
    return this.#within(async (store) => {
      for (const uuid of uuids) {
        const number = await done(store("records").index("uuid").getKey(uuid));
        if (number !== undefined) store("records").delete(number);
      }
    });
  }

  /** All that waits, sealed, for a file of last resort. @returns {Promise<Sealed[]>} */
  all() {
    return this.batch(1_000_000);
  }

  /** Both sides of the count: made here since this memory began, and still waiting. */
  async counts() {
    let found = { made: 0, waiting: 0, all: 0, memory: "" };
    await this.#within(async (store) => {
      const now = await done(store("memory").get("now"));
      const waiting = await done(store("records").index("device").count(this.device));
      const all = await done(store("records").count());
      found = { made: now.made, waiting, all, memory: now.memory };
    }, "readonly");
    return found;
  }
}
