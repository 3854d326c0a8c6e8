// „Drucken“ at the end of an article. Without scripts it stays hidden, and „Link kopieren“ with it.
const take = document.querySelector(".take");

if (take) take.hidden = false;
take?.querySelector("[data-print]").addEventListener("click", () => print());
