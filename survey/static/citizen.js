(function () {
  "use strict";
  var form = document.forms[0], body = document.body, kiosk = body.className === "kiosk";
  var draft = "sipas:" + location.pathname, queue = "sipas:queue", box = null;
  try { box = localStorage; box.setItem("sipas:?", "1"); box.removeItem("sipas:?"); } catch (e) { box = null; }
  function kept(key, fallback) { try { return JSON.parse(box.getItem(key)) || fallback; } catch (e) { return fallback; } }
  function keep(key, value) { try { box.setItem(key, JSON.stringify(value)); return true; } catch (e) { return false; } }
  function forget(key) { if (box) box.removeItem(key); }
  function say(text) { var p = document.querySelector(".status"); if (p) p.textContent = text; }
  function encoded() { return new URLSearchParams(new FormData(form)).toString(); }

  function sendWaiting() {
    var waiting = kept(queue, []), next = waiting[0];
    if (!next || !navigator.onLine) return;
    fetch(next.to, { method: "POST", body: next.body, credentials: "omit",
      headers: { "Content-Type": "application/x-www-form-urlencoded" } }).then(function (answer) {
      if (answer.status >= 500 || answer.status === 429) return;
      keep(queue, kept(queue, []).slice(1));
      if (!answer.ok) { say(form ? form.dataset.refused : ""); return; }
      if (kept(queue, []).length) { sendWaiting(); } else { forget(queue); location.href = next.to + "/cam-on"; }
    }).catch(function () { setTimeout(sendWaiting, 5000); });
  }

  function leave() { if (kiosk) location.replace(body.dataset.next || location.pathname); }
  if (kiosk && body.dataset.next) setTimeout(leave, 8000);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(function () { return null; });
  addEventListener("online", sendWaiting);
  if (!form) { if (box) forget("sipas:" + location.pathname.replace(/\/cam-on$/, "")); return; }

  var summary = document.getElementById("loi");
  if (summary) summary.focus();
  if (kept(queue, []).length) { say(form.dataset.waiting); sendWaiting(); }

  var before = kept(draft, null), token = form.elements.phieu.value;
  if (!kiosk && before && Date.now() - before.at < 1800000) {
    if (before.token === token) restore(before.body);
    else if (!summary && location.search.indexOf("phieu=") < 0) location.replace("?" + new URLSearchParams({ phieu: before.token }));
  }
  function restore(text) {
    new URLSearchParams(text).forEach(function (value, name) {
      var field = form.elements[name];
      if (field && name !== "phieu") field.value = value;
    });
  }
  form.addEventListener("input", function () { if (!kiosk) keep(draft, { at: Date.now(), token: token, body: encoded() }); });
  form.addEventListener("submit", function (event) {
    if (navigator.onLine) return;
    event.preventDefault();
    var waiting = kept(queue, []).filter(function (one) { return one.token !== token; });
    waiting.push({ to: form.getAttribute("action"), token: token, body: encoded() });
    if (!keep(queue, waiting)) { say(form.dataset.full); return; }
    forget(draft);
    say(form.dataset.waiting);
  });

  if (kiosk) {
    var idle;
    var restart = function () { clearTimeout(idle); idle = setTimeout(leave, 25000); };
    ["input", "pointerdown", "keydown"].forEach(function (kind) { addEventListener(kind, restart); });
    restart();
    addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  }

  var reader = document.querySelector(".read"), voice = window.speechSynthesis;
  function speaks() {
    var can = voice.getVoices().some(function (one) { return one.lang.slice(0, 2) === document.documentElement.lang; });
    if (can) reader.hidden = false;
  }
  if (reader && voice) {
    speaks();
    voice.addEventListener("voiceschanged", speaks);
    reader.addEventListener("click", function () {
      voice.cancel();
      document.querySelectorAll("legend, .row span").forEach(function (part) {
        var words = new SpeechSynthesisUtterance(part.textContent);
        words.lang = document.documentElement.lang;
        voice.speak(words);
      });
    });
  }
})();
