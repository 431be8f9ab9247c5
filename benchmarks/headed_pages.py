"""Headed prose in HTML -> gold sections for titles.py and fit_titles.py.

``python benchmarks/headed_pages.py SOURCE OUT.jsonl PAGE.html...`` writes a line a page that has at least three
headed sections of sixty words or more; with ``--book``, in which a page is a section, a line a dozen of them:
``{"set": SOURCE, "units": [...], "boundaries": [...], "titles": [...]}``.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

FEWEST_WORDS, MOST_SECTION_WORDS = 60, 1500
FEWEST_SECTIONS, MOST_SECTIONS = 3, 40
SECTIONS_OF_BOOK = 12
LONGEST_HEADING = 90
_NOT_PROSE = "//script | //style | //nav | //pre | //table | //header | //footer | //*[@class='toc']"
_NUMBER = re.compile(r"^(?:(?:[A-Z]|\d+)(?:\.\d+)*\.?\s+|(?:Chapter|Appendix)\s+\w+\.\s*)")


def sections_of(page: Path) -> list[tuple[str, list[str]]]:
    """Heading and paragraphs of each section of a page, in order."""
    tree = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for element in tree.xpath(_NOT_PROSE):
        element.drop_tree()
    found: list[tuple[str, list[str]]] = []
    for element in tree.iter("h1", "h2", "h3", "h4", "h5", "p", "li", "div"):
        if element.tag == "div" and element.get("class") != "para":
            continue
        text = " ".join(element.text_content().split()).replace("¶", "").replace("§", "").strip()
        if element.tag.startswith("h"):
            found.append((_NUMBER.sub("", text), []))
        elif found and text and (element.tag in {"p", "div"} or not element.xpath(".//p | .//li | .//div")):
            found[-1][1].append(text)
    return found


def _is_gold(heading: str, paragraphs: list[str]) -> bool:
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    return 3 <= len(heading) <= LONGEST_HEADING and FEWEST_WORDS <= words <= MOST_SECTION_WORDS


def _documents(pages: list[Path], *, book: bool) -> Iterator[list[tuple[str, list[str]]]]:
    """The gold sections of each page, or of a book's pages by the dozen; none twice."""
    seen: set[str] = set()
    waiting: list[tuple[str, list[str]]] = []
    for page in pages:
        for heading, text in sections_of(page):
            if _is_gold(heading, text) and text[0] not in seen:
                waiting.append((heading, text))
                seen.add(text[0])
        if not book or len(waiting) >= SECTIONS_OF_BOOK:
            yield waiting[:MOST_SECTIONS]
            waiting = []
    yield waiting


def main() -> None:
    """Writes the gold sections of the pages."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--book", action="store_true", help="a page is a section")
    arguments.add_argument("source")
    arguments.add_argument("out", type=Path)
    arguments.add_argument("pages", type=Path, nargs="+")
    given = arguments.parse_args()
    with given.out.open("w", encoding="utf-8") as out:
        for kept in _documents(given.pages, book=given.book):
            if len(kept) < FEWEST_SECTIONS:
                continue
            units = [paragraph for _, text in kept for paragraph in text]
            starts = [sum(len(text) for _, text in kept[:number]) for number in range(1, len(kept))]
            gold = {"set": given.source, "units": units, "boundaries": starts, "titles": [head for head, _ in kept]}
            out.write(json.dumps(gold, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
