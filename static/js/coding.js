// Coding a text: choose words (mouse, finger or keys), then a code; it is stored at once.
import { between, range, select, selected } from "./offsets.js";
import { keepUnsent } from "./unsent.js";

document.documentElement.classList.add("js");
const text = document.getElementById("text");
const chooser = document.getElementById("chooser");
const filter = document.getElementById("code-filter");
const sentence = document.getElementById("sentence");

/** @type {{start: number, end: number, words: string}|null} */
let chosen = null;
/** Words of the text as {start, end, sentence}, found once per drawing. */
let words = null;
/** The ends of a selection made by keys: numbers of words. */
let anchor = -1;
let head = -1;

// --- What is chosen ---

/** Keep a stretch as the one to code, and show it. */
function choose(stretch) {
  chosen = stretch;
  chooser.elements.start.value = stretch?.start ?? "";
  chooser.elements.end.value = stretch?.end ?? "";
  const shown = document.getElementById("chosen");
  const short = stretch && stretch.words.length > 110 ? `${stretch.words.slice(0, 70)} […] ${stretch.words.slice(-30)}` : stretch?.words;
  shown.textContent = stretch ? `« ${short} »` : shown.dataset.empty;
  chooser.classList.toggle("ready", Boolean(stretch));
  document.getElementById("chooser-close").hidden = !stretch;
  if (stretch) document.getElementById("in-vivo-name").value = named(stretch.words);
  offerToMemo(stretch);
  document.getElementById("suggestions").replaceChildren(); // those of other words
  if (stretch) document.getElementById("suggestions").dispatchEvent(new CustomEvent("chosen"));
  light(stretch);
}

/** A memo may be about what is chosen: that comes first in its list, and is taken. */
function offerToMemo(stretch) {
  const where = document.getElementById("memo-where");
  const offered = where.querySelector("[data-chosen]") ?? new Option();
  offered.remove();
  if (!stretch) return;
  offered.dataset.chosen = "";
  offered.value = `${stretch.start}-${stretch.end}`;
  offered.text = `${where.dataset.selected} : ${named(stretch.words)}`;
  where.prepend(offered);
  where.value = offered.value;
}

/** A name for a new code: the words themselves, on one line, cut between two words. */
function named(words_) {
  const line = words_.replace(/\s+/g, " ").trim().replace(/[.,;:!?…]+$/, "");
  return line.length > 80 ? line.slice(0, 81).replace(/\s+\S*$/, "") : line;
}

/** A new code takes the passage, the valence and the memo of the chooser with it. */
function fillInVivo(event) {
  for (const name of ["start", "end", "valence", "memo"]) {
    event.target.elements[name].value = chooser.elements[name].value;
  }
}

/** Draw the chosen stretch even while the focus is elsewhere. */
function light(stretch) {
  if (!window.CSS?.highlights) return;
  CSS.highlights.delete("chosen");
  const shown = stretch && range(text, stretch.start, stretch.end);
  if (shown) CSS.highlights.set("chosen", new Highlight(shown));
}

/** A selection by mouse or finger. */
function follow() {
  const active = document.activeElement;
  if (active && chooser.contains(active)) return; // typing in the chooser selects its own words
  const found = selected(text);
  if (!found) return;
  const { start, end } = wholeWords(found);
  if (start !== chosen?.start || end !== chosen?.end) choose({ start, end, words: between(text, start, end) });
}

/** A stretch that cuts a word takes it whole: a finger is not that precise. */
function wholeWords({ start, end }) {
  const cut = (at) => allWords().find((word) => word.start < at && at < word.end);
  return { start: cut(start)?.start ?? start, end: cut(end)?.end ?? end };
}

function forget() {
  document.getSelection()?.removeAllRanges();
  anchor = head = -1;
  choose(null);
}

/** Select a stretch given by its places. */
function take(start, end) {
  select(text, start, end);
  choose({ start, end, words: between(text, start, end) });
}

// --- By keys in the text ---

