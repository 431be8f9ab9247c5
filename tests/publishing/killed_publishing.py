"""Publishes copies of a show, each killed one step later than the last; prints what each had left behind, as JSON.

A step is whatever changes what a listener could meet: a name given, a link made, a file or folder removed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from briefcast.publishing.offering import offer_of, products_of
from briefcast.publishing.public_folder import PublicFolder

if TYPE_CHECKING:
    from briefcast.publishing.products import Product

BASE = "https://quay.example/show/"
CHANGES = {"os.rename", "os.link", "os.remove", "os.rmdir"}
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)


def run(folder: Path, products: tuple[Product, ...]) -> None:
    """What publishing does to public/ when it may remove what is no longer offered."""
    public = PublicFolder(folder)
    public.take_away(public.bring(products).left)


def killed_after(folder: Path, products: tuple[Product, ...], steps: int) -> bool:
    """Whether publishing was killed at this step, and not done before."""
    child = os.fork()
    if child == 0:
        left = steps

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in CHANGES and str(folder) in str(arguments[0]):
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        sys.addaudithook(count)
        run(folder, products)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def missing(public: Path) -> list[str]:
    """What the feed names and is not there, or has another length."""
    lacking = []
    for element in etree.parse(public / "feed.xml").iter():
        address = element.get("url") or element.get("href") or ""
        path = public / address.removeprefix(BASE)
        if address.startswith(BASE) and not address.endswith("/"):
            length = element.get("length")
            if not path.is_file() or (length and path.stat().st_size != int(length)):
                lacking.append(address)
    return lacking


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fresh(show: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(show, folder)
    return folder


def main() -> None:
    show = Path(sys.argv[1])
    folder = fresh(show, show.with_name("killed"))
    products = tuple(products_of(offer_of(folder, NOW), PublicFolder(folder)))
    run(folder, products)
    whole = tree(folder / "public")
    steps = []
    while killed_after(fresh(show, folder), products, len(steps)):
        lacking = missing(folder / "public")
        run(folder, products)
        steps.append({"missing": lacking, "mended": tree(folder / "public") == whole})
    print(json.dumps(steps))  # noqa: T201


if __name__ == "__main__":
    main()
