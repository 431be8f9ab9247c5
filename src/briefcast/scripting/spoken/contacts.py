"""E-mail addresses, web addresses, domains, handles, hashtags and file names, as one reads them out."""

from __future__ import annotations

import re
from urllib.parse import unquote

from briefcast.scripting.spoken.number_words import cardinal, digits, in_pairs
from briefcast.scripting.spoken.scanning import Rule, Say, rule

#: Ends of names that are said as words; shorter ones not listed are spelled.
_SAID_WHOLE = frozenset(
    "com net org edu gov mil info biz name pro app dev shop blog news media online site tech store cloud live "
    "world press "
    "travel museum jobs mobi coop aero int cat club link top wiki radio bank zip map pub page".split()
)
_COUNTRY_ENDINGS = frozenset(
    "ac ad ae af ag ai al am ao ar at au az ba bb bd be bg bh bo br bs by bz ca cc cd ch ci cl cm cn co cr cu cy "
    "cz de dj dk do "
    "dz ec ee eg es et eu fi fj fm fo fr ga ge gh gl gm gr gt hk hn hr ht hu id ie il im in iq ir is it je jm jo "
    "jp ke kg kh kr "
    "kw ky kz la lb li lk lt lu lv ly ma mc md me mg mk ml mm mn mo mt mu mv mw mx my mz na ne ng ni nl no np nu "
    "nz om pa pe pg "
    "ph pk pl pr ps pt py qa ro rs ru rw sa sc sd se sg si sk sl sm sn so sr st su sv sy sz tc th tj tk tm tn to "
    "tr tt tv tw tz ua "
    "ug uk us uy uz va vc ve vg vi vn vu ws ye za zm zw io".split()
)
_ENDINGS = _SAID_WHOLE | _COUNTRY_ENDINGS
#: Ends of file names, spelled or said.
_FILES = {
    "pdf": "PDF", "html": "HTML", "htm": "HTM", "xml": "XML", "json": "jason", "csv": "CSV", "txt": "text",
    "md": "MD", "py": "pie",
    "js": "JS", "ts": "TS", "css": "CSS", "doc": "doc", "docx": "doc X", "xls": "XLS", "xlsx": "XLSX",
    "ppt": "PPT", "pptx": "PPTX",
    "jpg": "jpeg", "jpeg": "jpeg", "png": "PNG", "gif": "gif", "svg": "SVG", "mp3": "MP three", "mp4": "MP four",
    "wav": "wave",
    "exe": "EXE", "dll": "DLL", "sh": "SH", "rs": "RS", "cpp": "CPP", "toml": "toml", "yaml": "yaml",
    "yml": "yaml", "sql": "SQL",
    "php": "PHP", "log": "log", "gz": "GZ", "tar": "tar", "rar": "rar", "iso": "ISO", "epub": "e-pub",
    "java": "java", "ini": "I N I",
}  # fmt: skip
_MARKS = {".": "dot", "-": "dash", "_": "underscore", "+": "plus", "/": "slash", ":": "colon", "@": "at",
    "~": "tilde", "?": "question mark",
          "=": "equals", "&": "and", "#": "hash", "%": "percent", ",": "comma", "!": "exclamation mark",
          "$": "dollar", "'": "apostrophe"}  # fmt: skip
