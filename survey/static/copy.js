// Copies the text that a button names, here or on the page it names; where nothing can be copied the text is
// selected to be copied by hand, or its page is shown.
"use strict";

const DONE = "Đã chép.";

// Without https a browser has no clipboard, but the old command for what is selected and seen.
async function put(field) {
  const folded = field.closest("details");
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    if (folded) folded.open = true;
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

async function copy(button) {
  const done = await put(document.getElementById(button.dataset.copy));
  button.parentElement.querySelector("[role=status]").textContent = done
    ? DONE
    : "Đã chọn cả bài: bấm Ctrl+C (hoặc giữ tay) để chép.";
}

async function copyFrom(button) {
  const address = button.dataset.copyPage;
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    await navigator.clipboard.writeText(page.querySelector("textarea").value);
    button.textContent = "Đã chép";
  } catch {
    location.assign(address);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const ways = { "button[data-copy]": copy, "button[data-copy-page]": copyFrom };
  for (const [buttons, way] of Object.entries(ways)) {
    for (const button of document.querySelectorAll(buttons)) {
      button.hidden = false;
      button.addEventListener("click", () => way(button));
    }
  }
});
