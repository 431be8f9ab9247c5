"""Script -> Episode: records, cuts, masters, encodes and stitches one MP3."""

from briefcast.studio.production import Progress, produce

__all__ = ["Progress", "produce"]
