"""Phonemes of a lexicon -> what an engine takes: misaki's letters in a link, or a plain respelling.

A lexicon may write a word's sound as IPA (or misaki's letters, which extend it) between slashes, or as
eSpeak's mnemonics between double square brackets. hibari reads phonemes exactly; an engine that takes none
gets a respelling of the kind newspapers print: "ʃiː dʒɪnˈpɪŋ" -> "shee jin-ping".
"""

from __future__ import annotations

import re
from itertools import pairwise

from briefcast.scripting.spoken.lexicon import lexicon_readings

_IPA = re.compile(r"/([^/]+)/")
_ESPEAK = re.compile(r"\[\[([^\[\]]+)\]\]")
#: Engines that read "[word](/phonemes/)", and such as read "[[IPA]]"; any other would read the marks out.
_TAKE_LINKS = frozenset({"hibari", "kokoro"})
_TAKE_IPA = frozenset({"piper"})

#: IPA -> misaki's American letters, longest first (misaki, EN_PHONES.md).
_TO_MISAKI = {
    "eɪ": "A", "aɪ": "I", "oʊ": "O", "əʊ": "O", "aʊ": "W", "ɔɪ": "Y", "t͡ʃ": "ʧ", "d͡ʒ": "ʤ", "tʃ": "ʧ",
    "dʒ": "ʤ", "ɝ": "ɜɹ",
    "ɚ": "əɹ", "r": "ɹ", "g": "ɡ", "x": "k", "χ": "k", "ç": "ʃ", "e": "A", "o": "O", "a": "ɑ", "ɒ": "ɑ",
    "y": "u", "ø": "ɜ",
    "œ": "ɜ", "ɲ": "nj", "ʎ": "lj", "ɬ": "l", "ʁ": "ɹ", "ɾ": "ɾ", "ɣ": "ɡ", "β": "b", "ɕ": "ʃ", "ʂ": "ʃ",
    "ʑ": "ʒ", "ʐ": "ʒ", "ː": "",
    ".": "", "-": "", "'": "ˈ", ",": "ˌ",
}  # fmt: skip
#: misaki's letters that are not IPA -> what eSpeak, and a network that learned from it, writes for the sound.
_TO_IPA = {
    "A": "eɪ", "I": "aɪ", "O": "oʊ", "W": "aʊ", "Y": "ɔɪ", "ʧ": "tʃ", "ʤ": "dʒ", "ᵊ": "ə", "ᵻ": "ɪ",
    "ɜɹ": "ɜː", "i": "iː", "u": "uː", "ɑ": "ɑː", "ɔ": "ɔː",
}  # fmt: skip
_MISAKI = frozenset("AIOWYbdfhijklmnpstuvwzæðŋɑɔəɛɜɡɪɹɾʃʊʌʒʤʧθᵊᵻˈˌ ")
#: eSpeak's mnemonics for English -> IPA, longest first (espeak-ng, docs/phonemes.md).
_FROM_ESPEAK = {
    "aI": "aɪ", "eI": "eɪ", "OI": "ɔɪ", "aU": "aʊ", "oU": "oʊ", "tS": "tʃ", "dZ": "dʒ", "i:": "i", "A:": "ɑ",
    "O:": "ɔ", "u:": "u",
    "3:": "ɜɹ", "I": "ɪ", "E": "ɛ", "a": "æ", "A": "ɑ", "0": "ɑ", "O": "ɔ", "U": "ʊ", "V": "ʌ", "@": "ə",
    "T": "θ", "D": "ð", "S": "ʃ",
    "Z": "ʒ", "N": "ŋ", "'": "ˈ", ",": "ˌ", "_": " ", ":": "", "3": "əɹ",
}  # fmt: skip
#: misaki's letters -> letters that English readers, and engines, take for the sound.
_VOWELS = {
    "A": "ay", "I": "eye", "O": "oh", "W": "ow", "Y": "oy", "i": "ee", "u": "oo", "æ": "a", "ɑ": "ah",
    "ɔ": "aw", "ə": "uh", "ɛ": "eh",
    "ɜ": "ur", "ɪ": "ih", "ʊ": "oo", "ʌ": "uh", "ᵊ": "", "ᵻ": "ih",
}  # fmt: skip
_CONSONANTS = {
    "ð": "th",
    "ŋ": "ng",
    "ɡ": "g",
    "ɹ": "r",
    "ɾ": "d",
    "ʃ": "sh",
    "ʒ": "zh",
    "ʤ": "j",
    "ʧ": "ch",
    "θ": "th",
    "j": "y",
}
#: Short vowels before a consonant of their own syllable lose their h: "dʒɪn" -> "jin".
_CLOSED = {"ih": "i", "eh": "e", "uh": "u"}
#: Vowels that English closes with a consonant: "mak-rahn", not "ma-krahn".
_LAX = frozenset("æɛɪʊʌ")
_ONSETS = frozenset(
    "bl br dr fl fr ɡl ɡɹ kl kr kɹ kw pl pr pɹ sl sm sn sp st sk sw tr tɹ tw θɹ bɹ dɹ fɹ ʃɹ hj mj nj vj ɡw".split()
)


