"""Addresses -> bytes: fetching from the web, within limits and from public places only."""

from briefcast.reading.web.fetching import Fetched, fetch
from briefcast.reading.web.robots import allowed_by_robots

__all__ = ["Fetched", "allowed_by_robots", "fetch"]
