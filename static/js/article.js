// „Link kopieren“ and „Drucken“ at the end of an article. Without this script both stay hidden.
const take = document.querySelector(".take");
const copy = take?.querySelector("[data-copy]");
const said = take?.querySelector("[data-copied]");

if (take) {
  take.hidden = false;
  copy.hidden = !navigator.clipboard;
}
copy?.addEventListener("click", async () => {
  await navigator.clipboard.writeText(copy.dataset.copy);
  said.textContent = said.dataset.copied;
});
take?.querySelector("[data-print]").addEventListener("click", () => print());
