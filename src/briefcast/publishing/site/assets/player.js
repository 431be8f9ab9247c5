// What the pages of a show do beyond showing: play, follow, find, remember. No framework, no request elsewhere.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // ---- What the device remembers; a browser that keeps nothing still plays.
  const memory = {
    get(key, otherwise) {
      try {
        const kept = localStorage.getItem(`briefcast:${key}`);
        return kept === null ? otherwise : JSON.parse(kept);
      } catch {
        return otherwise;
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(`briefcast:${key}`, JSON.stringify(value));
      } catch {
        // Nothing is lost but the place.
      }
    },
  };

  const clock = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return (h ? `${h}:${String(m).padStart(2, "0")}` : `${m}`) + `:${String(s).padStart(2, "0")}`;
  };
  const inWords = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return `${h ? `${h} hours ` : ""}${m} minutes ${s} seconds`;
  };
  // "#t=95", "#t=1:35", "#t=1:01:35": where a link leads (W3C Media Fragments, section 4.2.1).
  const linkedTime = () => {
    const found = /[#&]t=(?:npt:)?((?:\d+:){0,2}\d+(?:\.\d+)?)/.exec(location.hash);
    return found ? found[1].split(":").reduce((sum, part) => sum * 60 + Number(part), 0) : null;
  };
  const say = (sentence) => {
    const live = one("#said");
    if (live) live.textContent = sentence;
  };
  // The last of the rising numbers that is not above the wanted one, or -1.
  const lastAtOrBefore = (starts, wanted) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

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

  // ---- An episode's page
  function episode(canSave) {
    const audio = one("audio");
    const bar = one(".player");
    if (!audio || !bar) return;
    const body = document.body;
    const placeKey = `at:${body.dataset.guid}`;
    const chapterLinks = all(".chapters .go");
    const chapterStarts = chapterLinks.map((link) => Number(link.dataset.t));
    const sentences = all(".s");
    const sentenceStarts = sentences.map((sentence) => Number(sentence.dataset.t));
    const scrub = one("#scrub");
    const follow = one("#follow");
    const back = one("#back-to-voice");
    let [chapterNow, sentenceNow, wordNow, resting] = [-1, -1, -1, null];
    let [dragging, sleepAt, loaded] = [false, null, false];

    const length = () => (Number.isFinite(audio.duration) ? audio.duration : Number(body.dataset.seconds));
    const title = () => (chapterNow < 0 ? "" : chapterLinks[chapterNow].dataset.title);

    // -- Where the sound is
    function seek(seconds) {
      const to = Math.min(Math.max(0, seconds), Math.max(0, length() - 0.2));
      // Before the browser knows the file it would forget the place.
      if (audio.readyState > 0) audio.currentTime = to;
      else {
        resting = to;
        audio.load();
      }
      show(to);
    }
    const at = () => (resting === null ? audio.currentTime : resting);
    function play() {
      const started = audio.play();
      if (started) started.catch((error) => error.name === "NotAllowedError" && say("Press play to begin."));
    }
    const toggle = () => (audio.paused ? play() : audio.pause());
    function step(by) {
      const now = at();
      // Going back within the first seconds of a chapter leads to the one before.
      const here = lastAtOrBefore(chapterStarts, by < 0 ? now - 3 : now);
      const there = Math.min(chapterStarts.length - 1, Math.max(0, by < 0 ? here : here + 1));
      seek(chapterStarts[there]);
      say(chapterLinks[there].dataset.title);
    }

    // -- What is seen of it
    function show(now) {
      one("#now").textContent = clock(now);
      one("#left").textContent = `−${clock(length() - now)}`;
      if (!dragging) scrub.value = String(Math.floor(now));
      scrub.setAttribute("aria-valuetext", `${inWords(now)} of ${inWords(length())}`);
      showChapter(lastAtOrBefore(chapterStarts, now + 0.05));
      showSentence(lastAtOrBefore(sentenceStarts, now + 0.05));
      showWord(now);
    }
    function showChapter(index) {
      if (index === chapterNow) return;
      if (chapterNow >= 0) chapterLinks[chapterNow].removeAttribute("aria-current");
      chapterNow = index;
      if (index >= 0) chapterLinks[index].setAttribute("aria-current", "true");
      one("#chapter-now").textContent = title();
      describe();
    }
    function showSentence(index) {
      if (index === sentenceNow) return;
      if (sentenceNow >= 0) {
        sentences[sentenceNow].classList.remove("now");
        sentences[sentenceNow].removeAttribute("aria-current");
      }
      sentenceNow = index;
      wordNow = -1;
      if (index < 0) return;
      sentences[index].classList.add("now");
      sentences[index].setAttribute("aria-current", "true");
      if (follow.checked && !audio.paused) scrollTo(sentences[index]);
    }
    function scrollTo(element) {
      element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    }
    function showWord(now) {
      if (sentenceNow < 0 || !window.Highlight || !CSS.highlights) return;
      const sentence = sentences[sentenceNow];
      const starts = (sentence.dataset.w || "").split(" ").map(Number);
      const index = lastAtOrBefore(starts, (now - sentenceStarts[sentenceNow]) * 100 + 3);
      if (index === wordNow) return;
      wordNow = index;
      const range = wordRange(sentence, index);
      if (range) CSS.highlights.set("word", new Highlight(range));
      else CSS.highlights.delete("word");
    }
    function wordRange(sentence, index) {
      const node = sentence.firstChild;
      if (!node || index < 0) return null;
      const words = /\S+/g;
      let found = null;
      for (let number = 0; number <= index; number += 1) found = words.exec(node.data);
      if (!found) return null;
      const range = new Range();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      return range;
    }

    // -- While it plays
    function tick() {
      if (audio.paused) return;
      show(audio.currentTime);
      requestAnimationFrame(tick);
    }
    function remember() {
      if (!loaded) return;
      const done = audio.ended || length() - at() < 10;
      memory.set(placeKey, { t: done ? 0 : Math.floor(at()), of: Math.floor(length()), done });
    }
    function sleepIfDue() {
      if (sleepAt === null || audio.paused) return;
      const due = sleepAt === "chapter" ? chapterNow !== sleepChapter : Date.now() >= sleepAt;
      if (!due) return;
      audio.pause();
      setSleep("");
      one("#sleep").value = "";
      say("Stopped by the sleep timer.");
    }
    let sleepChapter = -1;
    function setSleep(value) {
      sleepChapter = chapterNow;
      if (value === "") sleepAt = null;
      else sleepAt = value === "chapter" ? "chapter" : Date.now() + Number(value) * 60000;
    }
    function afterEnd() {
      remember();
      const next = one("a[rel=next]");
      if (next && one("#play-on").checked) location.href = `${next.href}#play`;
      else if (next) say(`The end. Next: ${next.dataset.title}`);
    }
    audio.addEventListener("loadedmetadata", () => {
      loaded = true;
      scrub.max = String(Math.floor(length()));
      if (resting !== null) audio.currentTime = resting;
      resting = null;
      audio.playbackRate = Number(one("#speed").value);
      show(audio.currentTime);
    });
    audio.addEventListener("timeupdate", () => {
      if (resting !== null) return;
      show(audio.currentTime);
      sleepIfDue();
    });
    let remembered = 0;
    audio.addEventListener("timeupdate", () => {
      if (Math.abs(audio.currentTime - remembered) < 4) return;
      remembered = audio.currentTime;
      remember();
      tellPosition();
    });
    audio.addEventListener("play", () => {
      showPlaying(true);
      requestAnimationFrame(tick);
    });
    audio.addEventListener("pause", () => {
      showPlaying(false);
      remember();
    });
    audio.addEventListener("seeked", () => {
      if (resting === null) show(audio.currentTime);
      remember();
    });
    audio.addEventListener("ended", afterEnd);
    audio.addEventListener("error", () => {
      if (audio.error) say("The sound cannot be loaded; check the network and try again.");
    });
    addEventListener("pagehide", remember);
    function showPlaying(playing) {
      const button = one("#play");
      button.setAttribute("aria-label", playing ? "Pause" : "Play");
      one(".is-paused", button).classList.toggle("gone", playing);
      one(".is-playing", button).classList.toggle("gone", !playing);
      if ("mediaSession" in navigator) navigator.mediaSession.playbackState = playing ? "playing" : "paused";
    }

    // -- The lock screen
    function describe() {
      if (!("mediaSession" in navigator) || !window.MediaMetadata || !location.protocol.startsWith("http")) return;
      const artwork = [320, 512].map((side) => ({
        src: new URL(body.dataset[`icon${side}`], location.href).href,
        sizes: `${side}x${side}`,
        type: "image/jpeg",
      }));
      navigator.mediaSession.metadata = new MediaMetadata({
        title: body.dataset.title,
        artist: title() || body.dataset.show,
        album: body.dataset.show,
        artwork,
      });
    }
    function tellPosition() {
      const duration = length();
      const known = "mediaSession" in navigator && navigator.mediaSession.setPositionState && duration > 0;
      if (!known || audio.currentTime > duration) return;
      navigator.mediaSession.setPositionState({
        duration,
        position: audio.currentTime,
        playbackRate: audio.playbackRate,
      });
    }
    const fromLockScreen = {
      play,
      pause: () => audio.pause(),
      seekbackward: (details) => seek(at() - (details.seekOffset || 15)),
      seekforward: (details) => seek(at() + (details.seekOffset || 30)),
      seekto: (details) => seek(details.seekTime),
      previoustrack: () => step(-1),
      nexttrack: () => step(1),
    };
    if ("mediaSession" in navigator) {
      for (const [action, handler] of Object.entries(fromLockScreen)) {
        try {
          navigator.mediaSession.setActionHandler(action, handler);
        } catch {
          // This browser's lock screen has no such button.
        }
      }
    }

    // -- What a listener touches
    one("#play").addEventListener("click", toggle);
    one("#back").addEventListener("click", () => seek(at() - 15));
    one("#on").addEventListener("click", () => seek(at() + 30));
    one("#previous").addEventListener("click", () => step(-1));
    one("#next").addEventListener("click", () => step(1));
    scrub.addEventListener("input", () => {
      dragging = true;
      one("#now").textContent = clock(Number(scrub.value));
    });
    scrub.addEventListener("change", () => {
      dragging = false;
      seek(Number(scrub.value));
    });
    for (const link of all("a[data-t]")) {
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        seek(Number(link.dataset.t));
        play();
      });
    }
    one(".transcript").addEventListener("click", (event) => {
      const sentence = event.target.closest(".s");
      if (!sentence || String(getSelection())) return;
      follow.checked = true;
      seek(Number(sentence.dataset.t));
      play();
    });
    const speed = one("#speed");
    speed.value = String(memory.get("speed", 1));
    if (!speed.value) speed.value = "1";
    speed.addEventListener("change", () => {
      audio.playbackRate = Number(speed.value);
      memory.set("speed", Number(speed.value));
    });
    one("#sleep").addEventListener("change", (event) => setSleep(event.target.value));
    const playOn = one("#play-on");
    playOn.checked = memory.get("play-on", false);
    playOn.addEventListener("change", () => memory.set("play-on", playOn.checked));

    // -- Following the voice, or reading freely
    follow.checked = memory.get("follow", true);
    follow.addEventListener("change", () => {
      memory.set("follow", follow.checked);
      back.hidden = true;
      if (follow.checked && sentenceNow >= 0) scrollTo(sentences[sentenceNow]);
    });
    const readFreely = () => {
      if (!follow.checked || audio.paused) return;
      follow.checked = false;
      back.hidden = false;
    };
    addEventListener("wheel", readFreely, { passive: true });
    addEventListener("touchmove", (event) => event.target.closest(".player") || readFreely(), { passive: true });
    back.addEventListener("click", () => {
      follow.checked = true;
      back.hidden = true;
      if (sentenceNow >= 0) scrollTo(sentences[sentenceNow]);
      one("#play").focus({ preventScroll: true });
    });

    // -- Finding words
    const find = one("#find");
    const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    let [matches, matchNow, foldedTexts] = [[], -1, null];
    function search() {
      const wanted = folded(find.value.trim());
      foldedTexts = foldedTexts || sentences.map((sentence) => folded(sentence.textContent));
      matches = wanted.length < 2 ? [] : sentences.filter((_, index) => foldedTexts[index].includes(wanted));
      matchNow = -1;
      mark(wanted);
      one("#found").textContent = wanted.length < 2 ? "" : matches.length ? `${matches.length} found` : "not found";
    }
    function mark(wanted) {
      for (const sentence of all(".s.found")) sentence.classList.remove("found");
      if (!window.Highlight || !CSS.highlights) return;
      const ranges = matches.flatMap((sentence) => rangesOf(sentence, wanted));
      CSS.highlights.set("found", new Highlight(...ranges));
    }
    function rangesOf(sentence, wanted) {
      const node = sentence.firstChild;
      const text = node.data.toLowerCase();
      const ranges = [];
      for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
        const range = new Range();
        range.setStart(node, from);
        range.setEnd(node, from + wanted.length);
        ranges.push(range);
      }
      return ranges;
    }
    function nextMatch(by) {
      if (!matches.length) return;
      if (matchNow >= 0) matches[matchNow].classList.remove("found");
      matchNow = (matchNow + by + matches.length) % matches.length;
      matches[matchNow].classList.add("found");
      follow.checked = false;
      back.hidden = audio.paused;
      scrollTo(matches[matchNow]);
      one("#found").textContent = `${matchNow + 1} of ${matches.length}`;
    }
    find.addEventListener("input", search);
    find.addEventListener("keydown", (event) => {
      if (event.key === "Enter") nextMatch(event.shiftKey ? -1 : 1);
    });
    one("#find-next").addEventListener("click", () => nextMatch(1));

    // -- Sharing and saving
    one("#share").addEventListener("click", async () => {
      const address = `${location.href.split("#")[0]}#t=${Math.floor(at())}`;
      try {
        if (navigator.share) await navigator.share({ title: body.dataset.title, url: address });
        else {
          await navigator.clipboard.writeText(address);
          say(`A link to ${clock(at())} is copied.`);
        }
      } catch (error) {
        if (error.name !== "AbortError") say(`The link: ${address}`);
      }
    });
    if (canSave) saving(audio);

    // -- Keys
    const keysOn = one("#keys-on");
    keysOn.checked = memory.get("keys", true);
    keysOn.addEventListener("change", () => memory.set("keys", keysOn.checked));
    const keys = {
      " ": toggle,
      k: toggle,
      ArrowLeft: () => seek(at() - 15),
      ArrowRight: () => seek(at() + 30),
      p: () => step(-1),
      n: () => step(1),
      "<": () => faster(-1),
      ">": () => faster(1),
      f: () => follow.click(),
      "/": () => find.focus(),
    };
    function faster(by) {
      speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + by));
      speed.dispatchEvent(new Event("change"));
      say(`Speed ${speed.value}`);
    }
    addEventListener("keydown", (event) => {
      const writing = event.target.closest("input, select, textarea, button, summary, [contenteditable]");
      const onLink = event.key === " " ? event.target.closest("a") : null;
      if (!keysOn.checked || writing || onLink || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });

    // -- Where to begin
    function begin() {
      const linked = linkedTime();
      const place = memory.get(placeKey, null);
      if (linked !== null) seek(linked);
      else if (place && !place.done && place.t > 5) {
        seek(place.t);
        say(`You left off at ${clock(place.t)}.`);
      } else show(0);
      if (/[#&]play\b/.test(location.hash)) play();
    }
    addEventListener("hashchange", () => {
      const linked = linkedTime();
      if (linked !== null) seek(linked);
    });
    audio.controls = false;
    bar.hidden = false;
    for (const tool of all(".needs-script")) tool.hidden = false;
    body.classList.add("has-player", "ready");
    if (audio.readyState > 0) loaded = true;
    begin();
  }

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

  theme();
  copying();
  const canSave = worker();
  episode(canSave);
  shelf();
})();
