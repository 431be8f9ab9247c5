"""Episode -> files: the MP3 and what stands beside it."""

from briefcast.publishing.episode_files import EpisodeFiles, build

__all__ = ["EpisodeFiles", "build"]
