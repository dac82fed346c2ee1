// Keeps the pages a phone has opened, so that they open again without a net. Nothing that was answered is kept here.
"use strict";
const PAGES = "sipas-pages-1";
const OURS = /^\/[kq]\/[0-9A-Z]{8}$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || !OURS.test(address.pathname)) return;
  event.respondWith(fetch(event.request).then((answer) => {
    if (answer.ok) {
      const copy = answer.clone();
      event.waitUntil(caches.open(PAGES).then((pages) => pages.put(address.pathname, copy)));
    }
    return answer;
  }).catch(() => caches.match(address.pathname).then((page) => page || Response.error())));
});
