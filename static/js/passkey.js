// The browser asks for finger, face or PIN; what it answers goes into the form.
// `webauthnJSON` comes from allauth's file and turns bytes into text and back.

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation(); // it may be pressed again
    const problem = form.querySelector("[data-problem]");
    problem.hidden = true;
    try {
      const answer = await webauthnJSON[form.dataset.passkey](await options(form));
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      problem.hidden = false;
      problem.focus();
    }
  });
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options;
}
