// Ticks people off without loading the page anew, and finds names while one types.

const page = document.querySelector("[data-check-in]");

// As excursions/names.py does it: „mu“, „mü“ and „mue“ find „Müller“.
const folded = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replaceAll("ae", "a").replaceAll("oe", "o").replaceAll("ue", "u")
    .replaceAll("ß", "ss").replaceAll("ı", "i").replaceAll("ł", "l");

page.addEventListener("input", ({ target }) => {
  if (target.id !== "q") return;
  const wanted = folded(target.value.trim());
  for (const row of page.querySelectorAll("[data-name]")) row.hidden = !row.dataset.name.includes(wanted);
});

// The answer is the whole list, whatever is shown here: a row stays under the thumb that ticked it.
const take = (html, row) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const tally = fresh.getElementById("tally");
  if (!tally) return location.reload(); // closed, or logged out meanwhile
  page.querySelector("#tally").textContent = tally.textContent;
  const now = fresh.getElementById(row.id);
  if (!now) return row.remove();
  row.replaceWith(now);
  now.querySelector("button").focus({ preventScroll: true });
};

page.addEventListener("submit", async (event) => {
  const row = event.target.closest("[data-name]");
  if (!row) return;
  event.preventDefault();
  event.stopPropagation();
  const lost = page.querySelector("#not-saved"), button = event.submitter;
  const body = new FormData(event.target, button);
  button.disabled = true;
  try {
    const answer = await fetch(location.pathname, { method: "POST", body });
    lost.hidden = true;
    take(await answer.text(), row);
  } catch {
    lost.hidden = false;
    button.disabled = false;
  }
});
