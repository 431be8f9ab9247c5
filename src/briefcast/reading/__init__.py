"""Source -> Article: finds the text in what a person has, and nothing but the text."""

from briefcast.reading.source import read

__all__ = ["read"]
