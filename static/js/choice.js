// The address follows what one looks at, so that a reload or a copied link shows the same.

/** Write the choices of a form sent by GET into the address. */
function follow(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches(".choose")) return;
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
}

document.addEventListener("submit", follow, true);
