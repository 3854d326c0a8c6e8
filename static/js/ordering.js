// Rows of a form, such as stations or sections: order by buttons, keyboard or dragging; add and remove.
// Without this file the numbers and tick boxes in the same form do the work.
// The texts stand in the data attributes of [data-ordering]; changes of the order are "input" events.

const say = (text, values) => text.replace(/\[(\w+)\]/g, (_, name) => values[name]);

function enhance(root) {
  for (const node of root.querySelectorAll(".script-only")) node.hidden = false;
  for (const node of root.querySelectorAll(".plain-only")) node.hidden = true;
}

function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}

function order(root) {
  const list = root.querySelector("[data-rows]");
  const texts = root.dataset;
  const dialog = root.querySelector("[data-ask-dialog]");
  const rows = () => [...list.querySelectorAll(":scope > [data-row]")];
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));

  function nameOf(row) {
    const field = row.querySelector(texts.name);
    return field.selectedOptions?.[0]?.text ?? field.value ?? "";
  }

  // Numbers follow the order; nobody types them.
  function renumber() {
    rows().forEach((row, index, all) => {
      const number = index + 1;
      row.querySelector("[data-title]").textContent = say(texts.number, { number });
      row.querySelector("[data-name]").textContent = nameOf(row);
      row.querySelector("input[name$=-position]").value = number;
      for (const label of row.querySelectorAll("[data-label]")) label.textContent = say(label.dataset.label, { number });
      // Not "disabled": the focus would fall off the button that was just pressed.
      row.querySelector("[data-up]").ariaDisabled = String(index === 0);
      row.querySelector("[data-down]").ariaDisabled = String(index === all.length - 1);
    });
  }

  function announce(text, values) {
    root.querySelector("[data-announce]").textContent = say(text, values);
  }

  function announcePlace(row) {
    const all = rows(), number = all.indexOf(row) + 1;
    announce(texts.moved, { name: nameOf(row) || say(texts.number, { number }), number, all: all.length });
  }

  // The neighbour moves, not the row itself: so it keeps the focus and the pointer.
  function move(row, step) {
    const neighbour = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!neighbour?.matches("[data-row]")) return false;
    if (step < 0) row.after(neighbour);
    else row.before(neighbour);
    renumber();
    changed();
    return true;
  }

  let next = rows().length; // names are used once; the server closes gaps
  function add() {
    const html = root.querySelector("[data-empty]").innerHTML.replaceAll("__prefix__", String(next++));
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const row = fresh.content.firstElementChild;
    enhance(row);
    (rows().at(-1) ?? list.querySelector("noscript"))?.after(row);
    if (!row.isConnected) list.append(row);
    renumber();
    row.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
    return row;
  }

  function remove(row) {
    const at = rows().indexOf(row);
    row.remove();
    renumber();
    changed();
    announce(texts.removed, {});
    const after = rows()[Math.min(at, rows().length - 1)];
    (after?.querySelector("[data-title]") ?? root.querySelector("[data-add]")).focus();
  }

  let asked;
  function ask(row) {
    asked = row;
    dialog.querySelector("p").textContent = say(texts.ask, { number: rows().indexOf(row) + 1 });
    dialog.showModal();
  }

  // While one is dragged, all rows shrink to their heads: they fit on the screen.
  function shrink(row, brief) {
    const before = row.getBoundingClientRect().top;
    list.classList.toggle("is-brief", brief);
    row.classList.toggle("is-held", brief);
    scrollBy(0, row.getBoundingClientRect().top - before);
  }

  function drag(row, start) {
    start.preventDefault();
    renumber();
    shrink(row, true);
    const follow = (event) => {
      const above = row.previousElementSibling, below = row.nextElementSibling;
      if (above?.matches("[data-row]") && event.clientY < middle(above)) move(row, -1);
      else if (below?.matches("[data-row]") && event.clientY > middle(below)) move(row, 1);
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

  enhance(root);
  renumber();
  if (!rows().length) add();
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    const step = event.target.closest("[data-up]") ? -1 : event.target.closest("[data-down]") ? 1 : 0;
    if (step && move(row, step)) {
      announcePlace(row);
      row.scrollIntoView({ block: "nearest" }); // the focus must not move out of the window
    }
    if (event.target.closest("[data-remove]")) ask(row);
  });
  list.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-handle]") && event.isPrimary) drag(event.target.closest("[data-row]"), event);
  });
  root.querySelector("[data-add]").addEventListener("click", () => {
    const row = add();
    announce(texts.added, { number: rows().length });
    row.querySelector(texts.first).focus();
  });
  dialog.querySelector("[data-yes]").addEventListener("click", () => {
    dialog.close();
    remove(asked);
  });
  dialog.querySelector("[data-no]").addEventListener("click", () => dialog.close());
}

for (const root of document.querySelectorAll("[data-ordering]")) order(root);
