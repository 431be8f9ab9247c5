// Puts the parts together on the page that is open.
function episode(canSave) {
  const audio = one("audio");
  const bar = one(".player");
  if (!audio || !bar) return;
  const sound = soundOf(audio);
  const chapters = chaptersOf(sound);
  lockScreen(sound, chapters);
  controls(sound, chapters);
  keys(sound, chapters);
  finding(transcriptOf(sound));
  const begin = place(sound);
  if (canSave) saving(audio);
  audio.controls = false;
  bar.hidden = false;
  for (const tool of all(".needs-script")) tool.hidden = false;
  document.body.classList.add("has-player", "ready");
  begin();
}

theme();
copying();
episode(worker());
shelf();
