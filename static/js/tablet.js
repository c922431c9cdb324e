// The tablet at the reception desk: one person after another, nothing lost, nothing left behind.
import { Idle } from "./idle.js";
import { Outbox } from "./outbox.js";
import { listen as readAloud, offerReading, quiet } from "./readaloud.js";
import {
  $, answered, asked, back, clear, closedFields, fields, first, here, listen, next, question, show, speak,
} from "./screens.js";
import { seal } from "./seal.js";
import { Sender } from "./sender.js";
import { StaffDoor, saveFile } from "./staff-door.js";

const THANKS = 8000; // milliseconds
const MUST_TAKE = 900; // milliseconds a question, below which nobody has read it
const MUST_TAKE_STATEMENT = 1000; // the same for a statement answered like all the others
const AFTER_ANOTHER = 5000; // milliseconds between two persons
const STATEMENTS = 4; // fewer alike answers say nothing
const told = JSON.parse($("tablet").textContent);
const boot = crypto.randomUUID().slice(0, 8);
const body = document.body;
const asks = Boolean($("survey"));

/** @type {{uuid: string, began: number, times: Record<string, number>, saved: boolean} | null} */
let person = null;
let ended = -Infinity;
let entered = 0;
/** The screen before this one. */
let left = "";
let returning = 0;
let news = "";
let contact = 0;
const troubles = new Set();
/** @type {Outbox} */ let box;
/** @type {Sender} */ let sender;
/** @type {Idle} */ let idle;
/** One write after the other, in the order of the screens. */
let writing = Promise.resolve();

// --- the person ---------------------------------------------------------------------------

function begin() {
  if (troubles.size || !box) return;
  if (person) return first(); // back from the start screen: the same person
  person = { uuid: crypto.randomUUID(), began: performance.now(), times: {}, saved: false };
  idle.watch();
  first();
}

/** What the house will know of this person's answers. @param {boolean} complete @param {object} kept */
function content(complete, kept) {
  return {
    version: here.data.version, language: here.data.language, fields: kept, complete,
    last_step: complete ? "" : here.at, flags: complete ? flags() : [], place: told.place,
    at: new Date().toISOString(), boot, mono: Math.round(performance.now()),
  };
}

/** Flags judged here, by a clock that nobody can set. */
function flags() {
  const found = [];
  const path = asked();
  const now = person ?? { began: 0, times: {} };
  if (performance.now() - now.began < path.filter(answered).length * MUST_TAKE) found.push("too_fast");
  if (now.began - ended < AFTER_ANOTHER) found.push("just_after");
  if (path.some((code) => straight(code, now.times[code] ?? 0))) found.push("straight");
  return found;
}

/** Every statement answered alike, quicker than they can be read. @param {string} code @param {number} took */
function straight(code, took) {
  const { kind, statements } = question(code);
  if (kind !== "matrix" || statements.length < STATEMENTS) return false;
  const given = statements.map((one) => fields()[one.code]?.[0]);
  return given.every((one) => one && one === given[0]) && took < statements.length * MUST_TAKE_STATEMENT;
}

/** A screen shows: what was closed before is kept, sealed, in case of a power cut. */
here.shown = (screen) => {
  quiet();
  offerReading();
  const now = performance.now();
  if (person) {
    const { times } = person;
    if (left) times[left] = (times[left] ?? 0) + now - entered;
    left = screen;
    // once it is on the screen
    if (screen !== "start" && screen !== "thanks") requestAnimationFrame(() => setTimeout(keepDraft));
  }
  entered = now;
};

function keepDraft() {
  if (!person) return;
  const { uuid } = person;
  const kept = closedFields();
  if (!Object.keys(kept).length) return;
  const draft = content(false, kept);
  queue(async () => box.draft(await seal(told.key, uuid, draft)));
}

/** @param {() => Promise<any>} act */
function queue(act) {
  writing = writing.then(act).catch(() => stumble());
  return writing;
}

here.finish = () => done(true);

/** The person is done, or has gone. @param {boolean} complete */
async function done(complete) {
  if (!person) return; // touched twice: the first was enough
  const { uuid } = person;
  const kept = complete ? fields() : closedFields();
  const sealed = seal(told.key, uuid, content(complete, kept));
  ended = performance.now();
  const some = Object.keys(kept).length > 0;
  forget();
  body.dataset.saving = "";
  await queue(async () => { await (some ? keep(await sealed) : box.drop(uuid)); });
  await countWaiting();
  delete body.dataset.saving;
  sender.wake();
  if (complete) thank();
  else home();
}

