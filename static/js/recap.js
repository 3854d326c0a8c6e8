// The writing page saves by itself: a little after the last word, and seldom enough not to disturb.
// Without this file the button saves.

const AFTER = 4_000, EVERY = 20_000; // milliseconds: after the last input; not more often than this

const form = document.querySelector("form.writing");
const status = form.querySelector("[data-status]");
const field = (name) => form.elements[name];

let timer, running; // the next saving, and the one that is on its way
let firstInput = 0, lastSaved = 0; // when; 0: nothing is unsaved, not saved yet

function plan() {
  clearTimeout(timer);
  const now = Date.now();
  const soon = Math.min(now + AFTER, firstInput + EVERY);
  timer = setTimeout(save, Math.max(soon, lastSaved + EVERY) - now);
}

function changed() {
  firstInput ||= Date.now();
  if (!running && "autosave" in form.dataset) plan();
}

async function save() {
  clearTimeout(timer);
  const began = firstInput;
  firstInput = 0;
  running = send();
  const outcome = await running;
  running = undefined;
  lastSaved = Date.now();
  if (outcome === "saved" && !firstInput) form.dispatchEvent(new Event("saved"));
  if (outcome === "again") firstInput ||= began;
  if (firstInput && "autosave" in form.dataset) plan();
}

async function send() {
  try {
    let answer = await post();
    if (answer.status === 403) { // who logged in again in another window has a new token
      field("csrfmiddlewaretoken").value = (await answer.json()).token;
      answer = await post();
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") return tell(form.dataset.loggedOut, "again");
    const found = await answer.json();
    if (answer.status === 409) delete form.dataset.autosave; // the next press shows both versions
    if (!answer.ok) return tell(found.text, "refused");
    take(found);
    return tell(found.text, "saved");
  } catch {
    return tell(form.dataset.failed, "again");
  }
}

function post() {
  const headers = { Accept: "application/json" };
  return fetch(form.action, { method: "POST", body: new FormData(form), headers, redirect: "manual" });
}

function tell(text, outcome) {
  status.textContent = text;
  status.classList.toggle("bad", outcome !== "saved");
  return outcome;
}

// What was saved is known from now on: new sections have their key, so that none is doubled.
function take(found) {
  field("version").value = found.version;
  field("base").value = found.base;
  for (const [number, pk] of Object.entries(found.sections)) {
    const input = field(`sections-${number}-pk`);
    if (input) input.value = pk;
  }
  const list = document.querySelector(".work-side");
  if (list.contains(document.activeElement)) return;
  list.innerHTML = found.checklist;
  // It counts the sections as they stand now; here each has the number it began with.
  const saved = [...form.querySelectorAll("[data-row] input[name$=-pk]")].filter((input) => input.value);
  for (const link of list.querySelectorAll("a[href*='#id_sections-']")) {
    link.hash = link.hash.replace(/sections-(\d+)/, (all, at) => saved[at]?.name.replace(/-pk$/, "") ?? all);
  }
}

form.addEventListener("input", changed);

// A press while a saving is on its way waits for it; otherwise it would meet its own version.
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  if (!running) return;
  event.preventDefault();
  event.stopPropagation();
  await running;
  clearTimeout(timer);
  form.requestSubmit(event.submitter);
});

form.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  if (event.target.matches("textarea")) row?.querySelector("[data-raw]")?.remove();
  // Who goes on writing in a field does not want the other version of it any more.
  const other = event.target.closest(".place")?.querySelector("input[name=take]");
  if (other && event.target !== other) other.checked = false;
});

// A new section about a station is usually headed by its name.
form.addEventListener("change", (event) => {
  if (!event.target.matches("select[name$=-station]") || !event.target.value) return;
  const heading = event.target.closest("[data-row]").querySelector("input[name$=-heading]");
  heading.value ||= event.target.selectedOptions[0].text;
});
