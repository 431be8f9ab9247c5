// The chapters: which one it is, and the way from one to another.
function chaptersOf(sound) {
  const links = all(".chapters .go");
  const starts = links.map((link) => Number(link.dataset.t));
  const watchers = [];
  let now = -1;
  const chapters = {
    now: () => now,
    title: () => (now < 0 ? "" : links[now].dataset.title),
    watch: (watcher) => watchers.push(watcher),
    step(by) {
      if (!starts.length) return;
      // Going back within the first seconds of a chapter leads to the one before.
      const here = lastAtOrBefore(starts, by < 0 ? sound.at() - 3 : sound.at());
      const there = Math.min(starts.length - 1, Math.max(0, by < 0 ? here : here + 1));
      sound.seek(starts[there]);
      say(links[there].dataset.title);
    },
  };
  sound.watch((second) => {
    const index = lastAtOrBefore(starts, second + 0.05);
    if (index === now) return;
    if (now >= 0) links[now].removeAttribute("aria-current");
    now = index;
    if (index >= 0) links[index].setAttribute("aria-current", "true");
    one("#chapter-now").textContent = chapters.title();
    watchers.forEach((watcher) => watcher());
  });
  return chapters;
}
