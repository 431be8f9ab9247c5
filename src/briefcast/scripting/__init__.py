"""Article to script: sections, titles, sentences, spoken forms, pauses."""

from briefcast.scripting.writing import Announce, ChapterPlan, write_script

__all__ = ["Announce", "ChapterPlan", "write_script"]
