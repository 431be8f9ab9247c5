// Keeps the pages' own files, and the episodes a listener saved, for times without a network.
"use strict";
const SHELL = "briefcast-shell-@DIGEST@";
const SHELL_FILES = @FILES@;
const SAVED = "briefcast-saved";
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(SHELL_FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.headers.has("range") || request.destination === "audio") event.respondWith(sound(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
  else event.respondWith(kept(request.url).then((found) => found || fetch(request)));
});

async function dropOldShells() {
  const names = await caches.keys();
  // Other shows on this host have shells of their own: only those of this folder's names are ours to drop.
  const ours = names.filter((name) => name.startsWith("briefcast-shell-") && name !== SHELL);
  for (const name of ours) {
    const requests = await (await caches.open(name)).keys();
    if (requests.every((request) => request.url.startsWith(self.registration.scope))) await caches.delete(name);
  }
}

function kept(url) {
  return caches.match(url, { ignoreVary: true });
}

// The network's page while there is a network, else the one that was kept.
async function page(request) {
  const found = await kept(request.url);
  if (!found) {
    return fetch(request).catch(async () => (await kept(self.registration.scope + "offline.html")) || Response.error());
  }
  const late = new Promise((done) => setTimeout(() => done(found), PATIENCE_MS));
  const fresh = fetch(request).then((answer) => (answer.ok ? answer : found), () => found);
  return Promise.race([fresh, late]);
}

// A player asks for pieces; a saved episode is whole, so the piece is cut out of it (RFC 9110, section 14).
async function sound(request) {
  const saved = await kept(request.url);
  if (!saved) return fetch(request);
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range") || "");
  if (!range || (range[1] === "" && range[2] === "")) return saved;
  const bytes = await saved.blob();
  let [first, last] = [Number(range[1]), range[2] === "" ? bytes.size - 1 : Number(range[2])];
  if (range[1] === "") [first, last] = [Math.max(0, bytes.size - Number(range[2])), bytes.size - 1];
  last = Math.min(last, bytes.size - 1);
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.size}` } });
  return new Response(bytes.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": saved.headers.get("Content-Type") || "audio/mpeg",
      "Content-Range": `bytes ${first}-${last}/${bytes.size}`,
      "Content-Length": String(last - first + 1),
      "Accept-Ranges": "bytes",
    },
  });
}
