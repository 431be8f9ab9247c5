"""Script -> Episode: records, cuts, masters, encodes and stitches one MP3."""

from briefcast.studio.cache import Cache, default_folder
from briefcast.studio.production import Means, produce
from briefcast.studio.workshop import Progress

__all__ = ["Cache", "Means", "Progress", "default_folder", "produce"]
