"""``briefcast voices fetch``: the one place that brings a model from the network, or from a folder.

A file grows under another name in the folder where it will lie; what is there is not asked for again. It takes
its name only when its size and SHA-256 are those in the catalogue.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from briefcast.errors import VoiceError
from briefcast.files import reported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx2

    from briefcast.voices.model_files import ModelFile

    #: Is told how many bytes of how many are here.
    Report = Callable[[int, int], None]

_CHUNK = 1 << 18
#: A server that says nothing for so long is given up, seconds.
_PATIENCE_S = 30.0


def fetch(file: ModelFile, report: Report, mirror: str = "") -> Path:
    """Brings a file to its place, going on where an earlier try ended; its path.

    Args:
        file: which one.
        report: is told how far it is.
        mirror: an http(s) address or a folder that has the file under its name, in place of the published address.

    Raises:
        VoiceError: it could not be had, or what came is not the file; says what to do.
        OutputError: it could not be written.
    """
    with reported(file.path):
        file.path.parent.mkdir(parents=True, exist_ok=True)
    part = file.path.with_name(f"{file.name}.part")
    if mirror and not mirror.startswith(("http://", "https://")):
        _copy(Path(mirror) / file.name, part)
    elif _size(part) < file.size:
        _download(f"{mirror.rstrip('/')}/{file.name}" if mirror else file.address, file, part, report)
    if _size(part) != file.size or _sha256(part) != file.sha256:
        part.unlink(missing_ok=True)
        raise VoiceError(
            f"{file.name} came with other contents than its makers published and was not kept; "
            "run the command again, or report it if it happens twice."
        )
    with reported(file.path):
        part.replace(file.path)
    return file.path


def _copy(source: Path, part: Path) -> None:
    if not source.is_file():
        raise VoiceError(f"There is no file {source}; put it there, or leave out --from to download it.")
    with reported(part):
        shutil.copyfile(source, part)


def _download(address: str, file: ModelFile, part: Path, report: Report) -> None:
    """Appends to ``part`` what it lacks; begins anew where the server cannot send a part."""
    import httpx2

    here = _size(part)
    headers = {"Range": f"bytes={here}-", "Accept-Encoding": "identity"} if here else {"Accept-Encoding": "identity"}
    with (
        _in_a_sentence(file),
        httpx2.stream("GET", address, headers=headers, follow_redirects=True, timeout=_PATIENCE_S) as answer,
    ):
        answer.raise_for_status()
        resumed = answer.status_code == httpx2.codes.PARTIAL_CONTENT and _begins_at(answer, here)
        with reported(part), part.open("ab" if resumed else "wb") as out:
            come = here if resumed else 0
            for chunk in answer.iter_bytes(_CHUNK):
                come += len(chunk)
                if come > file.size:
                    # More than was published: it cannot be the file, and it could go on for ever.
                    out.write(b"\0")
                    return
                out.write(chunk)
                report(come, file.size)
        if come < file.size:
            raise VoiceError(
                f"The download of {file.name} ended after {come:,} of {file.size:,} bytes; "
                "run the command again to go on."
            )


@contextmanager
def _in_a_sentence(file: ModelFile) -> Iterator[None]:
    """Turns what may go wrong on the way into one sentence."""
    import httpx2

    try:
        yield
    except httpx2.HTTPStatusError as error:
        status, host = error.response.status_code, error.request.url.host
        raise VoiceError(
            f"{file.name} could not be fetched: {host} answered {status}; "
            "try later, or get it elsewhere and use --from."
        ) from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise VoiceError(
            f"{file.name} could not be fetched: {str(error) or type(error).__name__}; "
            "check the connection and run the command again to go on where it ended."
        ) from error


def _begins_at(answer: httpx2.Response, here: int) -> bool:
    """Whether the part that came is the one asked for."""
    return answer.headers.get("Content-Range", "").startswith(f"bytes {here}-")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
