// Two texts side by side: J and K go from one disagreement to the next, lit in both texts;
// in a settlement, words selected in the kept version are those to code.
import { between, range, selected } from "./offsets.js";

document.documentElement.classList.add("js");
const listed = [...document.querySelectorAll(".difference")];

/** Light a stretch in each text. */
function light(item) {
  if (!window.CSS?.highlights) return;
  CSS.highlights.delete("chosen");
  if (!item) return;
  const { from, to } = item.dataset;
  const found = [...document.querySelectorAll(".reading-text")].map((side) => range(side, Number(from), Number(to)));
  CSS.highlights.set("chosen", new Highlight(...found.filter(Boolean)));
}

/** The next disagreement, or the one before; past the end, the next text that has some. */
function step(by) {
  const here = listed.indexOf(document.activeElement);
  const next = listed[here < 0 ? (by > 0 ? 0 : listed.length - 1) : here + by];
  if (next) next.focus();
  else document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const way = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (!way || !document.querySelector(".readings")) return;
  event.preventDefault();
  step(way);
}

/** Words selected in the version to sign: kept for the form. */
function follow() {
  const root = document.getElementById("kept-text");
  const form = document.querySelector(".reading-add");
  const found = root && form && selected(root);
  if (!found) return;
  form.elements.start.value = found.start;
  form.elements.end.value = found.end;
  document.getElementById("chosen").textContent = `« ${between(root, found.start, found.end)} »`;
}

document.addEventListener("keydown", onKey);
document.addEventListener("focusin", (event) => light(event.target.closest(".difference")));
document.addEventListener("selectionchange", follow);
if (location.hash.startsWith("#d-")) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus();
