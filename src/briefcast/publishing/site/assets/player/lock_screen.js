// The lock screen: title, chapter and picture, and its buttons (W3C Media Session).
function lockScreen(sound, chapters) {
  if (!("mediaSession" in navigator)) return;
  const { audio } = sound;
  const { mediaSession } = navigator;
  const facts = document.body.dataset;
  function describe() {
    if (!window.MediaMetadata || !location.protocol.startsWith("http")) return;
    const artwork = [320, 512].map((side) => ({
      src: new URL(facts[`icon${side}`], location.href).href,
      sizes: `${side}x${side}`,
      type: "image/jpeg",
    }));
    const artist = chapters.title() || facts.show;
    mediaSession.metadata = new MediaMetadata({ title: facts.title, artist, album: facts.show, artwork });
  }
  function tellPosition() {
    const duration = sound.length();
    if (!mediaSession.setPositionState || !(duration > 0) || audio.currentTime > duration) return;
    mediaSession.setPositionState({ duration, position: audio.currentTime, playbackRate: audio.playbackRate });
  }
  const actions = {
    play: sound.play,
    pause: () => audio.pause(),
    seekbackward: (details) => sound.seek(sound.at() - (details.seekOffset || 15)),
    seekforward: (details) => sound.seek(sound.at() + (details.seekOffset || 30)),
    seekto: (details) => sound.seek(details.seekTime),
    previoustrack: () => chapters.step(-1),
    nexttrack: () => chapters.step(1),
  };
  for (const [action, handler] of Object.entries(actions)) {
    try {
      mediaSession.setActionHandler(action, handler);
    } catch {
      // This browser's lock screen has no such button.
    }
  }
  chapters.watch(describe);
  for (const event of ["play", "seeked", "ratechange"]) audio.addEventListener(event, tellPosition);
  audio.addEventListener("play", () => (mediaSession.playbackState = "playing"));
  audio.addEventListener("pause", () => (mediaSession.playbackState = "paused"));
}
