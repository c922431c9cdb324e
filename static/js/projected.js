// Results on a wall: keys move from one screen to the next.

const screens = [...document.querySelectorAll(".results > :not(.asked-list), .asked")];
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/** The screen that is mostly looked at. */
function current() {
  const middle = innerHeight / 2;
  const at = screens.findIndex((one) => one.getBoundingClientRect().bottom > middle);
  return at < 0 ? screens.length - 1 : at;
}

/** Show a screen, and let a screen reader follow. */
function show(at) {
  const screen = screens[Math.max(0, Math.min(at, screens.length - 1))];
  screen?.scrollIntoView();
  screen?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") document.getElementById("leave").click();
  const step = STEPS[event.key];
  // A wide table scrolls by its own arrows.
  if (!step || event.target.closest(".table")) return;
  event.preventDefault();
  show(current() + step);
});

for (const screen of screens) screen.tabIndex = -1;
document.getElementById("keys").hidden = false;
