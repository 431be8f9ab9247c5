"""What Spanish, French, German, Italian, Portuguese and Dutch say between their numbers, and what they abbreviate."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """The few words that neither library knows."""

    comma: str
    percent: str
    to: str
    and_: str
    #: Between a day, a month and a year.
    of: str
    #: Between hours and minutes.
    hours: str
    minus: str
    #: Day one of a month, if it is an ordinal.
    first: str
    magnitudes: dict[str, str]
    abbreviations: dict[str, str]


LANGUAGES = {
    "es": Language(
        "coma", "por ciento", "a", "y", " de ", " y ", "menos", "",
        {
            "M": "millones de",
            "millones de": "millones de",
            "millones": "millones de",
            "millón de": "millón de",
            "mil": "mil",
        },
        {"Sr.": "señor", "Sra.": "señora", "Srta.": "señorita", "Dr.": "doctor", "Dra.": "doctora", "Ud.": "usted",
         "Uds.": "ustedes", "etc.": "etcétera", "p. ej.": "por ejemplo", "EE. UU.": "Estados Unidos",
         "EE.UU.": "Estados Unidos", "núm.": "número", "pág.": "página", "Avda.": "avenida", "D.": "don",
         "n.º": "número"},
    ),
    "fr": Language(
        "virgule", "pour cent", "à", "et", " ", " heures ", "moins", "premier",
        {"M": "millions d'", "Md": "milliards d'", "Mds": "milliards d'", "millions d'": "millions d'",
         "milliards d'": "milliards d'", "millions de": "millions de", "milliards de": "milliards de"},
        {"M.": "monsieur", "MM.": "messieurs", "Mme": "madame", "Mmes": "mesdames", "Mlle": "mademoiselle",
         "Dr": "docteur",
         "Me": "maître", "etc.": "et cetera", "p. ex.": "par exemple", "c.-à-d.": "c'est-à-dire", "av.": "avenue",
         "bd": "boulevard", "n°": "numéro", "St": "saint", "Ste": "sainte", "env.": "environ"},
    ),
    "de": Language(
        "Komma", "Prozent", "bis", "und", " ", " Uhr ", "minus", "",
        {"Mio.": "Millionen", "Mrd.": "Milliarden", "Millionen": "Millionen", "Milliarden": "Milliarden",
         "Tsd.": "Tausend"},
        {"Dr.": "Doktor", "Prof.": "Professor", "Hr.": "Herr", "Fr.": "Frau", "z. B.": "zum Beispiel",
         "z.B.": "zum Beispiel",
         "d. h.": "das heißt", "d.h.": "das heißt", "u. a.": "unter anderem", "u.a.": "unter anderem",
         "usw.": "und so weiter",
         "bzw.": "beziehungsweise", "ca.": "circa", "Nr.": "Nummer", "S.": "Seite", "Str.": "Straße",
         "St.": "Sankt",
         "Mio.": "Millionen", "Mrd.": "Milliarden", "v. Chr.": "vor Christus", "n. Chr.": "nach Christus",
         "evtl.": "eventuell",
         "ggf.": "gegebenenfalls", "inkl.": "inklusive", "sog.": "sogenannte", "vgl.": "vergleiche",
         "Jh.": "Jahrhundert"},
    ),
    "it": Language(
        "virgola", "per cento", "a", "e", " ", " e ", "meno", "primo",
        {"milioni di": "milioni di", "miliardi di": "miliardi di", "mln": "milioni di", "mld": "miliardi di"},
        {"Sig.": "signor", "Sig.ra": "signora", "Dott.": "dottor", "Dott.ssa": "dottoressa", "Prof.": "professor",
         "Avv.": "avvocato", "Ing.": "ingegner", "ecc.": "eccetera", "es.": "esempio", "pag.": "pagina",
         "n.": "numero",
         "a.C.": "avanti Cristo", "d.C.": "dopo Cristo", "S.": "San", "art.": "articolo"},
    ),
    "pt": Language(
        "vírgula", "por cento", "a", "e", " de ", " e ", "menos", "primeiro",
        {"milhões de": "milhões de", "bilhões de": "bilhões de", "mil milhões de": "mil milhões de",
         "mi": "milhões de",
         "bi": "bilhões de"},
        {"Sr.": "senhor", "Sra.": "senhora", "Dr.": "doutor", "Dra.": "doutora", "Prof.": "professor",
         "etc.": "et cetera",
         "p. ex.": "por exemplo", "pág.": "página", "EUA": "Estados Unidos", "Av.": "avenida", "nº": "número",
         "n.º": "número", "a.C.": "antes de Cristo", "d.C.": "depois de Cristo", "R.": "rua"},
    ),
    "nl": Language(
        "komma", "procent", "tot", "en", " ", " uur ", "min", "",
        {"mln.": "miljoen", "mld.": "miljard", "miljoen": "miljoen", "miljard": "miljard", "mln": "miljoen",
         "mld": "miljard"},
        {"dhr.": "de heer", "mevr.": "mevrouw", "mw.": "mevrouw", "dr.": "dokter", "prof.": "professor",
         "bijv.": "bijvoorbeeld",
         "bv.": "bijvoorbeeld", "d.w.z.": "dat wil zeggen", "enz.": "enzovoort", "ca.": "circa", "nr.": "nummer",
         "o.a.": "onder andere", "m.b.t.": "met betrekking tot", "i.p.v.": "in plaats van", "blz.": "bladzijde",
         "v.Chr.": "voor Christus", "n.Chr.": "na Christus", "a.u.b.": "alstublieft", "t/m": "tot en met"},
    ),
}  # fmt: skip
#: Portuguese counts otherwise in Brazil.
LANGUAGES["pt-br"] = LANGUAGES["pt"]
