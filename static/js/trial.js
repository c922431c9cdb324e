// A survey tried by who writes it: the screens of the tablet, and nothing is kept.
import { $, asked, back, clear, first, here, listen, next, show } from "./screens.js";

here.shown = (screen) => {
  // The page around says which questions were asked to come here
  const path = screen === "start" ? [] : asked();
  globalThis.parent.postMessage({ trial: screen, path }, location.origin);
};
here.finish = () => show("thanks");

function again() {
  clear();
  show("start", false);
}

listen({ start: first, next, back, stop: again, again });
const wanted = document.body.dataset.first;
// One question alone: it is looked at, the focus stays where one writes
show(wanted || "start", false);
document.body.dataset.ready = "";
if ($("listen")) $("listen").hidden = true;
