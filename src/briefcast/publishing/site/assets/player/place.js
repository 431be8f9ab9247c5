// Where a listener left off, where a link leads, and what comes after the end.
function place(sound) {
  const { audio } = sound;
  const key = `at:${document.body.dataset.guid}`;
  function remember() {
    if (audio.readyState === 0) return;
    const done = audio.ended || sound.length() - sound.at() < 10;
    memory.set(key, { t: done ? 0 : Math.floor(sound.at()), of: Math.floor(sound.length()), done });
  }
  let remembered = 0;
  audio.addEventListener("timeupdate", () => {
    if (Math.abs(audio.currentTime - remembered) < 4) return;
    remembered = audio.currentTime;
    remember();
  });
  for (const event of ["pause", "seeked", "ended"]) audio.addEventListener(event, remember);
  addEventListener("pagehide", remember);

  const playOn = one("#play-on");
  playOn.checked = memory.get("play-on", false);
  playOn.addEventListener("change", () => memory.set("play-on", playOn.checked));
  audio.addEventListener("ended", () => {
    const next = one("a[rel=next]");
    if (next && playOn.checked) location.href = `${next.href}#play`;
    else if (next) say(`The end. Next: ${next.dataset.title}`);
  });
  addEventListener("hashchange", () => {
    const linked = linkedTime();
    if (linked !== null) sound.seek(linked);
  });
  return () => {
    const linked = linkedTime();
    const left = memory.get(key, null);
    if (linked !== null) sound.seek(linked);
    else if (left && !left.done && left.t > 5) {
      sound.seek(left.t);
      say(`You left off at ${clock(left.t)}.`);
    } else sound.show(0);
    if (/[#&]play\b/.test(location.hash)) sound.play();
  };
}
