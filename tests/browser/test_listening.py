"""The page of an episode in a real browser: playing, seeking, reading along, coming back."""

from __future__ import annotations

import pytest
from tests.browser.conftest import FORMS

PLAYING = "!document.querySelector('audio').paused"


both = pytest.mark.parametrize("episode", list(FORMS), indirect=True)
phone = pytest.mark.parametrize("episode", ["phone"], indirect=True)
desktop = pytest.mark.parametrize("episode", ["desktop"], indirect=True)


@pytest.fixture
def episode(request, tab, live):
    """The newest episode's page, touched or clicked."""
    one = tab(request.param)
    one.page.goto(live.page())
    one.until("document.querySelector('audio').readyState > 0")
    one.press = (one.page.tap) if request.param == "phone" else one.page.click
    return one


@both
def test_it_plays_and_pauses(episode):
    episode.press("#play")
    episode.until(PLAYING)
    episode.until_time(0.3, 60)
    episode.press("#play")
    episode.until("document.querySelector('#play').getAttribute('aria-label') === 'Play'")
    assert episode.page.evaluate("document.querySelector('audio').paused")


@both
def test_a_chapter_is_gone_to_and_marked(episode):
    chapters = episode.page.locator(".chapters .go")
    start = float(chapters.nth(2).get_attribute("data-t"))
    title = chapters.nth(2).get_attribute("data-title")
    episode.press(".chapters li:nth-child(3) .go")
    episode.until_time(start, start + 5)
    episode.until(PLAYING)
    assert chapters.nth(2).get_attribute("aria-current") == "true"
    assert episode.page.locator(".chapters [aria-current]").count() == 1
    assert episode.page.text_content("#chapter-now") == title


@phone
def test_a_sentence_is_gone_to_and_read_along_word_by_word(episode):
    sentence = episode.page.locator(".s", has_text="forty years old")
    start = float(sentence.get_attribute("data-t"))
    sentence.scroll_into_view_if_needed()
    sentence.click()
    episode.until_time(start, start + 3)
    episode.until("document.querySelector('.s.now')?.textContent.includes('forty years old')")
    episode.until("CSS.highlights.get('word')?.size === 1")
    spoken = episode.page.evaluate("[...CSS.highlights.get('word')][0].toString()")
    assert spoken in sentence.text_content().split()


@phone
def test_back_fifteen_on_thirty_and_chapter_by_chapter(episode):
    starts = [float(one.get_attribute("data-t")) for one in episode.page.locator(".chapters .go").all()]
    episode.press("#on")
    episode.until_time(30, 31)
    episode.press("#back")
    episode.until_time(15, 16)
    episode.press("#next")
    following = next(start for start in starts if start > 16)
    episode.until_time(following, following + 1)
    episode.press("#previous")
    before = starts[starts.index(following) - 1]
    episode.until_time(before, before + 1)


@phone
def test_the_place_is_found_again_after_a_reload_and_told_on_the_list(episode, live):
    episode.press("#on")
    episode.until_time(30, 31)
    episode.page.reload()
    episode.until_time(29, 31)
    assert "left off" in episode.page.text_content("#said")
    episode.page.goto(live.origin)
    assert "1 min left" in episode.page.text_content(".episodes li:first-child .progress")


@desktop
def test_the_speed_is_kept(episode, live):
    episode.page.select_option("#speed", "1.5")
    episode.page.goto(live.page(1))
    episode.until("document.querySelector('audio').playbackRate === 1.5")
    assert episode.page.input_value("#speed") == "1.5"


@desktop
def test_a_link_to_a_moment_leads_there(episode, live):
    for form, second in (("#t=20", 20), ("#t=0:25", 25), ("#t=00:00:12", 12)):
        episode.page.goto("about:blank")
        episode.page.goto(live.page() + form)
        episode.until_time(second, second + 1)


