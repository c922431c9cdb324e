// The tree of codes: found, folded, moved by hand and keys. Without this file the same forms are
// sent by their buttons.
import { say } from "./staff.js";

document.documentElement.classList.add("js");
const $ = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const all = (/** @type {string} */ what, from = document) => /** @type {HTMLElement[]} */ ([...from.querySelectorAll(what)]);
const plain = (/** @type {string} */ words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const line = (/** @type {Element | null} */ where) => /** @type {HTMLElement | null} */ (where?.closest?.(".code-line") ?? null);

/** What the reader chose to see, kept while acts redraw the tree. */
const seen = { folded: new Set(), names: false, wanted: "" };

// --- what is seen -------------------------------------------------------------------------

function draw() {
  for (const one of all(".code-line")) {
    const folded = seen.folded.has(one.dataset.key) && !seen.wanted;
    one.classList.toggle("folded", folded);
    one.querySelector(":scope > .code-row > button.fold")?.setAttribute("aria-expanded", String(!folded));
  }
  $("book").classList.toggle("names-only", seen.names);
  $("names-only").setAttribute("aria-pressed", String(seen.names));
  const button = $("fold-all");
  button.dataset.first ??= button.textContent;
  button.textContent = seen.folded.size ? button.dataset.other : button.dataset.first;
  find();
  count();
}

/** Show the codes that hold the words typed, with those above them. */
function find() {
  const words = plain(seen.wanted).split(/\s+/).filter(Boolean);
  const lines = all(".code-line");
  for (const one of lines) {
    const text = plain(one.dataset.find ?? "");
    one.classList.toggle("found", words.length > 0 && words.every((word) => text.includes(word)));
  }
  for (const one of lines) {
    const kept = !words.length || one.classList.contains("found") || one.querySelector(".found");
    one.hidden = !kept;
  }
  $("book-none").hidden = lines.some((one) => !one.hidden);
}

/** How many codes are ticked. */
function count() {
  const told = document.querySelector(".lot-count");
  if (!(told instanceof HTMLElement)) return;
  const ticked = all('#codes input[name="cle"]:checked').length;
  const words = ticked ? `${told.dataset.some} ${ticked}` : String(told.dataset.none);
  if (told.textContent !== words) told.textContent = words;
  $("lot").classList.toggle("ready", ticked > 0);
}

const visible = () => all(".code-name").filter((one) => one.offsetParent);

// --- moving -------------------------------------------------------------------------------

/** @type {HTMLElement | null} */
let dragged = null;

/** Where a drop would go: the upper quarter of a row is before it, the lower after, else under. */
function where(/** @type {DragEvent} */ event, /** @type {HTMLElement} */ over) {
  const box = /** @type {HTMLElement} */ (over.querySelector(".code-row")).getBoundingClientRect();
  const at = (event.clientY - box.top) / box.height;
  return at < 0.28 ? "avant" : at > 0.72 ? "apres" : "sous";
}

function unmark() {
  for (const one of all(".avant, .apres, .sous")) one.classList.remove("avant", "apres", "sous");
}

/** The codes that go together: those ticked when the one dragged is among them. */
function going(/** @type {HTMLElement} */ one) {
  const box = /** @type {HTMLInputElement | null} */ (one.querySelector(':scope > .code-row input[name="cle"]'));
  if (!box?.checked) return [one.dataset.key];
  return all('#codes input[name="cle"]:checked').map((ticked) => /** @type {HTMLInputElement} */ (ticked).value);
}

function place(/** @type {HTMLElement} */ what, /** @type {HTMLElement} */ target, /** @type {string} */ way) {
  const form = $("place");
  form.elements.vers.value = target.dataset.key;
  form.elements.ou.value = way;
  $("place-keys").replaceChildren(...going(what).map((key) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "cle", value: key });
    return input;
  }));
  form.requestSubmit();
}

document.addEventListener("dragstart", (event) => {
  const row = /** @type {Element} */ (event.target).closest?.(".code-row[draggable]");
  dragged = line(row ?? null);
  if (!dragged) return;
  dragged.classList.add("dragged");
  event.dataTransfer?.setData("text/plain", dragged.dataset.key ?? "");
  if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  const row = /** @type {Element} */ (event.target).closest?.(".code-row");
  const over = line(row ?? null);
  unmark();
  if (!dragged || !over || dragged.contains(over)) return;
  event.preventDefault();
  over.classList.add(where(event, over));
});
document.addEventListener("drop", (event) => {
  const over = line(/** @type {Element} */ (event.target).closest?.(".code-row") ?? null);
  if (!dragged || !over || dragged.contains(over)) return;
  event.preventDefault();
  place(dragged, over, where(event, over));
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  unmark();
});

