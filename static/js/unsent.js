// Acts that the network lost: kept in order by this page, sent again when it is back, told until then.

const told = document.getElementById("unsent");
/** @type {{action: string, body: URLSearchParams}[]} */
const acts = [];
let again = 0;
let sending = false;
/** What to do with what the server answers: the page once all is stored, or each act's fragment. */
let redraw = (/** @type {Document} */ _page) => {};
let fragments = false;

function tell(words = "") {
  if (!told) return;
  const n = acts.length;
  told.hidden = !n && !words;
  told.textContent = words || (n === 1 ? told.dataset.one : told.dataset.many?.replace("#", String(n))) || "";
}

/** An act that did not reach the server waits; whoever codes goes on. */
function lost(event) {
  const request = event.detail?.ctx?.request;
  if (!request || request.method?.toUpperCase() !== "POST") return;
  acts.push({ action: request.action, body: new URLSearchParams(request.body) });
  tell();
  document.dispatchEvent(new CustomEvent("coded", { detail: { said: told?.dataset.kept, waits: true } }));
  later();
}

function later() {
  clearTimeout(again);
  again = window.setTimeout(send, 4000);
}

/** Send what waits, in order; stop at the first that does not go through. */
async function send() {
  if (sending || !acts.length) return;
  sending = true;
  let page = null;
  const refused = [];
  while (acts.length) {
    const headers = fragments ? { "HX-Request": "true", "HX-Request-Type": "partial" } : {};
    const answer = await fetch(acts[0].action, { method: "POST", body: acts[0].body, headers }).catch(() => null);
    if (!answer || answer.status >= 500) break;
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected && !/\/codage/.test(answer.url)) {
      tell(told?.dataset.away);
      break;
    }
    acts.shift();
    if (answer.status >= 400) refused.push(read.querySelector(".errors p, .note.warn")?.textContent ?? "");
    else if (fragments) redraw(read);
    else page = read;
  }
  sending = false;
  if (acts.length) {
    if (told?.textContent !== told?.dataset.away) tell();
    later();
    return;
  }
  if (page) redraw(page);
  tell(refused.length ? `${told?.dataset.refused} ${refused.join(" ")}` : told?.dataset.stored);
}

/**
 * Keep what is lost on this page.
 * @param {(page: Document) => void} drawn is given the page answered when all is stored, or with
 *   `each` what is answered to each act.
 */
export function keepUnsent(drawn, each = false) {
  redraw = drawn;
  fragments = each;
  document.addEventListener("htmx:error", lost);
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (acts.length) event.preventDefault(); });
}
