"""Article -> Script: what is said, in which chapters, with which pauses."""

from briefcast.scripting.briefing import write_briefing
from briefcast.scripting.writing import MENTIONED, write_script

__all__ = ["MENTIONED", "write_briefing", "write_script"]
