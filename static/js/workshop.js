// The workshop of questionnaires: moving by hand and keys, the tablet beside the card, a network
// that fails. Without this file the same forms are sent one at a time.
const $ = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const workshop = $("workshop");
document.documentElement.classList.add("htmx-on");

// --- the tablet ---------------------------------------------------------------------------

/** What is shown now, so that the same is not drawn twice. */
let shown = wanted().key;

function wanted() {
  const { address, path, mark } = $("screen-of").dataset;
  const looks = new FormData($("looks"));
  const one = looks.get("what") === "one";
  const target = new URL(address, location.origin);
  target.searchParams.set("lang", String(looks.get("lang") ?? "fr"));
  if (one && path) target.searchParams.set("q", path);
  return { one, href: target.href, key: `${target.href} ${mark}` };
}

function draw() {
  const { one, href, key } = wanted();
  if (key !== shown) {
    shown = key;
    $("screen").contentWindow.location.replace(href);
  }
  $("tried").hidden = one;
}

/** The frame keeps the shape of the device, at the width there is. */
function frame() {
  const [width, height] = $("frame").value.split("x").map(Number);
  const box = $("frame-box");
  box.classList.toggle("phone", width < 500);
  const scale = box.clientWidth / width;
  box.style.setProperty("--frame-inline", `${width}px`);
  box.style.setProperty("--frame-full", `${height}px`);
  box.style.setProperty("--frame-scale", String(scale));
  box.style.setProperty("--frame-block", `${Math.round(height * scale)}px`);
}

/** The questions passed to come where the trial stands, in the words of the outline. */
function path(event) {
  if (event.origin !== location.origin || event.source !== $("screen").contentWindow) return;
  const { trial, path: codes } = event.data ?? {};
  if (!Array.isArray(codes)) return;
  const until = codes.indexOf(trial);
  const list = $("tried").querySelector("ol");
  list.replaceChildren(...codes.slice(0, until < 0 ? codes.length : until + 1).map((code) => {
    const line = document.getElementById(`line-${code}`) ??
      document.querySelector(`.outline-line[data-path$=".${CSS.escape(code)}"]`);
    const item = document.createElement("li");
    const number = line?.querySelector(".outline-number")?.textContent?.trim();
    const words = line?.querySelector(".outline-text")?.firstChild?.textContent?.trim() ?? code;
    item.textContent = number ? `${number}. ${words}` : words;
    return item;
  }));
}

$("looks").addEventListener("change", () => { frame(); draw(); });
addEventListener("resize", frame);
addEventListener("message", path);
frame();

// --- moving -------------------------------------------------------------------------------

/** @type {HTMLElement | null} */
let dragged = null;
const line = (/** @type {Event} */ event) =>
  /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.(".outline-line[data-path]"));
const holder = (/** @type {string} */ name) => name.split(".").slice(0, -1).join(".");

workshop.addEventListener("dragstart", (event) => {
  dragged = line(event);
  dragged?.classList.add("dragged");
  if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
});
workshop.addEventListener("dragover", (event) => {
  const over = line(event);
  document.querySelector(".outline-line.over")?.classList.remove("over");
  if (!dragged || !over || holder(over.dataset.path ?? "") !== holder(dragged.dataset.path ?? "")) return;
  event.preventDefault();
  over.classList.add("over");
});
workshop.addEventListener("drop", (event) => {
  const over = line(event);
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  place(dragged.dataset.path ?? "", over.dataset.path ?? "");
});
workshop.addEventListener("dragend", () => {
  for (const one of document.querySelectorAll(".dragged, .over")) one.classList.remove("dragged", "over");
  dragged = null;
});

function place(what, before) {
  const form = $("place");
  form.elements.q.value = what;
  form.elements.avant.value = before;
  form.requestSubmit();
}

const writing = (/** @type {Element} */ where) =>
  where.matches("textarea, input:not([type=checkbox], [type=radio])");

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const typed = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !writing(target) && (typed === "z" || typed === "y")) {
    event.preventDefault();
    $(typed === "y" || event.shiftKey ? "redo" : "undo").click();
    return;
  }
  const up = event.key === "ArrowUp";
  if (!up && event.key !== "ArrowDown") return;
  if (event.altKey && target.closest("#outline, #card")) {
    event.preventDefault();
    const chosen = target.closest(".outline-line")?.querySelector("a:not([aria-current])");
    if (!chosen) $(up ? "move-haut" : "move-bas")?.click();
    return;
  }
  const link = target.closest(".outline-line a");
  if (!link) return;
  event.preventDefault();
  const links = [...document.querySelectorAll(".outline-line a")];
  /** @type {HTMLElement | undefined} */ (links[links.indexOf(link) + (up ? -1 : 1)])?.focus();
});

/** The row where the hand goes as soon as it is there. */
let row = -1;

/** Enter goes to the next row, where the next answer is written; the last one is saved first. */
document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key !== "Enter" || !("row" in target.dataset)) return;
  event.preventDefault();
  row = [...document.querySelectorAll("[data-row]")].indexOf(target) + 1;
  if (!nextRow()) $("card-form").requestSubmit();
});

function nextRow() {
  const there = /** @type {HTMLElement | undefined} */ (document.querySelectorAll("[data-row]")[row]);
  if (row < 0 || !there) return false;
  row = -1;
  there.focus();
  return true;
}

// --- saving -------------------------------------------------------------------------------

let dirty = false;
let again = 0;

document.addEventListener("input", (event) => {
  if (/** @type {Element} */ (event.target).closest("#card-form")) dirty = true;
});
document.addEventListener("change", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!("refresh" in target.dataset)) return;
  /** @type {HTMLFormElement} */ (target.closest("form")).requestSubmit(
    /** @type {HTMLElement} */ (document.querySelector(".refresh")));
});

/** The network does not answer: it is said, and tried again. */
function lost() {
  const status = $("status");
  status.classList.add("wrong");
  status.textContent = workshop.dataset.lost;
  clearTimeout(again);
  again = window.setTimeout(retry, 4000);
}

function retry() {
  if (dirty) $("card-form")?.requestSubmit();
}

addEventListener("online", retry);

document.addEventListener("htmx:error", lost);
document.addEventListener("htmx:after:swap", () => {
  const bar = $("bar");
  if (!$("status")?.classList.contains("wrong")) dirty = false;
  nextRow();
  const focus = bar?.dataset.focus;
  if (focus) {
    delete bar.dataset.focus;
    for (const one of document.querySelectorAll(".palette[open]")) one.removeAttribute("open");
    document.getElementById(focus)?.focus();
  }
  draw();
  address();
});

/** The address says what is being written, so that a reload comes back to it. */
function address() {
  const link = document.querySelector(".outline-line a[aria-current]");
  if (link instanceof HTMLAnchorElement && link.href !== location.href) history.replaceState(null, "", link.href);
}
addEventListener("beforeunload", (event) => { if (dirty && $("status")?.classList.contains("wrong")) event.preventDefault(); });
