// Copies the text that a button names; where there is no clipboard the text is selected to be copied by hand.
"use strict";

async function copy(button) {
  const text = document.getElementById(button.dataset.copy);
  const folded = text.closest("details");
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(text.value);
    said.textContent = "Đã chép.";
  } catch {
    if (folded) folded.open = true;
    text.focus();
    text.select();
    said.textContent = "Đã chọn cả bài: bấm Ctrl+C (hoặc giữ tay) để chép.";
  }
}

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
});