/** The words of the text, cut as its language does, each with its sentence. */
function allWords() {
  if (words) return words;
  words = [];
  let number = 0;
  for (const said of text.querySelectorAll("[data-start]")) {
    if (said.dataset.question !== undefined && !chooser.elements.questions) continue;
    const start = Number(said.dataset.start);
    const lang = said.lang || "fr";
    for (const one of new Intl.Segmenter(lang, { granularity: "sentence" }).segment(said.textContent)) {
      number += 1;
      const lead = one.segment.length - one.segment.trimStart().length;
      const from = start + points(said, one.index + lead);
      const to = start + points(said, one.index + one.segment.trimEnd().length);
      for (const word of new Intl.Segmenter(lang, { granularity: "word" }).segment(one.segment)) {
        if (!word.isWordLike) continue;
        const before = start + points(said, one.index + word.index);
        words.push({ start: before, end: before + [...word.segment].length, sentence: number, from, to });
      }
    }
  }
  return words;
}

/** Code points of a text before one of its UTF-16 places. */
const points = (said, at) => [...said.textContent.slice(0, at)].length;

/** The stretch from one word to another; a whole sentence keeps its signs. */
function stretch(all, first, last) {
  const opens = first === firstOf(all, first) && last >= lastOf(all, first);
  const closes = last === lastOf(all, last) && first <= firstOf(all, last);
  return [opens ? all[first].from : all[first].start, closes ? all[last].to : all[last].end];
}

/** Start from the words already selected, or from the place left. */
function pickUp() {
  const all = allWords();
  if (anchor >= 0 && anchor < all.length) return;
  if (!chosen) return;
  anchor = all.findIndex((word) => word.end > chosen.start);
  head = all.findLastIndex((word) => word.start < chosen.end);
}

/** Move by a word or a sentence; `extend` keeps the other end. */
function step(by, extend) {
  const all = allWords();
  if (!all.length) return;
  pickUp();
  if (anchor < 0) {
    anchor = head = Math.max(all.findIndex((word) => word.start >= left), 0);
    if (by === "sentence") head = lastOf(all, head);
  } else if (by === "sentence" || by === "sentence-back") {
    moveSentence(all, by === "sentence", extend);
  } else {
    head = Math.min(Math.max(head + by, 0), all.length - 1);
    if (!extend) anchor = head;
  }
  const [first, last] = anchor <= head ? [anchor, head] : [head, anchor];
  take(...stretch(all, first, last));
  document.getSelection().focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
}

function moveSentence(all, forward, extend) {
  const here = all[head].sentence;
  const target = forward
    ? all.findIndex((word) => word.sentence > here)
    : all.findIndex((word) => word.sentence === all[Math.max(all.findIndex((w) => w.sentence === here) - 1, 0)].sentence);
  if (target < 0) return;
  if (extend) {
    head = forward ? lastOf(all, target) : target;
  } else {
    anchor = target;
    head = lastOf(all, target);
  }
}

const firstOf = (all, number) => all.findIndex((word) => word.sentence === all[number].sentence);
const lastOf = (all, number) => all.findLastIndex((word) => word.sentence === all[number].sentence);
/** Where the last passage ended: keys go on from there. */
let left = 0;

function onTextKey(event) {
  if (event.target !== text || event.ctrlKey || event.metaKey || event.altKey) return;
  const rtl = text.querySelector("[dir=rtl]") ? -1 : 1;
  const moves = {
    ArrowRight: () => step(rtl, event.shiftKey),
    ArrowLeft: () => step(-rtl, event.shiftKey),
    ArrowDown: () => step("sentence", event.shiftKey),
    ArrowUp: () => step("sentence-back", event.shiftKey),
    Escape: forget,
  };
  if (moves[event.key]) {
    event.preventDefault();
    moves[event.key]();
  } else if (chosen && event.key === "Enter") {
    event.preventDefault();
    filter.focus();
  } else if (chosen && /^[1-9]$/.test(event.key)) {
    event.preventDefault();
    document.querySelector(`:is(#recent, #suggestions) [data-digit="${event.key}"]`)?.click();
  } else if (chosen && (event.key === "+" || event.key === "-" || event.key === "0")) {
    event.preventDefault();
    valence({ "+": 1, "-": -1, 0: 0 }[event.key]);
  } else if (chosen && event.key.length === 1 && /\p{L}/u.test(event.key)) {
    filter.value = "";
    filter.focus(); // the letter goes to the filter
  } else if (event.key.toLowerCase() === "t") {
    event.preventDefault();
    whole();
  } else if (event.key.toLowerCase() === "f") {
    document.getElementById("finish")?.click();
  } else if (event.key.toLowerCase() === "n") {
    document.getElementById("next-uncoded").click();
  }
}

function whole() {
  const all = allWords();
  if (all.length) take(all[0].from, all.at(-1).to);
  const option = sentence.querySelector('option[value^="0-"]');
  if (option) take(0, Number(option.value.slice(2)));
}

