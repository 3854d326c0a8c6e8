// Sends photos one after the other, in their order, and says of each what becomes of it.
// Without this file one press sends all files, and the next page says what was refused.

const form = document.querySelector("[data-upload]");

function start() {
  const texts = form.dataset;
  const input = form.elements.pictures;
  const button = form.querySelector("[type=submit]");
  const results = document.querySelector("[data-uploads]");
  const drop = form.querySelector("[data-drop]");
  const say = (text, values) => text.replace(/\[(\w+)\]/g, (_, name) => values[name]);
  const queue = [];
  let sending = false, all = 0, done = 0, bad = 0;

  function begin(files) {
    button.hidden = true;
    results.hidden = false;
    for (const file of files) queue.push([file, row(file)]);
    all += files.length;
    input.value = "";
    if (!sending) work();
  }

  async function work() {
    sending = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [file, line] = next;
      const refusal = file.size > Number(texts.most) ? say(texts.tooLarge, file) : await send(file, line);
      done += 1;
      bad += Boolean(refusal);
      finish(line, refusal || say(texts.done, file), !refusal);
      if (!refusal) document.dispatchEvent(new Event("photo-added"));
    }
    sending = false;
  }

  function row(file) {
    const line = document.createElement("li");
    const text = document.createElement("span");
    text.textContent = say(texts.waits, file);
    line.append(text);
    results.querySelector("[data-list]").append(line);
    return line;
  }

  function finish(line, text, good) {
    line.className = good ? "is-good" : "is-bad";
    line.textContent = text;
    results.querySelector("[data-result]").textContent = say(bad ? texts.someBad : texts.allGood, { done, all, bad });
  }

  // Answers with the reason why the file is not added, or nothing.
  function send(file, line) {
    const text = line.querySelector("span");
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", file.name);
    line.append(bar);
    const data = new FormData(form);
    data.delete("pictures");
    data.append("pictures", file, file.name);
    return new Promise((answer) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = (event) => {
        bar.value = event.loaded / event.total;
        const percent = Math.round(100 * bar.value);
        text.textContent = say(percent < 100 ? texts.sent : texts.checked, { name: file.name, percent });
      };
      request.onload = () => answer(refusalOf(request, file));
      request.onerror = () => answer(say(texts.failed, file));
      request.send(data);
    });
  }

  function refusalOf(request, file) {
    if (request.status === 401) return say(texts.loggedOut, file);
    try {
      const found = JSON.parse(request.responseText);
      return found.text ?? found.refused[0];
    } catch {
      return say(texts.failed, file);
    }
  }

  // Who took them is asked first: the files wait in the form until it is said.
  function take() {
    button.hidden = !input.files.length;
    if (input.files.length && form.reportValidity()) begin([...input.files]);
  }

  button.hidden = true;
  for (const node of form.querySelectorAll(".script-only")) node.hidden = false;
  input.addEventListener("change", take);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    take();
  });
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    drop.addEventListener(kind, () => drop.classList.remove("is-over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    take();
  });
  addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });
}

if (form) start();
