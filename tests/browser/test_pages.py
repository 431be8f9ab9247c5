"""The pages themselves: light, private, for everyone, and without scripts, network or screen."""

from __future__ import annotations

import gzip
import io
import re
import shutil
from datetime import UTC, datetime

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from tests.browser.conftest import SHOW
from tests.serving.running import running

from briefcast.publishing.site import site_pages
from briefcast.serving.answers import House
from briefcast.show import Identity, Media, Release


def test_nothing_is_asked_of_any_other_host(tab, live):
    one = tab()
    for address in (live.origin, live.page()):
        one.page.goto(address)
    one.page.click("#play")
    one.until("document.querySelector('audio').currentTime > 0.2")
    assert one.asked
    assert [address for address in one.asked if not address.startswith(live.origin)] == []


@pytest.mark.parametrize(("form", "colours"), [("phone", "light"), ("desktop", "dark")])
def test_the_rules_of_accessibility_find_no_violation(tab, live, form, colours):
    one = tab(form, color_scheme=colours)
    for address in (live.origin, live.page()):
        one.page.goto(address)
        for summary in one.page.locator("summary").all():
            summary.evaluate("element => element.parentElement.open = true")
        found = Axe().run(one.page)
        assert found.response["violations"] == [], found.generate_report()


def test_dark_and_light_follow_the_device_or_the_choice_that_is_kept(tab, live):
    one = tab(color_scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    one.page.goto(live.page())
    assert one.page.evaluate(background) == "rgb(20, 21, 23)"
    one.page.select_option("#theme", "light")
    assert one.page.evaluate(background) == "rgb(251, 250, 246)"
    one.page.goto(live.origin)
    assert one.page.evaluate(background) == "rgb(251, 250, 246)"


def test_without_scripts_there_are_sound_chapters_and_the_whole_text(tab, live, harbour):
    one = tab("phone", java_script_enabled=False)
    one.page.goto(live.page())
    assert one.page.locator("audio[controls]").is_visible()
    assert not one.page.locator(".player").is_visible()
    assert one.page.locator(".chapters a.go").first.get_attribute("href").endswith(".mp3#t=0")
    shown = " ".join(one.page.inner_text(".transcript").split())
    for said in harbour.manifest["utterances"]:
        assert said["text"] in shown


def test_print_gives_the_transcript_and_no_player(tab, live):
    one = tab()
    one.page.goto(live.page())
    one.page.emulate_media(media="print")
    assert one.page.locator(".transcript").is_visible()
    assert not one.page.locator(".player").is_visible()
    assert not one.page.locator(".tools").is_visible()


def test_a_page_opened_from_the_disk_plays(tab, site):
    one = tab()
    one.page.goto((site.folder / "e" / f"{site.releases[0].key}.html").as_uri())
    one.page.click("#play")
    one.until("document.querySelector('audio').currentTime > 0.2")


def test_a_saved_episode_plays_without_a_network_in_any_part(tab, site, tmp_path):
    """The server is stopped; the pieces that the player asks for come out of the device's cache."""
    folder = tmp_path / "site"
    shutil.copytree(site.folder, folder)
    one = tab("phone")
    with running(House(lambda: folder)) as port:
        address = f"http://127.0.0.1:{port}/e/{site.releases[0].key}.html"
        one.page.goto(address)
        one.until("navigator.serviceWorker.controller !== null")
        one.page.tap("#save")
        one.until("document.querySelector('#save').textContent.startsWith('Saved')")
    one.page.goto(address)
    one.page.evaluate("document.querySelector('audio').currentTime = 20")
    one.page.tap("#play")
    one.until("document.querySelector('audio').currentTime > 20.3")
    one.page.goto(f"http://127.0.0.1:{port}/")
    assert one.page.locator(".episodes li").count() == 3
    assert "saved on this device" in one.page.text_content(".episodes li:first-child")
    one.page.goto(f"http://127.0.0.1:{port}/e/{site.releases[1].key}.html")
    assert one.page.text_content("h1") == "No network"
    one.complaints.clear()


def test_a_saved_episode_can_be_removed(tab, live):
    one = tab("phone")
    one.page.goto(live.page())
    one.until("navigator.serviceWorker.controller !== null")
    one.page.tap("#save")
    one.until("document.querySelector('#save').textContent.startsWith('Saved')")
    one.page.tap("#save")
    one.until("document.querySelector('#save').textContent === 'Save on this device'")
    assert one.page.evaluate("caches.open('briefcast-saved').then(c => c.keys()).then(k => k.length)") == 0


def test_a_page_weighs_little(live):
    """All that is fetched before the sound: page, style, script, picture (the limit is for ten minutes of text)."""
    page = (live.folder / "e" / f"{live.releases[0].key}.html").read_bytes()
    named = re.findall(r'(?:href|src)="\.\./([\w-]+\.(?:css|js|jpg))"', page.decode())
    packed = [gzip.compress(page), *(gzip.compress((live.folder / name).read_bytes()) for name in set(named))]
    assert len(set(named)) == 3
    assert sum(map(len, packed)) < 40_000


def test_the_list_offers_each_app_its_link(tab, live):
    one = tab("phone")
    one.page.goto(live.origin)
    links = {link.text_content(): link.get_attribute("href") for link in one.page.locator(".apps a").all()}
    assert links == {
        "Apple Podcasts": "podcast://harbour.example/feed.xml",
        "Overcast": "overcast://x-callback-url/add?url=https%3A%2F%2Fharbour.example%2Ffeed.xml",
        "Pocket Casts": "pktc://subscribehttps/harbour.example/feed.xml",
        "AntennaPod": "https://antennapod.org/deeplink/subscribe?url=https%3A%2F%2Fharbour.example%2Ffeed.xml",
        "Castro": "castro://subscribe/harbour.example/feed.xml",
    }
    assert one.page.input_value("#feed-address") == "https://harbour.example/feed.xml"


def test_the_code_leads_a_phones_camera_to_the_show(tab, live):
    one = tab()
    one.page.goto(live.origin)
    picture = Image.open(io.BytesIO(one.page.locator(".qr").screenshot()))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == ["https://harbour.example/"]


def test_of_three_hours_of_text_only_what_is_seen_is_laid_out(tab, tmp_path):
    """The player marks a sentence in the last part, and the parts between are still not laid out."""
    pages = site_pages(SHOW, Identity("guid", "token"), [_long_release()], _picture(), lambda _: _long_manifest())
    for page in pages:
        path = tmp_path / page.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(page.render())
    (tmp_path / "e" / "long-0123456789ab.mp3").write_bytes(b"")
    laid_out = (
        "[...document.querySelectorAll('.transcript .passage')]"
        ".filter(one => one.checkVisibility({contentVisibilityAuto: true})).length"
    )
    one = tab("phone")
    with running(House(lambda: tmp_path)) as port:
        one.page.goto(f"http://127.0.0.1:{port}/e/long.html#t=10000")
        one.until("document.querySelector('.s.now') !== null")
        everything = one.page.locator(".transcript .passage").count()
        assert everything > 400
        assert one.page.evaluate(laid_out) < everything / 4
    one.complaints.clear()


def _long_release() -> Release:
    media = Media("long-0123456789ab.mp3", 0, "0", 180 * 60_000)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return Release(key="long", guid="g", title="Long", published=moment, language="en", media=media, markers=())


def _long_manifest() -> dict:
    """Ten sentences a minute in chapters of ten minutes."""
    said = [
        {
            "chapter": number // 100,
            "role": "narrator",
            "text": f"Boat number {number} came in at noon and left again before the tide had turned.",
            "start_ms": number * 6000,
            "end_ms": number * 6000 + 5700,
            "pause_ms": 620 if number % 4 == 3 else 320,
            "voice": "v",
            "word_times_ms": [],
        }
        for number in range(1800)
    ]
    chapters = [{"title": f"Part {n}", "start_ms": n * 600_000, "link": ""} for n in range(18)]
    return {"chapters": chapters, "utterances": said}


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1400, 1400), "#0b5673").save(buffer, "JPEG")
    return buffer.getvalue()
