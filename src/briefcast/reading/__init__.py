"""Source -> Article: finds the text in what a person has, and nothing but the text."""

from briefcast.reading.source import Manner, Unread, is_address, read, read_all

__all__ = ["Manner", "Unread", "is_address", "read", "read_all"]
