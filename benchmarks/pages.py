"""How soon a phone shows an episode's page and lets it be used, and how a three-hour transcript scrolls.

    python benchmarks/pages.py [--rounds 5]

Debian's Chromium with its processor slowed to a quarter, as a cheap phone's would be; pages come from our server on
this machine. Prints, for ten minutes and for three hours of talk: weight of the page with style, script and picture as
sent, first paint, the time at which the play button works, and the share of frames that were late while scrolling.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import io
import re
import statistics
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from briefcast.publishing import addresses
from briefcast.publishing.site import site_pages
from briefcast.serving.answers import House
from briefcast.serving.server import bound, start
from briefcast.show import Identity, Media, Release, Show

SHOW = Show(title="Long", author="A", description="Long talks.", base_url="https://a.example/", public=True)
WORDS = "the harbour was quiet and nobody on the ferry said a word about the rope that had come loose".split()
SCROLL = """() => new Promise(done => {
  const frames = []; let last = performance.now(); let steps = 0;
  const step = now => { frames.push(now - last); last = now; scrollBy(0, 400);
    if (++steps < 150) requestAnimationFrame(step); else done(frames.slice(1)); };
  requestAnimationFrame(step); })"""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        pages = {minutes: make(folder / str(minutes), minutes) for minutes in (10, 180)}
        origin = serve(folder)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for minutes, page in pages.items():
            taken = [measure(browser, f"{origin}{minutes}/{page}") for _ in range(rounds)]
            paint, ready, late = (statistics.median(values) for values in zip(*taken, strict=True))
            weight = weigh(folder / str(minutes), page)
            print(
                f"{minutes:4} min: {weight / 1000:.1f} kB sent, first paint {paint:.0f} ms, usable {ready:.0f} ms, "
                f"late frames {late:.0%} (medians of {rounds})"
            )
        browser.close()


def make(folder: Path, minutes: int) -> str:
    """A show with one episode of so long a talk; gives the path of its page."""
    sentences = minutes * 10
    said = []
    for number in range(sentences):
        start_ms = number * 6000
        words = [WORDS[(number * 5 + place) % len(WORDS)] for place in range(15)]
        times = [time for place in range(15) for time in (start_ms + place * 380, start_ms + place * 380 + 370)]
        said.append({
            "chapter": number * 6 // sentences, "role": "narrator", "text": " ".join(words).capitalize() + ".",
            "start_ms": start_ms, "pause_ms": 620 if number % 4 == 3 else 320, "voice": "v", "word_times_ms": times,
        })  # fmt: skip
    chapters = [{"title": f"Part {n}", "start_ms": sentences * 1000 * n, "link": ""} for n in range(6)]
    manifest = {"chapters": chapters, "utterances": said}
    media = Media("long-0123456789ab.mp3", 1, "0", minutes * 60_000)
    release = Release(
        key="long",
        guid="g",
        title="Long",
        published=datetime(2026, 1, 1, tzinfo=UTC),
        language="en",
        media=media,
        markers=(),
    )
    picture = io.BytesIO()
    Image.effect_noise((1400, 1400), 60).convert("RGB").save(picture, "JPEG")
    for page in site_pages(SHOW, Identity("g", "t"), [release], picture.getvalue(), lambda _: manifest):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.render())
    (folder / addresses.audio_path(media)).write_bytes(b"")
    return addresses.page_path(release)


def weigh(folder: Path, page: str) -> int:
    """Bytes sent for a page and all it needs before the sound: text gzipped, the picture as it is."""
    text = (folder / page).read_bytes()
    total = len(gzip.compress(text))
    for name in set(re.findall(r'(?:href|src)="\.\./([\w-]+\.(?:css|js|jpg))"', text.decode())):
        data = (folder / name).read_bytes()
        total += len(data) if name.endswith("jpg") else len(gzip.compress(data))
    return total


def serve(folder: Path) -> str:
    """Our server, in a thread; gives its origin."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def begin() -> int:
        return (await start(House(lambda: folder), bound("127.0.0.1", 0), lambda _: None)).port

    return f"http://127.0.0.1:{asyncio.run_coroutine_threadsafe(begin(), loop).result(10)}/"


def measure(browser: Browser, address: str) -> tuple[float, float, float]:
    """First paint and usable, ms, and the share of frames over 34 ms while scrolling."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    ready = page.evaluate("performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    frames = page.evaluate(SCROLL)
    context.close()
    return paint, ready, sum(frame > 34 for frame in frames) / len(frames)


if __name__ == "__main__":
    main()
