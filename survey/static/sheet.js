// A sheet of codes takes a while and comes once: the button rests meanwhile, and the page says what comes next.
// Without script the browser's own download does it.
"use strict";

// The list of batches, and the mark of the next list: the one that was sent is used up.
async function renew(form) {
  const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const old = document.getElementById("cac-lo");
  const made = fresh.getElementById("cac-lo");
  if (old && made) old.replaceWith(made);
  for (const name of ["mark", "classes", "codes"]) {
    const field = fresh.querySelector(`form.sheet [name=${name}]`);
    if (field) form.elements[name].value = field.value;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.sheet");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const [wait, next, lost] = ["wait", "next", "lost"].map((name) => form.querySelector(`.${name}`));
  button.disabled = true;
  wait.hidden = false;
  next.hidden = lost.hidden = true;
  try {
    const answer = await fetch(location.href, { method: "POST", body: new FormData(form) });
    // Nothing was made: the page of the error says why.
    if (answer.headers.get("Content-Type") !== "application/pdf") return form.submit();
    await download(answer);
    next.hidden = false;
    await renew(form);
  } catch {
    lost.hidden = false;
  } finally {
    wait.hidden = true;
    button.disabled = false;
  }
});
