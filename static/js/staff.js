// Small habits of every staff page: focus the error summary, confirm, copy, announce.

/** Put the focus on the error summary of a page in error. */
function focusErrors() {
  document.querySelector(".errors[tabindex]")?.focus();
}

/** Ask before a form marked data-confirm is sent, in a native dialog. */
function confirmForms(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.querySelector("#confirm");
  dialog.querySelector("p").textContent = form.dataset.confirm;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    form.dataset.confirmed = "1";
    form.requestSubmit(event.submitter ?? undefined);
    delete form.dataset.confirmed;
  }, { once: true });
  dialog.showModal();
}

/** Copy the text that a button points to, and say so. */
async function copy(event) {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard?.writeText(source.textContent.trim());
  say(button.dataset.copied);
}

/** Say something to everybody: on screen readers through the live region. */
export function say(text) {
  const region = document.getElementById("say");
  if (region) region.textContent = text;
}

/** A select, checkbox or date marked data-send sends its form when changed. */
function sendOnChange(event) {
  if (event.target.matches?.("[data-send]")) event.target.form?.requestSubmit();
}

document.addEventListener("submit", confirmForms, true);
document.addEventListener("click", copy);
document.addEventListener("change", sendOnChange);
document.addEventListener("htmx:after:swap", focusErrors);
focusErrors();
