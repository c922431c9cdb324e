// The queue by keyboard: inside the list J and K move, R reads, V validates, O opens, Z takes back.
const list = document.querySelector("[data-reading]");

/** The text of the list that holds the focus. */
const current = () => document.activeElement?.closest?.("[data-reading] > *");

/** Put the focus on a text of the list. */
function to(text) {
  if (!text) return;
  text.focus({ preventScroll: true });
  text.scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const here = current();
  if (!here) return;
  const key = event.key.toLowerCase();
  const acts = {
    j: () => to(here.nextElementSibling),
    k: () => to(here.previousElementSibling),
    o: () => { if (here.dataset.open) window.location.assign(here.dataset.open); },
  };
  const button = here.querySelector(`[data-key="${key}"]`);
  if (!acts[key] && !button) return;
  event.preventDefault();
  if (button) button.click();
  else acts[key]();
}

let place = -1;

if (list) {
  list.addEventListener("keydown", onKey);
  list.addEventListener("submit", (event) => {
    place = [...list.children].indexOf(event.target.closest("[data-reading] > *"));
  }, true);
  // What was read gives way to a short line: the focus goes on to the next text.
  document.addEventListener("htmx:after:swap", () => {
    if (place < 0) return;
    const done = list.children[place];
    document.getElementById("say").textContent = done?.matches(".queue-done") ? done.firstElementChild.textContent.trim() : "";
    to(done?.matches(".queue-done") ? done.nextElementSibling ?? done : done);
    place = -1;
  });
}