/** On the disk before anything else; when the disk refuses, straight to the server. */
async function keep(sealed) {
  for (let wait = 500; ; wait = Math.min(30_000, wait * 2)) {
    try {
      await box.finish(sealed);
      mend("storage");
      return;
    } catch {
      stumble();
      if (await handIn(sealed)) return;
    }
    await new Promise((resolve) => { setTimeout(resolve, wait); });
  }
}

/** Without the disk: one answer, straight to the server. @param {{uuid: string}} sealed */
async function handIn(sealed) {
  try {
    const answer = await fetch("/k/reponses", {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Vive-Voix": "1" },
      body: JSON.stringify({ ...(await moment()), records: [sealed] }),
    });
    const { results } = await answer.json();
    return results.some((/** @type {{uuid: string}} */ one) => one.uuid === sealed.uuid);
  } catch {
    return false;
  }
}

/** Nothing of this person stays in the page. */
function forget() {
  person = null;
  left = "";
  quiet();
  if (asks) clear();
  delete body.dataset.large;
  delete body.dataset.contrast;
  for (const one of document.querySelectorAll("[data-comfort]")) one.setAttribute("aria-pressed", "false");
  for (const one of document.querySelectorAll("details[open]")) one.removeAttribute("open");
}

function thank() {
  show("thanks", false);
  $("thanks").focus({ preventScroll: true });
  clearTimeout(returning);
  returning = setTimeout(home, THANKS);
}

/** The start, in French, for the next person. */
async function home() {
  clearTimeout(returning);
  idle.rest();
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  if (asks && here.data.language !== "fr") await speak("fr").catch(() => {});
  forget();
  if (asks) show("start", false);
  renew();
}

function askStop() {
  const sure = $("sure");
  sure.returnValue = "";
  sure.addEventListener("close", () => {
    if (sure.returnValue === "yes") leave();
  }, { once: true });
  sure.showModal();
}

/** The person goes: what was closed counts as incomplete, the rest is gone. */
function leave() {
  if (person && Object.keys(closedFields()).length) done(false);
  else home();
}

// --- how the tablet is --------------------------------------------------------------------

function trouble(name) {
  troubles.add(name);
  showTroubles();
}

function mend(name) {
  if (troubles.delete(name)) showTroubles();
}

const stumble = () => trouble("storage");

/** What keeps the tablet from asking, in words; the start button is not there meanwhile. */
function showTroubles() {
  const [one] = troubles;
  if (one) body.dataset.trouble = one;
  else delete body.dataset.trouble;
  const said = $("trouble");
  if (said) said.textContent = one ? here.data.words[`trouble_${one}`] : "";
}

/** Open or closed, by the hours the house gave. */
function hours() {
  const now = new Date();
  const today = told.hours[String((now.getDay() + 6) % 7)];
  const time = now.toTimeString().slice(0, 5);
  const open = !Object.keys(told.hours).length || (today && today[0] <= time && time < today[1]);
  if (open) mend("hours");
  else if (!person) trouble("hours");
}

async function moment() {
  const counts = box ? await box.counts().catch(() => ({})) : {};
  const room = (await navigator.storage?.estimate?.()) ?? {};
  const kept = (await navigator.storage?.persisted?.()) ?? false;
  return {
    now: new Date().toISOString(), boot, mono: Math.round(performance.now()),
    state: {
      ...counts, app: told.app, shell: told.shell, version: here.data.version ?? "", kept,
      used: room.usage ?? 0, quota: room.quota ?? 0,
    },
  };
}

/** @param {{shell: string}} answer */
function heard(answer) {
  contact = Date.now();
  countWaiting();
  mend("revoked");
  news = answer.shell === told.shell ? "" : answer.shell;
  if (news) keepShell().then(renew);
}

async function countWaiting() {
  body.dataset.waiting = String((await box.counts()).all);
}

/** @param {string} how */
async function sent(how) {
  if (how === "revoked") trouble("revoked");
  await countWaiting();
  const state = $("state");
  if (state) state.textContent = how === "sent" ? "" : here.data.words.not_sent;
  if (how === "sent" && !person) renew();
}

/** Keep the shell as the server has it now. @returns {Promise<string>} its stamp, empty when not */
async function keepShell() {
  const worker = (await navigator.serviceWorker?.getRegistration("/k"))?.active;
  if (!worker) return "";
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => { port1.onmessage = (event) => resolve(event.data.kept); });
  worker.postMessage("keep", [port2]);
  const kept = await answer;
  body.dataset.shell = kept;
  return kept;
}

/** Take what is new when nobody is there, and once for the same news. */
function renew() {
  const free = !person && here.at === "start" && !$("door").open;
  const whole = !navigator.serviceWorker?.controller || body.dataset.shell === news;
  if (!news || !free || !whole || sessionStorage.getItem("renewed") === news) return;
  sessionStorage.setItem("renewed", news);
  location.reload();
}

