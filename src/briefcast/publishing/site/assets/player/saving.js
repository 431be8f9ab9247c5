// ---- An episode on the device
function saving(audio) {
  const button = one("#save");
  const files = [audio.currentSrc || audio.src, location.href.split("#")[0]];
  const name = (saved) => (saved ? "Saved · remove" : "Save on this device");
  const isSaved = async () => Boolean(await (await caches.open("briefcast-saved")).match(files[0]));
  const refresh = async () => {
    button.textContent = name(await isSaved());
    button.hidden = false;
  };
  async function save() {
    button.disabled = true;
    const cache = await caches.open("briefcast-saved");
    try {
      await cache.put(files[0], await whole(files[0], (share) => {
        button.textContent = `Saving… ${Math.floor(share * 100)} %`;
      }));
      await cache.put(files[1], await fetch(files[1]));
      say("Saved: this episode plays without a network.");
    } catch {
      await Promise.all(files.map((file) => cache.delete(file)));
      say("It could not be saved; there may be no network, or no room on this device.");
    }
    button.disabled = false;
    await refresh();
  }
  async function remove() {
    const cache = await caches.open("briefcast-saved");
    await Promise.all(files.map((file) => cache.delete(file)));
    say("Removed from this device.");
    await refresh();
  }
  button.addEventListener("click", async () => ((await isSaved()) ? remove() : save()));
  refresh().catch(() => {});
}
async function whole(address, progress) {
  const answer = await fetch(address);
  if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`);
  const size = Number(answer.headers.get("Content-Length")) || 1;
  const pieces = [];
  let held = 0;
  const reader = answer.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    held += next.value.length;
    progress(Math.min(1, held / size));
  }
  const bytes = new Blob(pieces);
  const type = answer.headers.get("Content-Type") || "audio/mpeg";
  return new Response(bytes, { headers: { "Content-Type": type, "Content-Length": String(bytes.size) } });
}
