// Small improvements; every page works without them.

// After a failed form: what stopped it is the first thing to read.
document.querySelector("main [role=alert]")?.focus();

// One press sends once. Coming back with the back button, the form can be sent again.
const sent = new WeakSet();
addEventListener("submit", (event) => {
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
});
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => sent.delete(form)));

// Escape closes the menu of the phone layout.
const menu = document.querySelector(".menu");
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
