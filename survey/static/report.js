// A report takes a few seconds: says so while it is made. Without script the browser's own download does it.
"use strict";

const PATIENCE = 2000;

// Used by sheet.js too.
async function download(answer) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}

async function fetchReport(form) {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address);
  // The page of the error says what happened.
  if (!answer.ok || answer.redirected) return location.assign(address);
  await download(answer);
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.report");
  if (!form) return;
  event.preventDefault();
  const wait = form.querySelector(".wait");
  const button = form.querySelector("button");
  const shown = setTimeout(() => { wait.hidden = false; }, PATIENCE);
  button.disabled = true;
  try {
    await fetchReport(form);
  } catch {
    form.submit();
  } finally {
    clearTimeout(shown);
    wait.hidden = true;
    button.disabled = false;
  }
});
