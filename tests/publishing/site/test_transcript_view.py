"""The transcript of a page: what is said in a chapter, in passages that rest and roles part."""

from __future__ import annotations

from briefcast.publishing.site.transcript_view import sections_of


def _said(text: str, start_ms: int, **others) -> dict:
    usual = {"chapter": 0, "role": "narrator", "voice": "heart", "pause_ms": 300, "word_times_ms": []}
    return {"text": text, "start_ms": start_ms, **usual, **others}


def _passages(*said: dict) -> list[list[str]]:
    chapters = [{"title": "Calm", "start_ms": 0, "link": ""}]
    section = sections_of({"chapters": chapters, "utterances": said})[0]
    return [[sentence.text for sentence in passage.sentences] for passage in section.passages]


def test_a_longer_rest_ends_a_passage():
    said = _said("One.", 0), _said("Two.", 900, pause_ms=600), _said("Three.", 2000)
    assert _passages(*said) == [["One.", "Two."], ["Three."]]


def test_another_role_begins_a_passage():
    said = _said("One.", 0), _said("“Two.”", 900, role="quote"), _said("Three.", 2000)
    assert _passages(*said) == [["One."], ["“Two.”"], ["Three."]]


def test_each_voice_is_measured_by_its_own_shortest_rest():
    slow = [_said(text, start, voice="slow", pause_ms=900) for text, start in (("One.", 0), ("Two.", 2000))]
    quick = [_said(text, start, pause_ms=200) for text, start in (("Three.", 4000), ("Four.", 5000))]
    assert _passages(*slow, *quick) == [["One.", "Two.", "Three.", "Four."]]


def test_chapters_hold_what_is_theirs_and_lead_only_to_pages_of_the_web():
    chapters = [
        {"title": "A", "start_ms": 0, "link": "https://quay.example/#a"},
        {"title": "B", "start_ms": 3_661_000, "link": "javascript:alert(1)"},
    ]
    said = [_said("One.", 300, word_times_ms=[300, 900]), _said("Two.", 3_661_400, chapter=1)]
    first, second = sections_of({"chapters": chapters, "utterances": said})
    assert (first.clock, first.link, first.passages[0].seconds) == ("0:00", "https://quay.example/#a", "0.30")
    assert (second.clock, second.link, second.seconds) == ("1:01:01", "", 3661)
    assert second.passages[0].sentences[0].words == ""
