// Works with the form, never instead of it: keeps what was answered, and sends it when the net is there.
(function () {
  "use strict";
  var form = document.forms[0], kiosk = document.body.className === "kiosk", path = location.pathname;
  var QUEUE = "sipas:queue", draft = "sipas:" + path.replace("/cam-on", ""), box = null, busy = false, now = "";
  try { box = window.localStorage; } catch (e) { box = null; }
  if (!window.fetch || !window.URLSearchParams) return;

  function kept(key) { try { return JSON.parse(box.getItem(key)); } catch (e) { return null; } }
  function keep(key, value) { try { box.setItem(key, JSON.stringify(value)); return true; } catch (e) { return false; } }
  function drop(key) { if (box) box.removeItem(key); }
  function queue() { return kept(QUEUE) || []; }
  function without(token) { return queue().filter(function (one) { return one.token !== token; }); }
  function dequeue(one) { var rest = without(one.token); if (rest.length) keep(QUEUE, rest); else drop(QUEUE); }
  function say(what) { if (form) form.querySelector(".status").textContent = form.dataset[what].replace("#", queue().length); }
  function mine(one) { return form ? one.token === form.elements.phieu.value : one.to === path; }

  function later(seconds) { now = ""; say("waiting"); setTimeout(send, Math.max(seconds, 5) * 1000); }
  function send() {
    var one = queue()[0];
    if (!one || busy) return;
    busy = true;
    // A kiosk notices forms that follow too soon; those that waited for the net come all at once.
    fetch(one.to, { method: "POST", body: new URLSearchParams(one.body + (one.token === now ? "" : "&cho=1")) }).then(function (answer) {
      busy = false;
      if (answer.status >= 500 || answer.status === 429) { later(answer.headers.get("Retry-After") | 0); return; }
      dequeue(one);
      if (!answer.ok) { if (!kiosk || mine(one)) plainly(one); return; }
      if (mine(one)) { location.replace(answer.url); return; }
      say("sent");
      send();
    }, function () { busy = false; later(0); });
  }
  // What the server refuses goes the way of a page without script: it answers with the form and the reason.
  function plainly(one) {
    var plain = document.createElement("form");
    plain.method = "post";
    plain.action = one.to;
    new URLSearchParams(one.body).forEach(function (value, name) {
      var field = document.createElement("input");
      field.type = "hidden"; field.name = name; field.value = value;
      plain.appendChild(field);
    });
    document.body.appendChild(plain);
    plain.submit();
  }

  addEventListener("online", send);
  addEventListener("load", function () {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register("/sw.js").catch(function () { return null; });
    navigator.serviceWorker.ready.then(function (ready) {
      ready.active.postMessage({ path: path.replace("/cam-on", ""), phieu: form && !kiosk ? form.elements.phieu.value : "" });
    });
  });
  if (!form) { drop(draft); send(); return; }

  var token = form.elements.phieu.value, summary = document.getElementById("loi"), before = kept(draft);
  function body() { return new URLSearchParams(new FormData(form)).toString(); }
  function restore(text) {
    new URLSearchParams(text).forEach(function (value, name) {
      var field = form.elements[name];
      if (field && name !== "phieu") field.value = value;
    });
  }
  if (summary) summary.focus();
  else if (!kiosk && before && Date.now() - before.at < 1800000) {
    if (before.token === token || location.search.indexOf("phieu=") > 0) restore(before.body);
    else location.replace("?" + new URLSearchParams({ phieu: before.token, lang: document.documentElement.lang }));
  }
  form.addEventListener("input", function () {
    if (!kiosk) keep(draft, { at: Date.now(), token: token, body: body() });
  });
  form.addEventListener("submit", function (event) {
    var one = { to: form.getAttribute("action"), token: token, body: body() };
    drop(draft);
    // On the phone before on the way: a tab that dies loses nothing.
    if (keep(QUEUE, without(token).concat(one))) {
      event.preventDefault();
      now = token;
      say("sending");
      if (navigator.onLine) send(); else later(0);
      if (kiosk) setTimeout(leave, 8000);
      form.className = "queued";
    } else if (!navigator.onLine) {
      event.preventDefault();
      say("full");
    }
  });
  if (queue().length) { if (queue().some(mine)) form.className = "queued"; say("waiting"); send(); }

  // A long list is searched by typing, with or without marks.
  function folded(text) { return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  form.querySelectorAll("select[data-find]").forEach(function (list) {
    var all = Array.prototype.slice.call(list.options), find = document.createElement("input");
    find.type = "search"; find.placeholder = list.dataset.find;
    find.setAttribute("aria-label", list.dataset.find);
    list.parentNode.insertBefore(find, list);
    find.addEventListener("input", function () {
      var typed = folded(find.value).trim(), words = typed.split(/\s+/), chosen = list.value, rest = [];
      list.textContent = "";
      all.forEach(function (one) {
        var text = folded(one.text);
        if (!one.value || one.value === chosen || text.indexOf(typed) >= 0) list.appendChild(one);
        else if (words.every(function (word) { return text.indexOf(word) >= 0; })) rest.push(one);
      });
      rest.forEach(function (one) { list.appendChild(one); });
      list.value = chosen;
    });
  });

  // The next person at a kiosk finds an empty form; without a net only the service worker has one.
  function leave() {
    if (navigator.onLine || navigator.serviceWorker && navigator.serviceWorker.controller) location.replace(path);
    else setTimeout(leave, 5000);
  }
  if (kiosk) {
    var idle;
    ["input", "pointerdown", "keydown", "scroll"].forEach(function (kind) {
      addEventListener(kind, function () { clearTimeout(idle); idle = setTimeout(leave, 25000); });
    });
    addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  }

  var reader = form.querySelector(".read"), voice = window.speechSynthesis, lang = document.documentElement.lang;
  function listen() {
    reader.hidden = !voice.getVoices().some(function (one) { return one.lang.slice(0, 2) === lang; });
  }
  if (voice) {
    listen();
    voice.addEventListener("voiceschanged", listen);
    reader.addEventListener("click", function () {
      var speaking = voice.speaking;
      voice.cancel();
      if (!speaking) form.querySelectorAll("legend,.row span").forEach(function (part) {
        var words = new SpeechSynthesisUtterance(part.textContent);
        words.lang = lang;
        voice.speak(words);
      });
    });
  }
})();
