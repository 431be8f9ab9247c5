// What every page does: colours, copying the feed's address, the list of episodes, the worker.
// ---- Light and dark
function theme() {
  const choice = one("#theme");
  if (!choice) return;
  const apply = (value) => {
    if (value === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  };
  choice.value = memory.get("theme", "auto");
  apply(choice.value);
  choice.addEventListener("change", () => {
    memory.set("theme", choice.value);
    apply(choice.value);
  });
}

// ---- Subscribing
function copying() {
  for (const button of all("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(one(button.dataset.copy)));
  }
}
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say("The address is copied.");
  } catch {
    say("Copy the address that is marked.");
  }
}

// ---- The list of episodes: what was heard, what is saved
async function shelf() {
  const savedAddresses = new Set(await savedFiles());
  for (const episode of all(".episodes [data-guid]")) {
    const place = memory.get(`at:${episode.dataset.guid}`, null);
    const note = one(".progress", episode);
    const told = [];
    if (place && place.done) told.push("heard");
    else if (place && place.t > 10) told.push(`${Math.ceil((place.of - place.t) / 60)} min left`);
    if (savedAddresses.has(new URL(episode.dataset.audio, location.href).href)) told.push("saved on this device");
    note.textContent = told.length ? ` · ${told.join(" · ")}` : "";
  }
}
async function savedFiles() {
  if (!("caches" in window)) return [];
  try {
    return (await (await caches.open("briefcast-saved")).keys()).map((request) => request.url);
  } catch {
    return [];
  }
}

// ---- The worker that plays saved episodes without a network
function worker() {
  const safe = location.protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  const can = safe && "serviceWorker" in navigator && "caches" in window;
  if (can) navigator.serviceWorker.register(document.body.dataset.root + "sw.js").catch(() => {});
  return can;
}
