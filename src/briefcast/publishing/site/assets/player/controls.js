// What a listener touches: the bar, speed, sleep timer, sharing, keys.
function controls(sound, chapters) {
  const { audio } = sound;
  scrubbing(sound);
  one("#play").addEventListener("click", sound.toggle);
  one("#back").addEventListener("click", () => sound.seek(sound.at() - 15));
  one("#on").addEventListener("click", () => sound.seek(sound.at() + 30));
  one("#previous").addEventListener("click", () => chapters.step(-1));
  one("#next").addEventListener("click", () => chapters.step(1));
  for (const link of all("a[data-t]")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      sound.seek(Number(link.dataset.t));
      sound.play();
    });
  }
  const showPlaying = (playing) => {
    one("#play").setAttribute("aria-label", playing ? "Pause" : "Play");
    one("#play .is-paused").classList.toggle("gone", playing);
    one("#play .is-playing").classList.toggle("gone", !playing);
  };
  audio.addEventListener("play", () => showPlaying(true));
  audio.addEventListener("pause", () => showPlaying(false));
  speed(audio);
  sleep(audio, chapters);
  one("#share").addEventListener("click", () => share(sound.at()));
}
function scrubbing(sound) {
  const scrub = one("#scrub");
  let dragging = false;
  sound.watch((now) => {
    one("#now").textContent = clock(now);
    one("#left").textContent = `−${clock(sound.length() - now)}`;
    scrub.max = String(Math.floor(sound.length()));
    if (!dragging) scrub.value = String(Math.floor(now));
    scrub.setAttribute("aria-valuetext", `${inWords(now)} of ${inWords(sound.length())}`);
  });
  scrub.addEventListener("input", () => {
    dragging = true;
    one("#now").textContent = clock(Number(scrub.value));
  });
  scrub.addEventListener("change", () => {
    dragging = false;
    sound.seek(Number(scrub.value));
  });
}
function speed(audio) {
  const choice = one("#speed");
  choice.value = String(memory.get("speed", 1));
  if (!choice.value) choice.value = "1";
  const apply = () => (audio.playbackRate = Number(choice.value));
  audio.addEventListener("loadedmetadata", apply);
  apply();
  choice.addEventListener("change", () => {
    apply();
    memory.set("speed", Number(choice.value));
  });
}
function sleep(audio, chapters) {
  const choice = one("#sleep");
  let [until, chapter] = [null, -1];
  choice.addEventListener("change", () => {
    chapter = chapters.now();
    until = choice.value === "" ? null : choice.value === "chapter" ? "chapter" : Date.now() + choice.value * 60000;
  });
  audio.addEventListener("timeupdate", () => {
    if (until === null || audio.paused) return;
    if (until === "chapter" ? chapters.now() === chapter : Date.now() < until) return;
    audio.pause();
    until = null;
    choice.value = "";
    say("Stopped by the sleep timer.");
  });
}
async function share(second) {
  const address = `${location.href.split("#")[0]}#t=${Math.floor(second)}`;
  try {
    if (navigator.share) await navigator.share({ title: document.body.dataset.title, url: address });
    else {
      await navigator.clipboard.writeText(address);
      say(`A link to ${clock(second)} is copied.`);
    }
  } catch (error) {
    if (error.name !== "AbortError") say(`The link: ${address}`);
  }
}
function keys(sound, chapters) {
  const on = one("#keys-on");
  on.checked = memory.get("keys", true);
  on.addEventListener("change", () => memory.set("keys", on.checked));
  const faster = (by) => {
    const choice = one("#speed");
    choice.selectedIndex = Math.min(choice.options.length - 1, Math.max(0, choice.selectedIndex + by));
    choice.dispatchEvent(new Event("change"));
    say(`Speed ${choice.value}`);
  };
  const acts = {
    " ": sound.toggle,
    k: sound.toggle,
    ArrowLeft: () => sound.seek(sound.at() - 15),
    ArrowRight: () => sound.seek(sound.at() + 30),
    p: () => chapters.step(-1),
    n: () => chapters.step(1),
    "<": () => faster(-1),
    ">": () => faster(1),
    f: () => one("#follow").click(),
    "/": () => one("#find").focus(),
  };
  addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, select, textarea, button, summary, [contenteditable]");
    const onLink = event.key === " " ? event.target.closest("a") : null;
    if (!on.checked || writing || onLink || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
