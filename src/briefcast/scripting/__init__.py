"""Article -> Script: what is said, in which chapters, with which pauses."""

from briefcast.scripting.writing import write_script

__all__ = ["write_script"]
