"""Episode -> files: the audio file and what stands beside it."""

from briefcast.publishing.episode_files import EpisodeFiles, Style, build

__all__ = ["EpisodeFiles", "Style", "build"]
