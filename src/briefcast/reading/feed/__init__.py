"""Feeds -> articles: RSS, Atom and JSON Feed."""

from briefcast.reading.feed.articles import article_from, looks_like_feed, parse_feed
from briefcast.reading.feed.entries import Entry, Feed

__all__ = ["Entry", "Feed", "article_from", "looks_like_feed", "parse_feed"]
