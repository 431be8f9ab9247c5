// The sound of an episode: where it is, and who is told when it moves.
function soundOf(audio) {
  const watchers = [];
  let resting = null;
  const sound = {
    audio,
    length: () => (Number.isFinite(audio.duration) ? audio.duration : Number(document.body.dataset.seconds)),
    at: () => (resting === null ? audio.currentTime : resting),
    // The watcher is called with the second it has come to.
    watch: (watcher) => watchers.push(watcher),
    show: (now) => watchers.forEach((watcher) => watcher(now)),
    seek(seconds) {
      const to = Math.min(Math.max(0, seconds), Math.max(0, sound.length() - 0.2));
      // Before the browser knows the file it would forget the place.
      if (audio.readyState > 0) audio.currentTime = to;
      else {
        resting = to;
        audio.load();
      }
      sound.show(to);
    },
    play() {
      const started = audio.play();
      if (started) started.catch((error) => error.name === "NotAllowedError" && say("Press play to begin."));
    },
    toggle: () => (audio.paused ? sound.play() : audio.pause()),
  };
  function tick() {
    if (audio.paused) return;
    sound.show(sound.at());
    requestAnimationFrame(tick);
  }
  audio.addEventListener("loadedmetadata", () => {
    if (resting !== null) audio.currentTime = resting;
    resting = null;
    sound.show(audio.currentTime);
  });
  audio.addEventListener("timeupdate", () => sound.show(sound.at()));
  audio.addEventListener("seeked", () => sound.show(sound.at()));
  audio.addEventListener("play", () => requestAnimationFrame(tick));
  audio.addEventListener("error", () => {
    if (audio.error) say("The sound cannot be loaded; check the network and try again.");
  });
  return sound;
}
