"""Makes the pictures of docs/site.md: a show of three episodes in Chromium, as a phone and as a desktop.

    python docs/pictures/shoot_site.py

Speaks three sample articles, makes their show's site, serves it, and writes site-*.webp beside this file.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ARTICLES = ("seeds/lost-sounds.md", "seeds/foreign-minister-visit.txt")
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
#: Name -> (how it is looked at, whether an episode or the list, second it has come to).
SHOTS = {
    "site-phone-light": ({**PHONE, "color_scheme": "light"}, True, 70),
    "site-phone-dark": ({**PHONE, "color_scheme": "dark"}, True, 70),
    "site-phone-list": ({**PHONE, "color_scheme": "light"}, False, 0),
    "site-desktop": ({**DESKTOP, "color_scheme": "light"}, True, 70),
}


def main() -> None:
    """Speaks, serves, shoots."""
    with tempfile.TemporaryDirectory() as name:
        folder = _show(Path(name))
        command = [sys.executable, "-m", "briefcast", "serve", str(folder), "--host", "127.0.0.1", "--port", "0", "-q"]
        server = subprocess.Popen([*command, "--no-name"], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        try:
            page = next(line.split()[1] for line in server.stdout or () if line.startswith("Page:"))
            _shoot(page)
        finally:
            server.terminate()
            server.wait()


def _show(folder: Path) -> Path:
    """A show with an episode of each sample."""
    sys.path.insert(0, str(ROOT))
    from tests.conftest import Built, Run
    from tests.serving.show_folders import add_release

    show = folder / "show"
    words = ["--title", "Sounds & News", "--author", "The Quay Readers", "--public", "--rights", "own", "--yes"]
    subprocess.run([sys.executable, "-m", "briefcast", "show", "new", str(show), *words], check=True)
    for number, article in enumerate(ARTICLES, 1):
        out = folder / f"{number}.mp3"
        subprocess.run([sys.executable, "-m", "briefcast", "build", str(ROOT / article), "-o", str(out)], check=True)
        built = Built(out, Run(0, "", ""))
        add_release(show, built, number, title=built.manifest["title"])
    return show


def _shoot(home: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--mute-audio"])
        for name, (form, is_episode, second) in SHOTS.items():
            page = browser.new_context(**form).new_page()
            page.goto(home)
            if is_episode:
                page.click(".episodes li:last-child h3 a")
                page.evaluate(f"document.querySelector('audio').currentTime = {second}")
                page.click("#play")
                page.wait_for_timeout(3000)
                page.click("#play")
                page.wait_for_timeout(1000)
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.convert("RGB").save(HERE / f"{name}.webp", quality=80, method=6)
        browser.close()


if __name__ == "__main__":
    main()
