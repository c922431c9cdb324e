// A ranking: one touches the answers in order and sees the number of each; a second touch takes it
// away. The ranks stay in the fields of the form, which this hides.

/** @param {HTMLElement} list */
export function ranking(list) {
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".rank")]);
  const field = (/** @type {HTMLElement} */ row) => /** @type {HTMLInputElement} */ (row.querySelector("input"));
  const most = Number(list.dataset.most);
  const hint = list.closest(".question")?.querySelector(".answer-hint");
  if (hint) hint.textContent = list.dataset.tap ?? "";

  /** Ranked rows, the first choice first. */
  const ranked = () => rows.filter((row) => field(row).value)
    .sort((one, other) => Number(field(one).value) - Number(field(other).value));

  const paint = () => {
    const full = ranked().length >= most;
    for (const row of rows) {
      const rank = field(row).value;
      const button = /** @type {HTMLButtonElement} */ (row.querySelector("button"));
      button.setAttribute("aria-pressed", String(rank !== ""));
      button.disabled = full && !rank;
      const [number, words] = button.children;
      number.textContent = rank;
      const ranked = rank && `, ${list.dataset.ranked?.replace("{rank}", rank)}`;
      button.setAttribute("aria-label", words.textContent.trim() + ranked);
    }
  };

  /** @param {HTMLElement} row */
  const touch = (row) => {
    const order = ranked();
    const at = order.indexOf(row);
    if (at >= 0) order.splice(at, 1);
    else order.push(row);
    for (const one of rows) field(one).value = String(order.indexOf(one) + 1 || "");
    paint();
    for (const name of ["input", "change"]) field(row).dispatchEvent(new Event(name, { bubbles: true }));
  };

  for (const row of rows) {
    const label = /** @type {HTMLElement} */ (row.querySelector("label"));
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "choice" });
    for (const name of ["rank-number", "choice-label"]) {
      const part = document.createElement("span");
      part.className = name;
      button.append(part);
    }
    button.lastElementChild?.append(...label.childNodes);
    button.addEventListener("click", () => touch(row));
    label.hidden = field(row).hidden = true;
    row.append(button);
  }
  paint();
}
