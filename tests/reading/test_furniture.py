"""Page furniture: what is surely none of the article's."""

from __future__ import annotations

import pytest

from briefcast.reading.furniture import furniture_reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Follow Harbour Wire on Facebook and X.", "follow line"),
        ("Like us on Facebook", "follow line"),
        ("Share this article", "share line"),
        ("Share this on Facebook, X, email", "share line"),
        ("Sign up for our daily newsletter.", "newsletter prompt"),
        ("Subscribe now", "subscription prompt"),
        ("Read more: Ten trains worth a detour", "read-more line"),
        ("Continue reading...", "read-more line"),
        ("ADVERTISEMENT", "advertisement label"),
        ("148 comments", "comment count"),
        ("© 2024 The Harbour Wire. All rights reserved.", "copyright line"),
        ("https://example.org/story?id=4", "bare link"),
    ],
)
def test_furniture_is_named(line, reason):
    assert furniture_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "He asked his readers to subscribe.",
        "They share this view.",
        "Follow the river to the weir.",
        "She read more than a hundred books that year.",
        "The advertisement was taken down on Monday.",
        "Sign up to the army and see the world, the posters said, and thousands of young men from the valley did.",
        "Share prices fell.",
    ],
)
def test_sentences_of_an_article_stay(line):
    assert furniture_reason(line) is None
