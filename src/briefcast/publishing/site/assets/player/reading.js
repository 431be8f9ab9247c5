// The transcript: the sentence and the word that are heard, followed or read freely.
function transcriptOf(sound) {
  const { audio } = sound;
  const sentences = all(".s");
  const starts = sentences.map((sentence) => Number(sentence.dataset.t));
  const follow = one("#follow");
  const back = one("#back-to-voice");
  let [sentenceNow, wordNow] = [-1, -1];

  function scrollTo(element) {
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }
  function toVoice() {
    if (sentenceNow >= 0) scrollTo(sentences[sentenceNow]);
  }
  function showSentence(index) {
    if (index === sentenceNow) return;
    if (sentenceNow >= 0) {
      sentences[sentenceNow].classList.remove("now");
      sentences[sentenceNow].removeAttribute("aria-current");
    }
    [sentenceNow, wordNow] = [index, -1];
    if (index < 0) return;
    sentences[index].classList.add("now");
    sentences[index].setAttribute("aria-current", "true");
    if (follow.checked && !audio.paused) toVoice();
  }
  function showWord(second) {
    if (sentenceNow < 0 || !window.Highlight || !CSS.highlights) return;
    const sentence = sentences[sentenceNow];
    const wordStarts = (sentence.dataset.w || "").split(" ").map(Number);
    const index = lastAtOrBefore(wordStarts, (second - starts[sentenceNow]) * 100 + 3);
    if (index === wordNow) return;
    wordNow = index;
    const range = wordRange(sentence, index);
    if (range) CSS.highlights.set("word", new Highlight(range));
    else CSS.highlights.delete("word");
  }
  sound.watch((second) => {
    showSentence(lastAtOrBefore(starts, second + 0.05));
    showWord(second);
  });

  one(".transcript").addEventListener("click", (event) => {
    const sentence = event.target.closest(".s");
    if (!sentence || String(getSelection())) return;
    follow.checked = true;
    sound.seek(Number(sentence.dataset.t));
    sound.play();
  });
  follow.checked = memory.get("follow", true);
  follow.addEventListener("change", () => {
    memory.set("follow", follow.checked);
    back.hidden = true;
    if (follow.checked) toVoice();
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
    toVoice();
    one("#play").focus({ preventScroll: true });
  });
  return {
    sentences,
    goTo(sentence) {
      follow.checked = false;
      back.hidden = audio.paused;
      scrollTo(sentence);
    },
  };
}
// The word of a sentence with this number, as a stretch of its text.
function wordRange(sentence, index) {
  const node = sentence.firstChild;
  if (!node || index < 0) return null;
  const words = /\S+/g;
  let found = null;
  for (let number = 0; number <= index; number += 1) found = words.exec(node.data);
  return found ? stretch(node, found.index, found[0].length) : null;
}
function stretch(node, from, length) {
  const range = new Range();
  range.setStart(node, from);
  range.setEnd(node, from + length);
  return range;
}
