// A quote that may leave: opening its box copies it, and says so. Without a script the box shows it.
const said = document.getElementById("copied");
const words = document.querySelector("[data-copied]")?.dataset.copied ?? "";

for (const box of document.querySelectorAll(".copy")) {
  box.addEventListener("toggle", async () => {
    if (!box.open) return;
    const field = box.querySelector("textarea");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = words;
      said.className = "note";
    } catch {
      // the words are selected: the keys of the system copy them
    }
  });
}
