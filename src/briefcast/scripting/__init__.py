"""Article -> Script: what is said, in which chapters, with which pauses."""

from briefcast.scripting.abridging import abridge
from briefcast.scripting.briefing import Reader, Readers, write_briefing
from briefcast.scripting.writing import MENTIONED, Announce, ChapterPlan, write_script

__all__ = ["MENTIONED", "Announce", "ChapterPlan", "Reader", "Readers", "abridge", "write_briefing", "write_script"]
