// The stations of the editor: order by buttons, keyboard or dragging; add and remove rows.
// Without this file the numbers and tick boxes in the same form do the work.

const list = document.querySelector("[data-stops]");
const say = (text, values) => text.replace(/\[(\w+)\]/g, (_, name) => values[name]);
const rows = () => [...list.querySelectorAll(":scope > [data-stop]")];

function enhance(root) {
  for (const node of root.querySelectorAll(".script-only")) node.hidden = false;
  for (const node of root.querySelectorAll(".plain-only")) node.hidden = true;
}

// Numbers follow the order; nobody types them.
function renumber() {
  rows().forEach((row, index, all) => {
    const number = index + 1;
    row.querySelector("[data-title]").textContent = say(list.dataset.number, { number });
    row.querySelector("[data-name]").textContent = stationOf(row);
    row.querySelector("input[name$=-position]").value = number;
    for (const label of row.querySelectorAll("[data-label]")) label.textContent = say(label.dataset.label, { number });
    // Not "disabled": the focus would fall off the button that was just pressed.
    row.querySelector("[data-up]").ariaDisabled = String(index === 0);
    row.querySelector("[data-down]").ariaDisabled = String(index === all.length - 1);
  });
}

function announce(text, values) {
  document.querySelector("[data-announce]").textContent = say(text, values);
}

function stationOf(row) {
  return row.querySelector("select[name$=-station]").selectedOptions[0]?.text ?? "";
}

function announcePlace(row) {
  const all = rows();
  announce(list.dataset.moved, { station: stationOf(row), number: all.indexOf(row) + 1, all: all.length });
}

// The neighbour moves, not the row itself: so it keeps the focus and the pointer.
function move(row, step) {
  const neighbour = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!neighbour?.matches("[data-stop]")) return false;
  if (step < 0) row.after(neighbour);
  else row.before(neighbour);
  renumber();
  changed();
  return true;
}

let next = rows().length; // names are used once; the server closes gaps
function add() {
  const html = document.querySelector("[data-empty]").innerHTML.replaceAll("__prefix__", String(next++));
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const row = fresh.content.firstElementChild;
  enhance(row);
  (rows().at(-1) ?? list.querySelector("noscript"))?.after(row);
  if (!row.isConnected) list.append(row);
  renumber();
  return row;
}

function remove(row) {
  const at = rows().indexOf(row);
  row.remove();
  renumber();
  changed();
  announce(list.dataset.removed, {});
  const after = rows()[Math.min(at, rows().length - 1)];
  (after?.querySelector("[data-title]") ?? document.querySelector("[data-add]")).focus();
}

const dialog = document.querySelector("[data-ask-dialog]");
let asked;
function ask(row) {
  asked = row;
  dialog.querySelector("p").textContent = say(list.dataset.ask, { number: rows().indexOf(row) + 1 });
  dialog.showModal();
}

// While one is dragged, all rows shrink to their heads: they fit on the screen.
function shrink(row, brief) {
  const before = row.getBoundingClientRect().top;
  list.classList.toggle("stop-rows--brief", brief);
  row.classList.toggle("stop-row--held", brief);
  scrollBy(0, row.getBoundingClientRect().top - before);
}

function drag(row, start) {
  start.preventDefault();
  renumber();
  shrink(row, true);
  const follow = (event) => {
    const above = row.previousElementSibling, below = row.nextElementSibling;
    if (above?.matches("[data-stop]") && event.clientY < middle(above)) move(row, -1);
    else if (below?.matches("[data-stop]") && event.clientY > middle(below)) move(row, 1);
  };
  const drop = () => {
    shrink(row, false);
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", drop);
    removeEventListener("pointercancel", drop);
    announcePlace(row);
  };
  addEventListener("pointermove", follow);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", drop);
}

function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}

// Leaving with unsaved changes asks first.
let unsaved = Boolean(document.querySelector("main .summary"));
function changed() {
  unsaved = true;
}
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

if (list) {
  enhance(document);
  renumber();
  if (!rows().length) add();
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-stop]");
    const step = event.target.closest("[data-up]") ? -1 : event.target.closest("[data-down]") ? 1 : 0;
    if (step && move(row, step)) {
      announcePlace(row);
      row.scrollIntoView({ block: "nearest" }); // the focus must not move out of the window
    }
    if (event.target.closest("[data-remove]")) ask(row);
  });
  list.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-handle]") && event.isPrimary) drag(event.target.closest("[data-stop]"), event);
  });
  document.querySelector("[data-add]").addEventListener("click", () => {
    const row = add();
    announce(list.dataset.added, { number: rows().length });
    row.querySelector("select").focus();
  });
  dialog.querySelector("[data-yes]").addEventListener("click", () => {
    dialog.close();
    remove(asked);
  });
  dialog.querySelector("[data-no]").addEventListener("click", () => dialog.close());
  const form = list.closest("form");
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => { unsaved = false; });
}
