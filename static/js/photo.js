// One photo: its focus by click and drag, live crops, and names found by typing.
// Without this file the sliders and the whole list do the work.

const form = document.querySelector("[data-describe]");
const stage = form.querySelector("[data-stage]");
const [across, down] = ["focus_x", "focus_y"].map((name) => form.elements[name]);
const tens = (value) => Math.round(Math.min(100, Math.max(0, value)) / 10) * 10;

for (const node of form.querySelectorAll(".script-only")) node.hidden = false;

// In steps of ten percent, as classes: the page carries no inline style.
function draw() {
  for (const node of [stage, ...form.querySelectorAll("[data-crop]")]) {
    const kept = [...node.classList].filter((name) => !/^f[xy]-/.test(name));
    node.className = [...kept, `fx-${across.value}`, `fy-${down.value}`].join(" ");
  }
}

function point(event) {
  const box = stage.querySelector("img").getBoundingClientRect();
  across.value = tens((100 * (event.clientX - box.left)) / box.width);
  down.value = tens((100 * (event.clientY - box.top)) / box.height);
  draw();
  across.dispatchEvent(new Event("input", { bubbles: true }));
}

if (stage) {
  stage.classList.add("is-live");
  stage.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    point(event);
  });
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) point(event);
  });
  for (const slider of [across, down]) slider.addEventListener("input", draw);
}

// "mu", "mü" and "mue" find Müller.
const plain = (text) => text.toLowerCase().replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss");
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const people = form.querySelector("[data-people]");
people.querySelector("[data-search]").addEventListener("input", (event) => {
  event.stopPropagation(); // nothing is unsaved by searching
  const sought = event.target.value.trim();
  const rows = [...people.querySelectorAll("li")];
  for (const row of rows) {
    const name = row.textContent;
    row.hidden = !plain(name).includes(plain(sought)) && !bare(name).includes(bare(sought));
  }
  const count = people.querySelector("[data-found]");
  count.textContent = count.dataset.text.replace("[n]", rows.filter((row) => !row.hidden).length);
});
// The search is no part of the form: Enter must not save.
people.querySelector("[data-search]").addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
});
