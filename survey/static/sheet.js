// A sheet of codes takes a while and comes once: the button rests meanwhile, and the page says what comes next.
// Without script the browser's own download does it.
"use strict";

// The mark of the list that was sent is used up; the new batches belong into the table.
async function renew(form) {
  for (const name of ["classes", "codes", "file"]) if (form.elements[name]) form.elements[name].value = "";
  const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const old = document.getElementById("cac-lo");
  const made = fresh.getElementById("cac-lo");
  if (old && made) old.replaceWith(made);
  const mark = fresh.querySelector("form.sheet [name=mark]");
  if (mark) form.elements.mark.value = mark.value;
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