_PART = re.compile(r"\d+|[^\W\d_]+|_|[^\w\s]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def read_out(written: str, *, number_as_count: bool = True) -> str:
    """A name with marks and digits in it, part by part: "ab3.x-y" -> "ab three dot x dash y"."""
    said = []
    for part in _PART.findall(written):
        if part.isdigit():
            said.append(cardinal(part) if len(part) < 3 and number_as_count else digits(part))
        elif part.isalpha():
            said.append(_spelled_if_short(part))
        else:
            said.append(_MARKS.get(part, ""))
    return " ".join(filter(None, said))


def _spelled_if_short(part: str) -> str:
    """Letters that cannot be a word are spelled."""
    if len(part) > 1 and not re.search(r"[aeiouyAEIOUY]", part) and part.isascii():
        return part.upper()
    return part


def domain(host: str) -> str:
    """A host's name: "docs.example.co.uk" -> "docs dot example dot co dot UK"."""
    labels = host.split(".")
    ending = labels[-1].lower()
    last = _FILES.get(ending, ending) if ending not in _ENDINGS else ending
    if (
        ending in _COUNTRY_ENDINGS
        and ending
        not in {
            "me",
            "io",
            "in",
            "it",
            "is",
            "at",
            "to",
            "so",
            "no",
            "tv",
            "my",
            "be",
            "us",
        }
    ) or ending in {"it", "io", "tv", "in", "is", "at", "to", "so", "no", "my", "be", "us"}:
        last = ending.upper()
    return " dot ".join([*(read_out(label) for label in labels[:-1]), last])


def _host(name: str) -> str:
    return name[4:] if name.lower().startswith("www.") and name.count(".") > 1 else name


def _address(match: re.Match[str]) -> str:
    """The host alone: a listener cannot click on the rest."""
    return domain(_host(match["host"])) + (f" colon {in_pairs(match['port'])}" if match["port"] else "")


def _whole_address(match: re.Match[str]) -> str:
    """Host and path, letter for letter where it must be; the "https" before them tells a listener nothing."""
    return " ".join(filter(None, (_address(match), _path(match["path"]))))


def _path(written: str | None) -> str:
    """What stands behind a host; bytes that are no plain character are passed over."""
    plain = unquote(written or "")
    return read_out((plain if plain.isascii() else re.sub(r"%[0-9A-Fa-f]{2}", " ", written or "")).rstrip("/"))


def _whole_bare(match: re.Match[str]) -> str | None:
    host = _bare(match)
    return host and " ".join(filter(None, (host, _path((match["path"] or "") + (match["query"] or "")))))


def _bare(match: re.Match[str]) -> str | None:
    host, path, port = match["host"], match["path"] or "", match["port"]
    labels = host.split(".")
    ending = labels[-1].lower()
    if any(label[:1].isupper() and label[1:].islower() for label in labels[1:]) and ending not in _ENDINGS:
        return None
    if ending not in _ENDINGS and ending not in _FILES:
        return _unknown_ending(labels) if not path and not port and len(match[0]) < 80 else None
    if len(ending) == 2 and labels[-1].isupper() and len(labels[0]) < 3:
        return None
    return domain(_host(host)) + (f" colon {in_pairs(port)}" if port else "")


def _unknown_ending(labels: list[str]) -> str | None:
    if not all(label.isalpha() and label.islower() for label in labels) or any(len(label) < 2 for label in labels[:1]):
        return None
    return " dot ".join(labels) if len(labels) == 2 and 2 <= len(labels[1]) <= 4 else " ".join(labels)


def _mail(match: re.Match[str]) -> str:
    path = match["path"] or ""
    return f"{read_out(match['user'])} at {domain(match['host'])}" + (f" {read_out(path)}" if path else "")


def _handle(match: re.Match[str]) -> str:
    return f"at {spread(match['name'])}"


def _numbered(match: re.Match[str]) -> str:
    return f"number {cardinal(match['number'])}"


def _hashtag(match: re.Match[str]) -> str:
    return f"hashtag {spread(match['name'])}"


def spread(name: str) -> str:
    """The words of a handle or hashtag: "ClimateAction_24" -> "Climate Action twenty-four"."""
    return " ".join(read_out(word.replace("_", " ")) for word in _CAMEL.split(name)).strip()


def _with_host(match: re.Match[str]) -> str:
    host = match["host"]
    if host[0].isdigit():
        host = " dot ".join(cardinal(str(int(part))) for part in host.split("."))
    path = match["path"] or ""
    return f"{host} colon {in_pairs(match['port'])}" + (f" {read_out(path)}" if path.strip("/") else "")


_PATH = r"(?P<path>/[\w./%+~-]{0,200}[\w/])?"
_URL = (
    r"(?:https?|ftp)://(?:[\w:.-]{1,80}@)?(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){0,8})(?::(?P<port>\d{1,5}))?"
    r"(?P<path>[/?#][^\s<>\"”’)\]]{0,2000}(?<![.,;:!?]))?/?"
)
_BARE = (
    r"(?P<host>[A-Za-z0-9][\w-]{0,62}(?:\.[A-Za-z0-9][\w-]{0,62}){0,6}\.[A-Za-z]{2,6}\d?)(?::(?P<port>\d{2,5}))?"
    rf"{_PATH}(?P<query>\?\S{{0,200}}\w)?(?![\w@])(?!\.[A-Z]\b)"
)


def _address_rules(address: Say, bare: Say) -> tuple[Rule, ...]:
    return (
        rule(rf"(?P<user>[\w.+%-]{{1,64}})@(?P<host>[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,6}}){_PATH}", _mail),
        rule(_URL, address, re.I),
        rule(
            r"(?:file|mailto|data|ws|git|ssh|s3)://?/?(?P<host>[\w./~-]{1,200}\w)(?P<port>)",
            lambda match: read_out(match[0]),
            re.I,
        ),
        rule(rf"(?P<host>localhost|\d{{1,3}}(?:\.\d{{1,3}}){{3}}):(?P<port>\d{{1,5}}){_PATH}(?!\w)", _with_host),
        rule(_BARE, bare),
    )


ADDRESS_RULES = _address_rules(_address, _bare)
#: Where addresses are to be heard to their end.
WHOLE_ADDRESS_RULES = _address_rules(_whole_address, _whole_bare)
SYMBOL_RULES: dict[str, tuple[Rule, ...]] = {
    "@": (rule(r"@(?P<name>\w{1,50}(?:\.\w{1,50})?)", _handle),),
    "#": (
        rule(r"#\s?(?P<number>\d{1,3}(?:,\d{3})*|\d{1,9})(?![\w.,]\d|\w)", _numbered),
        rule(r"#(?P<name>\w{1,100})", _hashtag),
    ),
}  # fmt: skip
