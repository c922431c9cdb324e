// Masking a text: select words, add them to the list; the preview follows every change.
import { selected } from "./offsets.js";

document.documentElement.classList.add("js");
const said = document.getElementById("said");
const button = document.getElementById("mask-selection");
const list = document.getElementById("mask-rows");
const template = document.getElementById("mask-row");

/** Show what is selected beside the button, or what to do. */
function follow() {
  const found = selected(said);
  const words = document.getElementById("selection-words");
  if (!words.dataset.empty) words.dataset.empty = words.textContent;
  button.disabled = !found;
  words.textContent = found ? `« ${found.words.length > 60 ? `${found.words.slice(0, 60)}…` : found.words} »` : words.dataset.empty;
}

/** Add the selected words to what will be masked. */
function add() {
  const found = selected(said);
  if (!found) return;
  const name = `${found.start}-${found.end}`;
  let box = list.querySelector(`input[value="${name}"]`);
  if (!box) box = row(name, found.words);
  box.checked = true;
  document.getSelection().removeAllRanges();
  box.closest("li").querySelector(".mask-with input").select();
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A new line of the list. */
function row(name, words) {
  const line = template.content.firstElementChild.cloneNode(true);
  const box = line.querySelector("input[type=checkbox]");
  box.value = name;
  box.id = `mask-${name}`;
  line.querySelector(".mask-with input").name = `with-${name}`;
  line.querySelector(".mask-words").textContent = words;
  list.append(line);
  document.getElementById("no-rows")?.remove();
  return box;
}

if (said && button) {
  document.addEventListener("selectionchange", follow);
  // The press must not clear the selection before the click is heard.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", add);
  said.addEventListener("keydown", (event) => { if (event.key === "Enter") add(); });
}
