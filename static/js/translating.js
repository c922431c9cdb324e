// Side by side with a keyboard: the next text that waits, and nothing typed is lost.

const FIELD = "textarea[name=words]";
let atFocus = "";

document.documentElement.classList.add("js");

/** The field of the next text that waits after a form, on this page. */
function following(form) {
  const forms = [...document.querySelectorAll("form.pair")];
  const after = forms.slice(forms.indexOf(form) + 1);
  const next = after.find((one) => one.querySelector("[data-state]")?.dataset.state !== "said");
  return next?.querySelector(FIELD);
}

/** Ctrl + Enter: leave the field, which saves it, for the next that waits; else ask the server. */
function goOn(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches(FIELD)) return;
  event.preventDefault();
  const next = following(event.target.form);
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "center" });
  } else {
    atFocus = event.target.value; // what is sent is not lost
    HTMLFormElement.prototype.submit.call(event.target.form);
  }
}

/** Leaving the page with a text that was not left yet. */
function warn(event) {
  const field = document.activeElement;
  if (field?.matches(FIELD) && field.value !== atFocus) event.preventDefault();
}

document.addEventListener("focusin", (event) => {
  if (event.target.matches(FIELD)) atFocus = event.target.value;
});
document.addEventListener("keydown", goOn);
window.addEventListener("beforeunload", warn);
