// Keeps forms that were not answered yet, so that a page opened once opens again without a net.
// A phone keeps the form it has open. A kiosk keeps a stock and hands out each of them once: two people
// must not answer under one token. What people answer is never kept here.
"use strict";
const FORMS = "sipas-forms-1";
const FORM = /^\/([kqm])\/[0-9A-Z]{8}$/;
const STOCK = 12;
const EMPTY = "<!doctype html><html lang=vi><meta charset=utf-8><meta name=viewport content='width=device-width'>" +
  "<title>Mất mạng</title><h1>Mất mạng</h1><p>Máy đã dùng hết số phiếu dự trữ. Phiếu đã điền vẫn còn trong máy và sẽ tự gửi khi có mạng.</p>";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || event.request.mode !== "navigate" || !FORM.test(pathname)) return;
  event.respondWith(opened(event.request, pathname));
});

self.addEventListener("message", (event) => {
  const [, kind] = FORM.exec(event.data.path) || [];
  if (kind) event.waitUntil(kind === "q" ? stock(event.data.path) : remember(event.data.path, event.data.phieu, kind));
});

async function opened(request, path) {
  try {
    const answer = await fetch(request);
    if (answer.status < 500) return answer;
    return (await spare(path)) || answer;
  } catch (lost) {
    return (await spare(path)) || (path.startsWith("/q/") ? new Response(EMPTY, { headers: { "Content-Type": "text/html" } }) : Response.error());
  }
}

async function spare(path) {
  const forms = await caches.open(FORMS);
  if (!path.startsWith("/q/")) return forms.match(path);
  for (const slot of slots(path)) {
    const form = await forms.match(slot);
    if (form && (await forms.delete(slot))) return form;
  }
  return undefined;
}

async function remember(path, phieu, kind) {
  // A page without a form thanks or refuses: the next person may answer, but not with a code that is used once.
  if (kind === "m" && !phieu) await (await caches.open(FORMS)).delete(path);
  else await put(path, phieu ? `${path}?${new URLSearchParams({ phieu })}` : path);
}

async function stock(path) {
  const forms = await caches.open(FORMS);
  // One at random is renewed at every visit: a form that waited for weeks would be too old.
  const renewed = Math.floor(Math.random() * STOCK);
  for (const [number, slot] of slots(path).entries()) {
    if (number === renewed || !(await forms.match(slot))) await put(slot, path);
  }
}

function slots(path) {
  return Array.from({ length: STOCK }, (_, number) => `${path}?kho=${number}`);
}

async function put(slot, address) {
  const answer = await fetch(address).catch(() => null);
  if (answer && answer.ok) await (await caches.open(FORMS)).put(slot, answer);
}
