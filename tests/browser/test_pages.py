"""The pages themselves: light, private, for everyone, and without scripts, network or screen."""

from __future__ import annotations

import gzip
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.serving.running import running

from briefcast.serving.answers import House

FORMS = ("phone", "desktop")


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_asked_of_any_other_host(tab, live, form):
    one = tab(form)
    for address in (live.origin, live.page()):
        one.page.goto(address)
        one.page.wait_for_load_state("networkidle")
    one.page.click("#play")
    one.until("document.querySelector('audio').currentTime > 0.2")
    assert one.asked
    assert [address for address in one.asked if not address.startswith(live.origin)] == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("form", FORMS)
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
