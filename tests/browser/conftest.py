"""A show of three episodes on our own server, and Chromium as a phone and as a desktop."""

from __future__ import annotations

import hashlib
import io
import shutil
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from tests.conftest import program
from tests.serving.running import running

from briefcast.model import Marker, Omission
from briefcast.publishing import addresses
from briefcast.publishing.site import site_pages
from briefcast.serving.answers import House
from briefcast.show import Credit, Identity, Media, Release, Show

if TYPE_CHECKING:
    from pathlib import Path

SHOW = Show(
    title="Harbour “Briefing” & more",
    author="The Harbour Wire",
    description="What the port talks about, read aloud.",
    base_url="https://harbour.example/",
    public=True,
)
FORMS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}


@dataclass
class Site:
    """The show's folder, and where it is reached while it is served."""

    folder: Path
    releases: list[Release]
    origin: str = ""

    def page(self, number: int = 0) -> str:
        """The address of an episode's page; 0 is the newest."""
        return self.origin + addresses.page_path(self.releases[number])


@pytest.fixture(scope="session")
def site(tmp_path_factory, harbour) -> Site:
    """The show's web site as files."""
    folder = tmp_path_factory.mktemp("site")
    releases = [_release(harbour, number) for number in (3, 2, 1)]
    picture = io.BytesIO()
    Image.new("RGB", (1400, 1400), "#0b5673").save(picture, "JPEG")
    for page in site_pages(SHOW, Identity("guid", "token"), releases, picture.getvalue(), lambda _: harbour.manifest):
        path = folder / page.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(page.render())
    for release in releases:
        shutil.copy(harbour.mp3, folder / addresses.audio_path(release.media))
    return Site(folder, releases)


def _release(episode: Any, number: int) -> Release:
    data, told = episode.mp3.read_bytes(), episode.manifest
    digest = hashlib.sha256(data).hexdigest()
    key = f"2026-11-0{number}-harbour"
    return Release(
        key=key,
        guid=f"guid-{number}",
        title=f"{told['title']} ({number})",
        published=datetime(2026, 11, number, 6, tzinfo=UTC),
        language="en",
        media=Media(f"{key}-{digest[:12]}.mp3", len(data), digest, told["duration_ms"]),
        markers=tuple(Marker(**chapter) for chapter in told["chapters"]),
        dek="All calm, with <b>ropes</b>.",
        credits=(Credit(title=told["title"], link="https://example.org/harbour", site="The Harbour Wire"),),
        omissions=(Omission("Follow us.", "follow line"),),
        voices=(("system", True, "Voice: the system's own"),),
    )


@pytest.fixture(scope="session")
def live(site):
    """The show's web site, served."""
    with running(House(lambda: site.folder)) as port:
        yield Site(site.folder, site.releases, f"http://127.0.0.1:{port}/")


@pytest.fixture(scope="module")
def chromium():
    """Debian's Chromium without a window; with its module ends the event loop it holds in this process."""
    executable = program("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--mute-audio"])
        yield browser
        browser.close()


@dataclass
class Tab:
    """A page in the browser, and all it complained of or asked for."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def time(self) -> float:
        return self.page.evaluate("document.querySelector('audio').currentTime")

    def until(self, condition: str, *, seconds: float = 10) -> None:
        """Waits until an expression of JavaScript is true; the page itself may evaluate no text."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(condition):
            assert time.monotonic() < end, f"never true: {condition}"
            self.page.wait_for_timeout(50)

    def until_time(self, least: float, most: float) -> None:
        self.until(f"(t => t >= {least} && t <= {most})(document.querySelector('audio').currentTime)")


@pytest.fixture
def tab(chromium):
    """Opens a tab: ``tab("phone", color_scheme="dark")``; at the end nothing may have been complained of."""
    contexts, tabs = [], []

    def opened(form: str = "desktop", *, context: Any = None, **options: Any) -> Tab:
        if context is None:
            context = chromium.new_context(**FORMS[form], **options)
            contexts.append(context)
        one = Tab(context.new_page())
        one.page.on("console", lambda said: said.type in {"error", "warning"} and one.complaints.append(said.text))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("request", lambda request: one.asked.append(request.url))
        tabs.append(one)
        return one

    yield opened
    for context in contexts:
        context.close()
    assert [one.complaints for one in tabs if one.complaints] == []