const valence = (value) => { chooser.querySelector(`input[name=valence][value="${value}"]`).checked = true; };

// --- The codes ---

const plain = (words_) => words_.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Show the codes that begin like, or hold, what is typed; the first one is Enter's. */
function narrow() {
  const wanted = plain(filter.value.trim());
  const rank = (line) => {
    const name = plain(line.dataset.code);
    if (!wanted) return 1;
    if (name.split(/[\s,’'()]+/).some((word) => word.startsWith(wanted))) return 1;
    return name.includes(wanted) ? 2 : 0;
  };
  const lines = [...chooser.querySelectorAll("#code-list [data-code]")];
  const ranks = new Map(lines.map((line) => [line, rank(line)]));
  const best = lines.some((line) => ranks.get(line) === 1) ? 1 : 2;
  for (const line of lines) line.hidden = Boolean(wanted) && ranks.get(line) !== best;
  for (const family of chooser.querySelectorAll(".code-family")) {
    family.hidden = Boolean(wanted) && !family.querySelector("[data-code]:not([hidden])");
  }
  const recent = document.getElementById("recent");
  if (recent) recent.hidden = Boolean(wanted);
  chooser.querySelector(".code-button.first")?.classList.remove("first");
  if (wanted) firstCode()?.classList.add("first");
}

const firstCode = () => chooser.querySelector("#code-list [data-code]:not([hidden]) .code-button");

function onFilterKey(event) {
  if (event.key === "Enter") {
    event.preventDefault();
    if (filter.value.trim()) firstCode()?.click();
  } else if (event.key === "Escape") {
    event.preventDefault();
    filter.value = "";
    narrow();
    text.focus();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    firstCode()?.focus();
  }
}

/** Arrows go from one code to the next. */
function onListKey(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const buttons = [...chooser.querySelectorAll(".code-button")].filter((one) => one.offsetParent);
  const next = buttons[buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

/** After an act: say it, forget the selection, go on from where it ended. */
function done(event) {
  document.getElementById("say").textContent = event.detail?.said ?? "";
  if (!chosen) return;
  left = chosen.end;
  filter.value = "";
  chooser.elements.memo.value = "";
  valence(0);
  narrow();
  forget();
  text.focus({ preventScroll: true });
}

/** A coding is given the words selected: its form takes their places with it. */
function toSelection(event) {
  const button = event.target.closest?.("[data-to-selection]");
  if (!button) return;
  const form = button.form;
  form.elements.start.value = chosen?.start ?? "";
  form.elements.end.value = chosen?.end ?? "";
}

/** Light the passage of a coding, and the coding of a passage, under the pointer or the focus. */
function lightUp(event) {
  const of = event.target.closest?.("[data-coding]")?.dataset.coding;
  for (const lit of text.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (of) for (const one of text.querySelectorAll(`[data-coding="${of}"]`)) one.classList.add("lit");
}

if (text && chooser) {
  document.addEventListener("selectionchange", follow);
  text.addEventListener("pointerdown", () => { anchor = head = -1; });
  text.addEventListener("keydown", onTextKey);
  text.addEventListener("pointerover", lightUp);
  text.addEventListener("focusin", lightUp);
  filter.addEventListener("input", narrow);
  document.getElementById("in-vivo").addEventListener("submit", fillInVivo);
  filter.addEventListener("keydown", onFilterKey);
  chooser.addEventListener("keydown", onListKey);
  document.getElementById("chooser-close").addEventListener("click", () => { forget(); text.focus(); });
  sentence.addEventListener("change", () => {
    const [start, end] = sentence.value.split("-").map(Number);
    take(start, end);
    sentence.focus();
  });
  document.addEventListener("coded", done);
  document.addEventListener("click", toSelection);
  keepUnsent((page) => {
    text.replaceChildren(...page.getElementById("text").childNodes);
    document.getElementById("coding-count").replaceWith(page.getElementById("coding-count"));
    window.htmx?.process(text);
    words = null;
  });
  document.addEventListener("htmx:after:swap", () => { words = null; });
  // A press on a code must not clear what is selected before it is heard.
  chooser.addEventListener("pointerdown", (event) => { if (event.target.closest(".code-button")) event.preventDefault(); });
  if (location.hash.startsWith("#coding-")) {
    const item = document.querySelector(location.hash);
    item?.querySelector("summary")?.focus();
  }
}
