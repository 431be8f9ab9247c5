// What all parts use: finding elements, remembering, telling, times.
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
