// Copies a field or a text, named by its id. Without this script people select it themselves; where
// the browser does not let us copy, it is selected for them.
const said = document.querySelector("[data-copied]");

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      said.textContent = said.dataset.copied;
    } catch {
      if (source.select) source.select();
      else getSelection().selectAllChildren(source);
      said.textContent = said.dataset.selected;
    }
  });
}