def phonemes_in(said: str) -> str:
    """The misaki phonemes that an entry of a lexicon gives; empty if it gives a respelling."""
    ipa = _IPA.fullmatch(said)
    if ipa:
        return as_misaki(ipa[1])
    espeak = _ESPEAK.fullmatch(said)
    return as_misaki(_replaced(espeak[1], _FROM_ESPEAK)) if espeak else ""


def as_misaki(ipa: str) -> str:
    """IPA in misaki's American letters; a sound that American English lacks becomes its nearest.

    >>> as_misaki("ʃiː dʒɪnˈpɪŋ")
    'ʃi ʤɪnpˈɪŋ'
    """
    letters = _replaced(ipa, _TO_MISAKI)
    kept = "".join(letter for letter in letters if letter in _MISAKI)
    return re.sub(r"([ˈˌ])([^AIOWYiuæɑɔəɛɜɪʊʌᵊᵻ ]*)", r"\2\1", kept)


def _replaced(text: str, table: dict[str, str]) -> str:
    out, position = "", 0
    while position < len(text):
        for length in (3, 2, 1):
            piece = text[position : position + length]
            if len(piece) == length and piece in table:
                out += table[piece]
                break
        else:
            length = 1
            out += text[position]
        position += length
    return out


def with_phonemes(spoken: str, phonemes: tuple[tuple[str, str], ...], engine: str) -> str:
    """A spoken line with the sounds of the words taught, as the engine takes them; respelled if it takes none.

    >>> with_phonemes("It is Łódź.", (("Łódź", "wˈuʤ"),), "hibari")
    'It is [Łódź](/wˈuʤ/).'
    >>> with_phonemes("It is Łódź.", (("Łódź", "wˈuʤ"),), "piper")
    'It is [[wˈuːdʒ]].'
    >>> with_phonemes("It is Łódź.", (("Łódź", "wˈuʤ"),), "pyttsx3")
    'It is wooj.'
    """
    out, position = "", 0
    for start, end, misaki in lexicon_readings(spoken, phonemes):
        out += spoken[position:start] + _said(spoken[start:end], misaki, engine)
        position = end
    return out + spoken[position:]


def _said(written: str, misaki: str, engine: str) -> str:
    if engine in _TAKE_LINKS:
        return f"[{written}](/{misaki}/)"
    if engine in _TAKE_IPA:
        return f"[[{_replaced(misaki, _TO_IPA)}]]"
    return as_respelling(misaki)


def as_respelling(misaki: str) -> str:
    """Phonemes as plain letters, syllable by syllable.

    >>> as_respelling("ʃi ʤɪnpˈɪŋ")
    'shee jin-ping'
    """
    return " ".join("-".join(map(_syllable, _syllables(word))) for word in misaki.split())


def _syllables(word: str) -> list[str]:
    """A word's phonemes cut before each vowel's onset: as many consonants as an English syllable can begin with."""
    plain = re.sub("[ˈˌ]", "", word)
    places = [place for place, letter in enumerate(plain) if letter in _VOWELS and letter != "ᵊ"]
    cuts = [0]
    for last, place in pairwise(places):
        between = plain[last + 1 : place]
        onset = 2 if between[-2:] in _ONSETS and len(between) > 1 else min(len(between), 1)
        if between[-1:] == "ŋ" or (len(between) == 1 and between == "ɹ" and plain[last] in "ɛɪʊɜ"):
            onset = 0
        if plain[last] in _LAX and onset == len(between):
            onset = max(onset - 1, 0)
        cuts.append(place - onset)
    return [plain[start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True) if plain[start:end]]


def _syllable(phonemes: str) -> str:
    out = ""
    for place, letter in enumerate(phonemes):
        sound = _VOWELS.get(letter)
        if sound is None:
            out += _CONSONANTS.get(letter, letter)
        elif letter == "ɜ" and phonemes[place + 1 : place + 2] == "ɹ":
            out += "u"
        elif place + 1 < len(phonemes):
            out += _CLOSED.get(sound, sound)
        else:
            out += sound
    return out
