// A second press within a moment sends nothing twice; a form that gave a file can be sent again after it.
"use strict";

const MOMENT = 3000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (event.timeStamp - (sent.get(form) ?? -MOMENT) < MOMENT) event.preventDefault();
  else sent.set(form, event.timeStamp);
});
