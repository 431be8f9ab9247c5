// Finding words in the transcript, accents or not.
function finding(transcript) {
  const find = one("#find");
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let [matches, matchNow, foldedTexts] = [[], -1, null];
  function search() {
    const wanted = folded(find.value.trim());
    foldedTexts = foldedTexts || transcript.sentences.map((sentence) => folded(sentence.textContent));
    const isMatch = (_, index) => foldedTexts[index].includes(wanted);
    matches = wanted.length < 2 ? [] : transcript.sentences.filter(isMatch);
    matchNow = -1;
    mark(wanted);
    one("#found").textContent = wanted.length < 2 ? "" : matches.length ? `${matches.length} found` : "not found";
  }
  function mark(wanted) {
    for (const sentence of all(".s.found")) sentence.classList.remove("found");
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.set("found", new Highlight(...matches.flatMap((sentence) => rangesOf(sentence, wanted))));
  }
  function rangesOf(sentence, wanted) {
    const node = sentence.firstChild;
    const text = node.data.toLowerCase();
    const ranges = [];
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
      ranges.push(stretch(node, from, wanted.length));
    }
    return ranges;
  }
  function nextMatch(by) {
    if (!matches.length) return;
    if (matchNow >= 0) matches[matchNow].classList.remove("found");
    matchNow = (matchNow + by + matches.length) % matches.length;
    matches[matchNow].classList.add("found");
    transcript.goTo(matches[matchNow]);
    one("#found").textContent = `${matchNow + 1} of ${matches.length}`;
  }
  find.addEventListener("input", search);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") nextMatch(event.shiftKey ? -1 : 1);
  });
  one("#find-next").addEventListener("click", () => nextMatch(1));
}
