"""Voices: their profiles, the engines that speak them, and who reads what."""

from briefcast.voices.casting import Cast, cast_for
from briefcast.voices.profiles import load_voice, voice_names

__all__ = ["Cast", "cast_for", "load_voice", "voice_names"]
