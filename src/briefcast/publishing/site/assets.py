"""What all pages of a show share: style sheet, script, icons, and the worker that keeps them for times offline."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass, fields
from importlib.resources import files

from briefcast.publishing.addresses import HASH_DIGITS, INDEX
from briefcast.publishing.site.subscribing import qr_svg

WORKER = "sw.js"
OFFLINE = "offline.html"
_ICON_SIDES = (320, 512)
#: Parts of the script, joined into one file: browsers load no modules from a disk.
_PLAYER = (
    *("common", "page", "sound", "chapters", "reading", "finding", "lock_screen", "controls", "place", "saving"),
    "start",  # uses all others
)


@dataclass(frozen=True, slots=True)
class Assets:
    """The paths of the shared files, below the show's root; each name holds the hash of its bytes."""

    style: str
    player: str
    icon_320: str
    icon_512: str
    #: The QR code of the list of episodes, which has the buttons that open apps.
    qr: str


def shared_files(cover: bytes, home: str) -> dict[str, bytes]:
    """Name without hash -> the bytes of each file of :class:`Assets`.

    Args:
        cover: the show's cover, a picture that Pillow reads.
        home: the address of the list of episodes.
    """
    icons = {f"icon-{side}.jpg": _icon(cover, side) for side in _ICON_SIDES}
    texts = {"style.css": _text("style.css").encode(), "player.js": _player().encode()}
    return {**texts, **icons, "qr.svg": qr_svg(home)}


def named(shared: dict[str, bytes]) -> tuple[Assets, dict[str, bytes]]:
    """The paths of shared files, and path -> bytes."""
    paths = {name: _hashed(name, data) for name, data in shared.items()}
    assets = Assets(*(paths[name] for name in ("style.css", "player.js", "icon-320.jpg", "icon-512.jpg", "qr.svg")))
    return assets, {paths[name]: data for name, data in shared.items()}


def worker(assets: Assets, pages_digest: str) -> bytes:
    """The service worker, which keeps the shared files and the list of episodes.

    Args:
        assets: the shared files.
        pages_digest: changes whenever the pages it keeps do, so that browsers fetch them anew.
    """
    kept = [f"./{path}" for path in (*(getattr(assets, field.name) for field in fields(assets)), OFFLINE, INDEX)]
    digest = hashlib.sha256((pages_digest + json.dumps(kept)).encode()).hexdigest()[:HASH_DIGITS]
    return _text(WORKER).replace("@DIGEST@", digest).replace("@FILES@", json.dumps([*kept, "./"])).encode()


def _hashed(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:HASH_DIGITS]}.{ending}"


def _icon(cover: bytes, side: int) -> bytes:
    """The cover at a size for lock screens, where a large one would not be shown; without its metadata."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(cover)) as picture:
        small = ImageOps.fit(picture.convert("RGB"), (side, side))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=80, optimize=True)
    return buffer.getvalue()


def _player() -> str:
    parts = "\n".join(_text("player", f"{part}.js") for part in _PLAYER)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _text(*names: str) -> str:
    return files(__package__).joinpath("assets", *names).read_text(encoding="utf-8")