@desktop
def test_words_are_found_in_the_text_accents_or_not(episode):
    episode.page.fill("#find", "BICYCLE")
    assert episode.page.text_content("#found") == "1 found"
    episode.page.press("#find", "Enter")
    assert episode.page.text_content("#found") == "1 of 1"
    assert "bicycle" in episode.page.text_content(".s.found")
    assert episode.page.evaluate("CSS.highlights.get('found').size") == 1
    episode.page.fill("#find", "no such words")
    assert episode.page.text_content("#found") == "not found"


@phone
def test_the_lock_screen_tells_title_and_chapter_as_it_changes(episode):
    told = "(m => [m.title, m.artist, m.album, m.artwork.length])(navigator.mediaSession.metadata)"
    titles = [one.get_attribute("data-title") for one in episode.page.locator(".chapters .go").all()]
    first = episode.page.evaluate(told)
    episode.press("#next")
    episode.until(f"navigator.mediaSession.metadata.artist !== {first[1]!r}")
    second = episode.page.evaluate(told)
    assert first[1:] == [titles[0], "Harbour “Briefing” & more", 2]
    assert second[1] == titles[1]


@desktop
def test_reading_freely_stops_following_until_the_voice_is_asked_for(episode):
    page = episode.page
    page.click("#play")
    episode.until(PLAYING)
    page.mouse.move(900, 300)
    page.mouse.wheel(0, 300)
    episode.until("!document.querySelector('#back-to-voice').hidden")
    assert not page.is_checked("#follow")
    page.click("#back-to-voice")
    assert page.is_checked("#follow")


@desktop
def test_keys_play_move_change_the_speed_find_and_can_be_turned_off(episode):
    page = episode.page
    press = page.keyboard.press
    for key, least, most in (("ArrowRight", 30, 31), ("ArrowLeft", 15, 16), ("n", 16.01, 26), ("p", 0, 16)):
        press(key)
        episode.until_time(least, most)
    press("Space")
    episode.until(PLAYING)
    press("k")
    episode.until("document.querySelector('audio').paused")
    press(">")
    assert page.input_value("#speed") == "1.25"
    press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    press("k")
    assert page.input_value("#find") == "k"
    page.click("summary:has-text('Keys')")
    page.uncheck("#keys-on")
    page.click("h1")
    press("k")
    assert page.evaluate("document.querySelector('audio').paused")


def test_everything_is_reached_by_the_tab_key_alone(tab, live):
    one = tab()
    one.page.goto(live.page())
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.activeElement.className") == "skip"
    missing = set("play back on next previous scrub speed sleep find follow share go".split())
    for _ in range(120):
        one.page.keyboard.press("Tab")
        missing.discard(one.page.evaluate("document.activeElement.id || document.activeElement.className"))
        if not missing:
            break
    assert missing == set()


def test_the_sleep_timer_stops_at_the_end_of_the_chapter(tab, live):
    one = tab()
    one.page.goto(live.page())
    start = float(one.page.locator(".chapters .go").nth(1).get_attribute("data-t"))
    one.page.goto(f"{live.page()}#t={start - 0.5}")
    one.until_time(start - 0.5, start)
    one.page.click("#play")
    one.page.select_option("#sleep", "chapter")
    one.until("document.querySelector('audio').paused && document.querySelector('#sleep').value === ''")
    one.until_time(start - 0.5, start + 1)


def test_the_end_leads_to_the_next_episode_if_that_is_wished(tab, live):
    one = tab()
    one.page.goto(live.page(1))
    seconds = int(one.page.get_attribute("body", "data-seconds"))
    one.page.check("#play-on")
    one.page.evaluate(f"document.querySelector('audio').currentTime = {seconds - 0.5}")
    one.page.click("#play")
    one.page.wait_for_url(f"**/{live.releases[0].key}.html*")


def test_a_moment_is_shared_by_its_address(tab, live):
    one = tab(permissions=["clipboard-read", "clipboard-write"])
    one.page.goto(f"{live.page()}#t=12")
    one.until_time(12, 13)
    one.page.evaluate("navigator.share = undefined")
    one.page.click("#share")
    one.until("document.querySelector('#said').textContent.includes('copied')")
    assert one.page.evaluate("navigator.clipboard.readText()") == f"{live.page()}#t=12"
