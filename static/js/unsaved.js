// Leaving a form with unsaved changes asks first. A form that saves by itself says so with "saved".

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  let unsaved = form.dataset.unsaved === "yes" || Boolean(form.querySelector("[role=alert]"));
  form.addEventListener("input", () => { unsaved = true; });
  for (const done of ["submit", "saved"]) form.addEventListener(done, () => { unsaved = false; });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
