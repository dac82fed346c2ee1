// A long list of names is searched as one types, with or without marks. Without this script the list is whole.
"use strict";
(() => {
  const SHORT = 60;
  const folded = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

  function searched(list) {
    const all = [...list.options].map((option) => ({ option, text: folded(option.text) }));
    const box = Object.assign(document.createElement("input"), {
      type: "search",
      autocomplete: "off",
      placeholder: "Gõ để tìm, có dấu hay không dấu",
    });
    box.setAttribute("aria-label", `Tìm trong danh sách: ${list.labels[0]?.textContent.trim() ?? ""}`);
    const told = document.createElement("small");
    told.setAttribute("role", "status");
    box.addEventListener("input", () => {
      const words = folded(box.value).split(/\s+/).filter(Boolean);
      const found = all.filter((one) => words.every((word) => one.text.includes(word)));
      // What stands for “every one of them” stays; so does the whole list when nothing is found.
      const shown = found.length ? all.filter((one) => !one.option.value || found.includes(one)) : all;
      list.replaceChildren(...shown.map((one) => one.option));
      if (found.length && words.length) found[0].option.selected = true;
      told.textContent = found.length ? `Có ${found.length} mục.` : "Không có mục nào như vậy; hãy thử ít chữ hơn.";
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      list.focus();
    });
    list.before(box);
    list.after(told);
  }

  for (const list of document.querySelectorAll("select")) {
    if (list.options.length > SHORT && !list.querySelector("optgroup")) searched(list);
  }
  // A browser looks for what was typed in the label of a suggestion as it stands.
  for (const option of document.querySelectorAll("datalist option")) {
    if (option.text && folded(option.text) !== option.text) option.label = `${option.text} · ${folded(option.text)}`;
  }
})();
