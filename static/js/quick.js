// The fast list: arrows go from one answer to the next, a digit codes it whole, U takes it back.
import { say } from "./staff.js";
import { keepUnsent } from "./unsent.js";

document.documentElement.classList.add("js");
const list = document.getElementById("quick-list");
const items = () => [...list.querySelectorAll("[data-quick]")];
/** The answers coded here, the last one at the end. @type {string[]} */
const coded = [];
/** Where the focus goes once an answer is drawn again. */
let next = "";

function go(from, by) {
  const all = items();
  const target = all[all.indexOf(from) + by];
  if (target) target.focus();
  else if (by > 0) document.getElementById("quick-more")?.focus();
}

function onKey(event) {
  const item = event.target.closest?.("[data-quick]");
  if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
  const own = event.target === item;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(item, event.key === "ArrowDown" ? 1 : -1);
  } else if (own && event.key === " ") {
    event.preventDefault();
    go(item, 1);
  } else if (/^[1-9]$/.test(event.key)) {
    const button = item.querySelector(`[data-digit="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    coded.push(item.id);
    next = items()[items().indexOf(item) + 1]?.id ?? item.id;
    button.click();
  } else if (event.key.toLowerCase() === "u") {
    event.preventDefault();
    const last = document.getElementById(coded.pop() ?? "");
    const marks = last?.querySelectorAll(".quick-mark") ?? [];
    if (!marks.length) return;
    next = last.id;
    marks[marks.length - 1].click();
  }
}

if (list) {
  list.addEventListener("keydown", onKey);
  document.addEventListener("coded", (event) => {
    say(event.detail?.said ?? "");
    if (event.detail?.waits) document.getElementById(next)?.focus();
  });
  document.addEventListener("htmx:after:swap", () => {
    if (next) document.getElementById(next)?.focus();
  });
  keepUnsent((fragment) => {
    const item = fragment.querySelector("[data-quick]");
    const old = item && document.getElementById(item.id);
    if (!old) return;
    old.replaceWith(item);
    window.htmx?.process(item);
  }, true);
  items()[0]?.focus({ preventScroll: true });
}
