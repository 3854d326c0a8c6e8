// The photos of a recap: how far the worker is, and their order by buttons, keyboard or dragging.
// Without this file a link looks again, and numbers and lists in the same form do the work.

const EVERY = 2_000, AFTER = 700; // milliseconds: between two looks; from the last move to saving
const EDGE = 90, STEP = 14; // pixels: where dragging scrolls the page, and how fast

const say = (text, values) => text.replace(/\[(\w+)\]/g, (_, name) => values[name]);
const board = document.querySelector("[data-board]");
const progress = document.querySelector("[data-progress]");

function enhance(root) {
  for (const node of root.querySelectorAll(".script-only")) node.hidden = false;
  for (const node of root.querySelectorAll(".plain-only")) node.hidden = true;
}

// -- How far the worker is ----------------------------------------------------------------------

let timer;
async function look() {
  clearTimeout(timer);
  timer = setTimeout(look, EVERY);
  if (document.hidden) return;
  const answer = await fetch(progress.dataset.url).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const found = await answer.json();
  if (!found.waiting) clearTimeout(timer);
  const state = `${found.ready} ${found.failed} ${found.all}`;
  if (state === progress.dataset.state) return;
  progress.dataset.state = state;
  show(found);
  await refresh();
}

function show(found) {
  const line = progress.querySelector("[role=status]");
  line.textContent = say(found.ready === found.all ? progress.dataset.done : progress.dataset.text, found);
}

// What changed on the server comes onto the page; what was moved here stays where it is.
async function refresh() {
  const answer = await fetch(board.action).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = [...fresh.querySelectorAll("[data-photo]")], ids = new Set(now.map((card) => card.id));
  for (const card of cards()) if (!ids.has(card.id)) card.remove();
  for (const card of now) bring(card);
  for (const part of ["#all-photos", ".work-side"]) {
    const here = document.querySelector(part);
    if (!here.contains(document.activeElement)) here.innerHTML = fresh.querySelector(part).innerHTML;
  }
  renumber();
}

function bring(card) {
  const known = document.getElementById(card.id);
  if (!known) {
    enhance(card);
    groups().find((list) => list.dataset.group === card.parentElement.dataset.group)?.append(card);
    return;
  }
  const [old, now] = [known, card].map((one) => one.querySelector("[data-face]"));
  if (old.dataset.state !== now.dataset.state && !old.contains(document.activeElement)) old.replaceWith(now);
}

// -- The order ----------------------------------------------------------------------------------

const groups = () => [...board.querySelectorAll("[data-group]")];
const cards = () => [...board.querySelectorAll("[data-photo]")];
const nameOf = (list) => list.parentElement.querySelector("h3").textContent;

function renumber() {
  cards().forEach((card, index) => {
    for (const node of card.querySelectorAll("[data-number]")) node.textContent = index + 1;
    card.querySelector("input[name^=order-]").value = index + 1;
    card.querySelector("select").value = card.parentElement.dataset.group;
  });
}

function placed(card, focused) {
  renumber();
  focused?.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const all = cards(), values = { number: all.indexOf(card) + 1, all: all.length, group: nameOf(card.parentElement) };
  board.querySelector("[data-announce]").textContent = say(board.dataset.place, values);
  changed();
}

// Beyond the end of its group a photo comes into the next one.
function move(card, step) {
  const neighbour = step < 0 ? card.previousElementSibling : card.nextElementSibling;
  const lists = groups(), next = lists[lists.indexOf(card.parentElement) + step];
  if (neighbour && step < 0) neighbour.before(card);
  else if (neighbour) neighbour.after(card);
  else if (next && step < 0) next.append(card);
  else next?.prepend(card);
}

function drag(card, start) {
  start.preventDefault();
  card.classList.add("is-held");
  let at = start, put;
  const unmark = () => {
    put = undefined;
    for (const node of board.querySelectorAll(".is-before, .is-behind, .is-goal")) {
      node.classList.remove("is-before", "is-behind", "is-goal");
    }
  };
  const follow = (event) => {
    at = event;
    unmark();
    const under = document.elementFromPoint(at.clientX, at.clientY);
    const other = under?.closest("[data-photo]"), list = under?.closest(".photo-group")?.querySelector("[data-group]");
    if (other && other !== card) {
      const behind = isBehind(other, at);
      other.classList.add(behind ? "is-behind" : "is-before");
      put = () => (behind ? other.after(card) : other.before(card));
    } else if (list && !other) {
      list.classList.add("is-goal");
      put = () => list.append(card);
    }
  };
  const roll = setInterval(() => {
    if (at.clientY < EDGE) scrollBy(0, -STEP);
    else if (at.clientY > innerHeight - EDGE) scrollBy(0, STEP);
  }, 16);
  const end = (event) => {
    clearInterval(roll);
    card.classList.remove("is-held");
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    const act = event.type === "pointerup" && put;
    unmark();
    if (!act) return;
    act();
    placed(card);
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

function isBehind(other, at) {
  const box = other.getBoundingClientRect();
  const columns = getComputedStyle(other.parentElement).gridTemplateColumns.split(" ").length;
  return columns > 1 ? at.clientX > box.left + box.width / 2 : at.clientY > box.top + box.height / 2;
}

// -- Saving -------------------------------------------------------------------------------------

const bar = board?.querySelector("[data-bar]");
let saving, wanted = false, soon;
function changed() {
  wanted = true;
  clearTimeout(soon);
  if ("autosave" in board.dataset) soon = setTimeout(save, AFTER);
}

async function save() {
  if (saving) return;
  wanted = false;
  saving = send();
  await saving;
  saving = undefined;
  if (wanted) changed();
}

async function send() {
  try {
    const options = { method: "POST", body: new FormData(board), headers: { Accept: "application/json" } };
    const answer = await fetch(board.action, { ...options, keepalive: true });
    if (answer.status === 401) return tell(board.dataset.loggedOut, true);
    const found = await answer.json();
    if (answer.status === 409) delete board.dataset.autosave; // the press shows both orders
    if (!answer.ok) return tell(found.text, true);
    board.elements.seen.value = found.seen;
    const side = document.querySelector(".work-side");
    if (!side.contains(document.activeElement)) side.innerHTML = found.checklist;
    return tell(found.text, false);
  } catch {
    return tell(board.dataset.failed, true);
  }
}

// The press is needed only when saving by itself did not work.
function tell(text, isBad) {
  const line = bar.querySelector("[data-status]");
  line.textContent = text;
  line.classList.toggle("bad", isBad);
  bar.classList.remove("is-away");
  bar.querySelector("button").hidden = !isBad;
}

if (board) {
  enhance(board);
  bar.classList.toggle("is-away", "autosave" in board.dataset);
  board.addEventListener("click", (event) => {
    const button = event.target.closest("[data-back], [data-on]"), card = event.target.closest("[data-photo]");
    if (!button) return;
    move(card, "back" in button.dataset ? -1 : 1);
    placed(card, button);
  });
  board.addEventListener("change", (event) => {
    if (event.target.name === "cover") changed();
  });
  board.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-handle]") && event.isPrimary) drag(event.target.closest("[data-photo]"), event);
  });
  board.addEventListener("submit", () => clearTimeout(soon));
  addEventListener("pagehide", () => { if (wanted) save(); });
  document.addEventListener("photo-added", look);
  enhance(progress);
  if (document.querySelector(".shot-waits:not(.shot-waits--failed)")) look();
}
