// One hand on the digits: a key answers the question in focus and goes on to the next; Backspace goes back
// and takes away; Enter saves when nothing is missing. Without this script it is a plain form of radio buttons.
"use strict";

const form = document.querySelector("form.keying");
const groups = Array.from(form.querySelectorAll("fieldset.key"));
const save = form.querySelector("button[type=submit]");

const radios = (group) => Array.from(group.querySelectorAll("input[type=radio]"));
const chosen = (group) => radios(group).find((radio) => radio.checked);

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
  } else if (groups[place]) {
    const answer = radios(groups[place]).find((radio) => radio.dataset.keys.includes(event.key.toLowerCase()));
    if (!answer) return;
    event.preventDefault();
    answer.checked = true;
    go(place + 1);
  }
}

form.addEventListener("keydown", press);
if (!document.querySelector(".summary")) go(0);