async function stayAwake() {
  if (document.visibilityState !== "visible" || troubles.has("hours")) return;
  await navigator.wakeLock?.request("screen").catch(() => {});
}

// --- staff --------------------------------------------------------------------------------

async function panel() {
  const { made, waiting, all } = await box.counts();
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const values = {
    made, waiting: all > waiting ? `${waiting} (+ ${all - waiting})` : waiting,
    contact: contact ? new Date(contact).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }) : "–",
    room: quota ? `${Math.round((100 * usage) / quota)} %` : "–",
  };
  for (const [name, value] of Object.entries(values)) {
    /** @type {HTMLElement} */ (document.querySelector(`[data-panel="${name}"]`)).textContent = String(value);
  }
}

async function toFile() {
  const day = new Date().toISOString().slice(0, 10);
  saveFile(told.device, `vive-voix-${told.device}-${day}.json`, await box.all());
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Their data, or accessibility, read without leaving the tablet's page. @param {HTMLAnchorElement} link */
async function readNotice(link) {
  const answer = await fetch(link.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const text = fresh.getElementById("main");
  text?.querySelector("nav")?.remove();
  $("notice-text").replaceChildren(...(text?.childNodes ?? []));
  const title = document.createElement("h2");
  title.textContent = $("notice-text").querySelector("h1")?.textContent ?? "";
  $("notice-text").querySelector("h1")?.replaceWith(title);
  $("notice").showModal();
  $("notice-text").scrollTop = 0;
  if (!person) idle.watch();
}

const door = new StaffDoor(told.pin, panel);
const ACTS = {
  start: begin, next, back, stop: askStop, again: home, listen: readAloud,
  "idle-yes": () => idle.watch(), "idle-done": () => idle.done(), staff: () => door.knock(),
  "send-now": () => sender.wake().then(panel), "to-file": toFile, reload: () => location.reload(),
  "full-screen": fullScreen, "pair-again": () => location.assign("/k?relier=1"),
};

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const comfort = /** @type {HTMLElement | null} */ (target.closest("[data-comfort]"));
  if (comfort) {
    const name = /** @type {string} */ (comfort.dataset.comfort);
    const on = !(name in body.dataset);
    if (on) body.dataset[name] = "";
    else delete body.dataset[name];
    comfort.setAttribute("aria-pressed", String(on));
    if (!person) idle.watch();
  }
  const notice = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-notice]"));
  if (notice) {
    event.preventDefault();
    readNotice(notice);
  }
  for (const open of document.querySelectorAll("details[open]")) {
    if (!open.contains(target) || target.closest("[data-language]")) open.removeAttribute("open");
  }
  if (target.closest("[data-language]") && !person) idle.watch();
});
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.id === "survey") event.preventDefault();
  if (form.id === "pin-form") {
    event.preventDefault();
    door.enter();
  }
});
document.addEventListener("pointerdown", () => sender?.nudge(), { passive: true });
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("visibilitychange", stayAwake);
window.addEventListener("popstate", () => {
  history.pushState(null, "", "/k");
  if (person) back();
});

/** Everything in its order: one page at a time, the letter box, then the network. */
async function start() {
  history.replaceState(null, "", "/k");
  history.pushState(null, "", "/k");
  listen(ACTS);
  idle = new Idle(() => $("idle"), leave);
  if (asks) show("start", false);
  if (!navigator.locks || !crypto.subtle || !globalThis.indexedDB) return stumble(); // too old
  const mine = await alone();
  if (!mine) return;
  try {
    box = await Outbox.of(told.device);
    await box.promote();
  } catch {
    stumble();
    setTimeout(() => location.reload(), 60_000);
    return;
  }
  navigator.storage?.persist?.();
  sender = new Sender(box, moment, heard, sent);
  hours();
  setInterval(hours, 20_000);
  setInterval(stayAwake, 60_000);
  body.dataset.ready = "";
  sender.wake();
  stayAwake();
  await navigator.serviceWorker?.register("/k/travailleur.js", { scope: "/k" }).catch(() => {});
  await navigator.serviceWorker?.ready;
  keepShell();
}

/** One page of this browser is the tablet; another one waits its turn and says so. */
async function alone() {
  const held = () => new Promise(() => {});
  const first = await new Promise((resolve) => {
    navigator.locks.request("vive-voix-tablet", { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? held() : undefined;
    });
  });
  if (first) return true;
  trouble("other");
  navigator.locks.request("vive-voix-tablet", () => { location.reload(); return held(); });
  return false;
}

start();
