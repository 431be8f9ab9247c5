"""Show and releases -> the feed that podcast apps subscribe to."""

from briefcast.publishing.feed.items import Items
from briefcast.publishing.feed.notes import Notes, show_notes
from briefcast.publishing.feed.pages import FeedPage, feed_pages, feed_xml

__all__ = ["FeedPage", "Items", "Notes", "feed_pages", "feed_xml", "show_notes"]
