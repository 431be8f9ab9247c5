"""Article -> Script: what is said, in which chapters, with which pauses."""

from briefcast.scripting.abridging import abridge
from briefcast.scripting.writing import Announce, ChapterPlan, write_script

__all__ = ["Announce", "ChapterPlan", "abridge", "write_script"]
