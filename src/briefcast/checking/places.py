"""Where a show's files are had from: the web, as a phone would, or a folder in which they lie."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from briefcast.checking.addresses import AUDIO_TYPES, ending, is_web
from briefcast.checking.answers import (
    CHAPTER_TYPES,
    ORIGIN,
    audio_answers,
    cors_finding,
    feed_answers,
    packed_finding,
    place_findings,
    type_finding,
)
from briefcast.checking.asking import Answer, Asker, Question, UnansweredError
from briefcast.checking.document import MAX_BYTES
from briefcast.checking.findings import Finding, found
from briefcast.errors import ShowError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

#: No episode is larger: 24 hours at 128 kb/s.
MOST_AUDIO_BYTES = 1_400_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of small file that a feed leads to."""

    types: tuple[str, ...]
    max_bytes: int
    #: Pictures come as they are, texts may be packed and must be readable from other pages.
    is_text: bool


CHAPTERS = Kind(CHAPTER_TYPES, 5_000_000, is_text=True)
COVER = Kind(("image/jpeg", "image/png"), 20_000_000, is_text=False)
ARCHIVE = Kind(("application/rss+xml", "application/xml", "text/xml"), MAX_BYTES, is_text=True)


def transcript_kind(media_type: str) -> Kind:
    """A transcript of that media type."""
    return Kind((media_type,), 20_000_000, is_text=True)


class Place(Protocol):
    """Gives files, and adds to a list of findings what is wrong with the way they are had."""

    def feed(self) -> tuple[bytes, str] | None:
        """The feed, and the address it was asked for at (empty if it has none)."""

    def small(self, address: str, kind: Kind, where: str) -> bytes | None:
        """A small file, or None if it cannot be had."""

    def audio(self, address: str, where: str) -> AbstractContextManager[Path | None]:
        """An audio file on this computer for the length of the block, or None."""


class Web:
    """A feed at an address."""

    def __init__(self, address: str, asker: Asker, findings: list[Finding]) -> None:
        self._address = address
        self._asker = asker
        self._findings = findings

    def feed(self) -> tuple[bytes, str] | None:
        """The feed as the server gives it, and the address it was asked for at."""
        body = BytesIO()
        answer = self._had(Question(self._address, headers={**ORIGIN, "Accept-Encoding": "gzip"}), body, "the feed")
        if answer is None:
            return None
        self._findings += place_findings(answer, "the feed")
        self._findings += feed_answers(self._asker, answer, "the feed")
        return body.getvalue(), self._address

    def small(self, address: str, kind: Kind, where: str) -> bytes | None:
        """A small file, or None if it cannot be had."""
        body = BytesIO()
        headers = {**ORIGIN, "Accept-Encoding": "gzip"}
        answer = self._had(Question(address, headers=headers, max_bytes=kind.max_bytes), body, where)
        if answer is None:
            return None
        self._findings += place_findings(answer, where)
        self._findings += type_finding(answer, kind.types, where)
        self._findings += cors_finding(answer, where) if kind.is_text else packed_finding(answer, where)
        return body.getvalue()

    @contextmanager
    def audio(self, address: str, where: str) -> Iterator[Path | None]:
        """An audio file for the length of the block, or None if it cannot be had."""
        with tempfile.TemporaryDirectory(prefix="briefcast-check-") as folder:
            path = Path(folder) / "audio"
            headers = {"Accept-Encoding": "gzip"}
            with path.open("wb") as file:
                question = Question(address, headers=headers, max_bytes=MOST_AUDIO_BYTES)
                answer = self._had(question, file, where)
            if answer is not None:
                self._findings += place_findings(answer, where)
                types = AUDIO_TYPES.get(ending(address), AUDIO_TYPES[".mp3"])
                self._findings += audio_answers(self._asker, answer, types, where)
            yield path if answer is not None else None

    def _had(self, question: Question, body: IO[bytes], where: str) -> Answer | None:
        """The answer that brought a file; one that did not is told."""
        try:
            answer = self._asker.ask(question, body)
        except UnansweredError as error:
            self._findings.append(found(error.rule, where, str(error)))
            return None
        if answer.status != 200:
            what = f"{question.url} answers with status {answer.status}."
            self._findings.append(found("http-reach", where, what))
            return None
        return answer


class Folder:
    """A feed in a file, with the files it leads to beside it."""

    def __init__(self, feed: Path, findings: list[Finding]) -> None:
        #: The feed itself.
        self.path = feed
        self._root = feed.resolve().parent
        self._findings = findings
        #: The address of the feed's folder, as the feed tells it.
        self._base = ""

    def feed(self) -> tuple[bytes, str] | None:
        """The feed as it lies there; it has no address."""
        try:
            if self.path.stat().st_size > MAX_BYTES:
                raise ShowError(f"{self.path} is larger than {MAX_BYTES / 1e6:g} MB; that is no feed.")
            return self.path.read_bytes(), ""
        except OSError as error:
            raise ShowError(f"{self.path} cannot be read: {error.strerror}.") from None

    def lies_at(self, address: str) -> None:
        """Says which address the feed tells as its own; the others follow from it."""
        self._base = address.rpartition("/")[0] + "/" if is_web(address) else ""

    def small(self, address: str, kind: Kind, where: str) -> bytes | None:
        """A small file, or None if it cannot be had."""
        path = self._found(address, where)
        if path is None:
            return None
        with path.open("rb") as file:
            data = file.read(kind.max_bytes + 1)
        if len(data) > kind.max_bytes:
            self._findings.append(found("http-too-large", where, f"It is larger than {kind.max_bytes / 1e6:g} MB."))
            return None
        return data

    @contextmanager
    def audio(self, address: str, where: str) -> Iterator[Path | None]:
        """An audio file for the length of the block, or None if it cannot be had."""
        yield self._found(address, where)

    def _found(self, address: str, where: str) -> Path | None:
        if not self._base or not address.startswith(self._base):
            self._findings.append(found("folder-elsewhere", where, f"{address} does not lie in {self._root}."))
            return None
        try:
            path = (self._root / unquote(urlsplit(address[len(self._base) :]).path)).resolve()
            if path.is_relative_to(self._root) and path.is_file():
                return path
        except (OSError, ValueError):
            pass
        self._findings.append(found("folder-missing", where, f"{address} is not in {self._root}."))
        return None


def feed_in(folder: Path) -> Path:
    """The feed of a show's folder, of its public folder, or of a folder like that.

    Raises:
        ShowError: there is none.
    """
    found_feeds = [
        path
        for pattern in ("feed.xml", "public/feed.xml", "public/*/feed.xml", "*/feed.xml")
        for path in folder.glob(pattern)
    ]
    if not found_feeds:
        raise ShowError(f"{folder} holds no feed.xml; publish the show first, or name the feed itself.")
    return max(found_feeds, key=lambda path: path.stat().st_mtime)
