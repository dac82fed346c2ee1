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
  const byHand = "Đã chọn sẵn: bấm Ctrl+C (hoặc giữ tay) để chép.";
  button.parentElement.querySelector("[role=status]").textContent = done ? DONE : byHand;
}

async function copyFrom(button) {
  const address = button.dataset.copyPage;
  try {
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    await navigator.clipboard.writeText(page.querySelector("textarea").value);
    button.textContent = DONE;
    // Else a screen reader would go on to read the old name.
    button.removeAttribute("aria-label");
  } catch {
    location.assign(address);
  }
}

for (const button of document.querySelectorAll("button[data-copy], button[data-copy-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => (button.dataset.copy ? copy(button) : copyFrom(button)));
}
