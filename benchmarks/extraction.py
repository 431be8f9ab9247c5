"""How much of an article readers of web pages find, and how much else: ``python benchmarks/extraction.py [FOLDER...]``.

Scores Briefcast and other extractors on the pages of tests/reading/pages, and on folders of NAME.html with
NAME.json ({"title": ..., "body": [lines]}). Other readers are handed the decoded text, Briefcast the bytes.
What may be in the body or not (title, standfirst, byline, tables, code, footnotes) counts for nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

from briefcast.errors import SourceError
from briefcast.model import BlockKind
from briefcast.reading.decoding import decode_markup
from briefcast.reading.html.page import parse_page

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/reading"))
import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BODY = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE}
_NUMBER = re.compile(r"^\s*\d+\.\s", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """A page and what is right."""

    name: str
    data: bytes
    text: str
    url: str
    charset: str
    title: str
    body: str
    optional: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    once: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """How one reader did on one page; counts are of words or of snippets."""

    name: str
    lost: Counter[str]
    added: Counter[str]
    found: int
    snippets: tuple[int, int, int, int]
    title_right: bool
    seconds: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, from 0 to 1."""
        return f1(self.found, self.lost.total(), self.added.total())


def f1(found: int, lost: int, added: int) -> float:
    """F1 of counted words."""
    return 2 * found / (2 * found + lost + added) if found else 0.0


def briefcast(page: Sample) -> tuple[str, str]:
    """Title and body text; so return all readers."""
    try:
        article = parse_page(page.data, url=page.url, charset=page.charset)
    except SourceError:
        return "", ""
    return article.title, "\n".join(block.text for block in article.blocks if block.kind in BODY)


def trafilatura(page: Sample, *, favor_precision: bool = False) -> tuple[str, str]:
    """Its comments are left out, for it keeps them apart."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.text, url=page.url, favor_precision=favor_precision, with_metadata=True)
    return (found.title or "", found.text or "") if found else ("", "")


def trafilatura_precise(page: Sample) -> tuple[str, str]:
    """With favor_precision."""
    return trafilatura(page, favor_precision=True)


def readability(page: Sample) -> tuple[str, str]:
    """readability-lxml."""
    import readability
    from lxml.html import fromstring

    found = readability.Document(page.text)
    return found.short_title(), "\n".join(fromstring(found.summary()).itertext())


def justext(page: Sample) -> tuple[str, str]:
    """With the stop words of English, or of the page's own language where its root names one."""
    import justext

    names = {"de": "German", "es": "Spanish", "fr": "French", "it": "Italian"}
    language = re.search(r"<html[^>]* lang=\W?(\w\w)", page.text)
    stop = justext.get_stoplist(names.get(language[1] if language else "en", "English"))
    # Encoded again, because it refuses a string that declares an encoding.
    paragraphs = justext.justext(page.text.encode(), stop, encoding="utf-8")
    return "", "\n".join(part.text for part in paragraphs if not part.is_boilerplate)


def resiliparse(page: Sample) -> tuple[str, str]:
    """With main_content."""
    from resiliparse.extract.html2text import extract_plain_text

    return "", extract_plain_text(page.text, main_content=True, list_bullets=False)


READERS: dict[str, tuple[str, Callable[[Sample], tuple[str, str]]]] = {
    "briefcast": ("briefcast", briefcast),
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, precise": ("trafilatura", trafilatura_precise),
    "readability-lxml": ("readability", readability),
    "justext": ("justext", justext),
    "resiliparse": ("resiliparse", resiliparse),
}
TITLELESS = {"justext", "resiliparse"}


def score(reader: Callable[[Sample], tuple[str, str]], page: Sample) -> Score:
    """How a reader does on a page."""
    start = time.perf_counter()
    title, body = reader(page)
    seconds = time.perf_counter() - start
    # Other readers do not number the items of lists.
    got, gold = (Counter(corpus.words(_NUMBER.sub("", text))) for text in (body, page.body))
    hits = sum(corpus.contains(body, text) for text in page.present)
    kept_out = sum(not corpus.contains(body, text) for text in page.absent) + sum(
        f" {' '.join(corpus.words(body))} ".count(f" {' '.join(corpus.words(text))} ") <= 1 for text in page.once
    )
    return Score(
        name=page.name,
        lost=gold - got,
        added=got - gold - Counter(corpus.words(page.optional)),
        found=(gold & got).total(),
        snippets=(hits, len(page.present), kept_out, len(page.absent + page.once)),
        title_right=corpus.words(title) == corpus.words(page.title),
        seconds=seconds,
    )


def row(scores: list[Score], *, titled: bool) -> str:
    """Scores of all pages as a line of the table."""
    micro = f1(*(sum(part) for part in zip(*((s.found, s.lost.total(), s.added.total()) for s in scores), strict=True)))
    hits, present, kept_out, absent = (sum(part) for part in zip(*(s.snippets for s in scores), strict=True))
    cells = [f"{mean(s.f1 for s in scores):.3f}", f"{micro:.3f}", share(hits, present), share(kept_out, absent)]
    cells.append(share(sum(s.title_right for s in scores), len(scores)) if titled else "-")
    return "".join(f"{cell:>9}" for cell in [*cells, f"{1000 * mean(s.seconds for s in scores):.1f}"])


def share(part: int, whole: int) -> str:
    """A percentage, or a dash of nothing."""
    return f"{100 * part / whole:.1f}%" if whole else "-"


def own_pages() -> Iterator[Sample]:
    """The pages of the tests."""
    for page in corpus.pages():
        charset = page.content_type.partition("charset=")[2]
        own = {"optional": "\n".join(page.optional), "present": page.present, "absent": page.absent, "once": page.once}
        yield Sample(page.name, page.html, page.text, page.url, charset, page.title, "\n".join(page.body), **own)


def pages_in(folder: Path) -> Iterator[Sample]:
    """The pages of a folder that have gold."""
    for gold in sorted(folder.glob("*.json")):
        facts = json.loads(gold.read_text(encoding="utf-8"))
        data = gold.with_suffix(".html").read_bytes()
        title, body = facts.get("title", ""), "\n".join(facts["body"])
        yield Sample(gold.stem, data, decode_markup(data, ""), "", "", title, body, optional=title)


def main() -> None:
    """Prints a table for the tests' pages and for each folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list Briefcast's worst pages")
    options = parser.parse_args()
    for place, samples in [("tests/reading/pages", own_pages()), *((str(f), pages_in(f)) for f in options.folders)]:
        compare(place, list(samples), options.worst)


def compare(place: str, pages: list[Sample], worst: int) -> None:
    """Prints how every reader does on some pages, and where Briefcast does worst."""
    heads = "".join(f"{head:>9}" for head in ("macro F1", "micro F1", "with", "without", "title", "ms"))
    print(f"{f'{place}: {len(pages)} pages':30}{heads}")
    for name, (module, reader) in READERS.items():
        if not find_spec(module):
            print(f"{name:30} is not installed")
            continue
        reader(pages[0])  # so that loading it is not counted
        scores = [score(reader, page) for page in pages]
        print(f"{name:30}{row(scores, titled=name not in TITLELESS)}")
        if name == "briefcast":
            low = sorted(scores, key=lambda s: s.f1)[:worst]
    for bad in low:
        lost, added = (" ".join(part.elements())[:300] or "nothing" for part in (bad.lost, bad.added))
        print(f"\n{bad.name}  F1 {bad.f1:.3f}{'' if bad.title_right else ', title wrong'}")
        print(f"  lost: {lost}\n  added: {added}")


if __name__ == "__main__":
    main()
