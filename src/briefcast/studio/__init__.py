"""Script -> Episode: records, cuts, masters, encodes and writes one file of sound."""

from briefcast.studio.cache import Cache, default_folder
from briefcast.studio.formats import Quality
from briefcast.studio.production import Means, produce
from briefcast.studio.workshop import Progress

__all__ = ["Cache", "Means", "Progress", "Quality", "default_folder", "produce"]