/** The code moved last by keys: while the tree is drawn again the focus is nowhere, keys are still for it. */
let moving = "";

const WAYS = { ArrowUp: "haut", ArrowDown: "bas", ArrowRight: "dedans", ArrowLeft: "dehors" };

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const one = line(target) ?? (target === document.body ? line(document.getElementById(`code-${moving}`)) : null);
  if (!one || target.matches("input[type=search], select")) return;
  const way = WAYS[/** @type {keyof typeof WAYS} */ (event.key)];
  if (event.altKey && way) {
    event.preventDefault();
    moving = one.dataset.key ?? "";
    /** @type {any} */ (window).htmx?.process(one); // a line just drawn: without it the whole page would be sent
    /** @type {HTMLElement | null} */ (one.querySelector(`:scope > .code-row button[name="sens"][value="${way}"]`))?.click();
  } else if (target.matches(".code-name") && !event.altKey && !event.ctrlKey && !event.metaKey) {
    onName(event, target, one);
  } else if (event.key === "Escape") {
    close(target);
  }
});

function onName(/** @type {KeyboardEvent} */ event, /** @type {HTMLElement} */ target, /** @type {HTMLElement} */ one) {
  const names = visible();
  const next = { ArrowUp: names[names.indexOf(target) - 1], ArrowDown: names[names.indexOf(target) + 1] }[event.key];
  if (next) {
    event.preventDefault();
    next.focus();
  } else if (event.key === " ") {
    event.preventDefault();
    /** @type {HTMLElement} */ (one.querySelector('.code-row input[name="cle"]')).click();
  } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && one.querySelector(":scope > .code-children")) {
    event.preventDefault();
    fold(one, event.key === "ArrowLeft");
  }
}

/** Close the menu of a code; the focus goes back to its button. */
function close(/** @type {HTMLElement} */ inside) {
  const menu = inside.closest(".code-menu[open]");
  menu?.removeAttribute("open");
  menu?.querySelector("summary")?.focus();
}

function fold(/** @type {HTMLElement} */ one, /** @type {boolean} */ shut) {
  if (shut) seen.folded.add(one.dataset.key);
  else seen.folded.delete(one.dataset.key);
  draw();
}

document.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const menu = target.closest(".code-menu");
  for (const open of all(".code-menu[open]")) if (open !== menu) open.removeAttribute("open");
  const folder = target.closest("button.fold");
  if (folder) fold(/** @type {HTMLElement} */ (line(folder)), folder.getAttribute("aria-expanded") === "true");
  if (target.closest("#fold-all")) {
    const families = all(".code-line").filter((one) => one.querySelector(":scope > .code-children"));
    seen.folded = new Set(seen.folded.size ? [] : families.map((one) => one.dataset.key));
    draw();
  }
  if (target.closest("#names-only")) {
    seen.names = !seen.names;
    draw();
  }
});
document.addEventListener("change", (event) => {
  if (/** @type {HTMLElement} */ (event.target).matches('#codes input[name="cle"]')) count();
});
document.addEventListener("input", (event) => {
  const target = /** @type {HTMLInputElement} */ (event.target);
  if (target.id !== "book-find") return;
  seen.wanted = target.value;
  draw();
});

// --- after an act -------------------------------------------------------------------------

/** What the last act said, until the tree is drawn again. @type {any} */
let told = null;

document.addEventListener("codebook", (event) => {
  told = /** @type {CustomEvent} */ (event).detail;
  show();
});
document.addEventListener("htmx:after:swap", () => {
  if (!$("book")) return;
  $("book-find").value = seen.wanted;
  draw();
  show();
});

/** Say it, and put the focus back on the code that moved. */
function show() {
  if (!told || !$("book")) return;
  const problem = $("book-problem");
  problem.hidden = !told.wrong;
  problem.textContent = told.wrong ? told.said : "";
  if (!told.wrong) say(told.said);
  const one = told.key && document.getElementById(`code-${told.key}`);
  const place_ = one ? one.querySelector(".code-name") : document.querySelector(".code-name");
  if (place_ instanceof HTMLElement && (document.activeElement === document.body || one)) place_.focus();
}

draw();
