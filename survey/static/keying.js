// One hand on the digits: a key answers the question in focus and goes on to the next; Backspace goes back
// and takes away; / goes to the comment; Enter saves when nothing is missing. Without this script it is a plain
// form of radio buttons.
"use strict";

const form = document.querySelector("form.keying");
const groups = Array.from(form.querySelectorAll("fieldset.key"));
const save = form.querySelector("button[type=submit]");

const radios = (group) => Array.from(group.querySelectorAll("input[type=radio]"));
const chosen = (group) => radios(group).find((radio) => radio.checked);

// What is keyed in outlives a reload and a sign-in that ended meanwhile; it stays in this tab.
const DRAFT = `nhap:${location.pathname}`;
const OWN = ["csrf_token", "phieu", "so"];

function keep(sent = false) {
  const fields = Object.fromEntries(new FormData(form));
  const title = document.querySelector("h1").textContent;
  sessionStorage.setItem(DRAFT, JSON.stringify({ sent, title, fields }));
}

function restore() {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT));
  // The page of an error brings all that was sent.
  if (!draft || document.querySelector(".summary")) return;
  if (draft.sent && "saved" in form.dataset) {
    sessionStorage.removeItem(DRAFT);
    return;
  }
  for (const [name, value] of Object.entries(draft.fields)) {
    // Sent without an answer: perhaps it was saved, so it is sent as the same form under the same number.
    if (form.elements[name] && (draft.sent || !OWN.includes(name)) && name !== "csrf_token") {
      form.elements[name].value = value;
    }
  }
  if (draft.sent) document.querySelector("h1").textContent = draft.title;
  document.querySelector(".restored").hidden = false;
}

function go(place) {
  const group = groups[place];
  if (!group) {
    save.focus();
    return;
  }
  (chosen(group) || radios(group)[0]).focus({ preventScroll: true });
  group.scrollIntoView({ block: "center" });
}

function back(place) {
  const here = groups[place];
  const target = here && chosen(here) ? place : place - 1;
  if (target < 0) return;
  const answer = chosen(groups[target]);
  if (answer) answer.checked = false;
  keep();
  go(target);
}

function finish() {
  const missing = groups.findIndex((group) => group.id.startsWith("q-") && !chosen(group));
  if (missing < 0) form.requestSubmit(save);
  else go(missing);
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const at = event.target;
  if (at.tagName === "TEXTAREA" || (at.tagName === "INPUT" && at.type !== "radio")) return;
  const place = at === save ? groups.length : groups.indexOf(at.closest("fieldset.key"));
  if (event.key === "Backspace") {
    event.preventDefault();
    back(place);
  } else if (event.key === "Enter") {
    event.preventDefault();
    finish();
  } else if (event.key === "/" && form.elements.comment) {
    event.preventDefault();
    form.elements.comment.focus();
  } else if (groups[place]) {
    const answer = radios(groups[place]).find((radio) => radio.dataset.keys.includes(event.key.toLowerCase()));
    if (!answer) return;
    event.preventDefault();
    answer.checked = true;
    keep();
    go(place + 1);
  }
}

form.addEventListener("keydown", press);
form.addEventListener("input", () => keep());
form.addEventListener("submit", () => keep(true));
document.querySelector(".restored button").addEventListener("click", () => {
  sessionStorage.removeItem(DRAFT);
  location.reload();
});
restore();
const first = groups.findIndex((group) => !chosen(group));
if (!document.querySelector(".summary")) go(first < 0 ? groups.length : first);
