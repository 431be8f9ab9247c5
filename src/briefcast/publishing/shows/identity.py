"""What a show is known by: made once, kept for ever in identity.json, whatever becomes of its address."""

from __future__ import annotations

import json
import re
import secrets
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from briefcast.errors import ShowError
from briefcast.files import write_first
from briefcast.publishing import addresses
from briefcast.show import Identity

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.show import Show

IDENTITY_FILE = "identity.json"
#: The namespace of shows' GUIDs (Podcasting 2.0, tag podcast:guid).
NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
#: Of a token: 160 bits, more than the 128 that make guessing hopeless (RFC 9562, section 8; RFC 6749, section 10.10).
_TOKEN_BYTES = 20
_LEAST_TOKEN_DIGITS = 32
MOST_BYTES = 50_000_000


def guid_of(feed_url: str) -> str:
    """The GUID of the show whose feed is first published at this address: a UUIDv5 of it, without scheme and last "/".

    >>> guid_of("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid.uuid5(NAMESPACE, re.sub(r"^[a-z][a-z0-9+.-]*://", "", feed_url, flags=re.I).rstrip("/")))


def new_token() -> str:
    """A path segment that nobody can guess."""
    return secrets.token_hex(_TOKEN_BYTES)


def load_identity(folder: Path, show: Show) -> Identity:
    """The identity of the show in ``folder``; made and kept the first time, when its address is known.

    Raises:
        ShowError: it is damaged, or is still to be made and the show has no base URL.
        OutputError: it could not be kept.
    """
    path = folder / IDENTITY_FILE
    if path.exists():
        return _read(path)
    if not show.base_url:
        raise ShowError(
            f"{folder / 'show.toml'}: “base_url” is missing; write there the address at which the show will be "
            "reached, such as https://example.org/my-show/, for the show and its episodes are known by it for ever."
        )
    nameless = Identity(guid="", token=new_token())
    feed = addresses.address(show, nameless, addresses.FEED)
    return keep_identity(folder, replace(nameless, guid=guid_of(feed)))


def keep_identity(folder: Path, identity: Identity) -> Identity:
    """Keeps an identity for ever, and gives it; where there is one already, gives that and changes nothing.

    Raises:
        OutputError: it could not be kept.
    """
    path = folder / IDENTITY_FILE
    values = {
        "about": "What this show is known by. Keep this file: without it, apps would take the show for another.",
        "guid": identity.guid,
        "token": identity.token,
        "adopted_guids": [list(pair) for pair in identity.adopted_guids],
    }
    data = (json.dumps(values, indent=2, ensure_ascii=False) + "\n").encode()
    return identity if write_first(path, data) else _read(path)


def _read(path: Path) -> Identity:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _damaged(path)
        values = json.loads(path.read_bytes())
        identity = Identity(
            guid=str(uuid.UUID(values["guid"])),
            token=_token(values["token"]),
            adopted_guids=tuple((str(address), str(guid)) for address, guid in values["adopted_guids"]),
        )
    except OSError as error:
        raise ShowError(f"{path} could not be read: {error.strerror or error}.") from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise _damaged(path) from None
    return identity


def _token(text: object) -> str:
    if not isinstance(text, str) or not re.fullmatch(rf"[0-9a-f]{{{_LEAST_TOKEN_DIGITS},}}", text):
        raise ValueError("no token")
    return text


def _damaged(path: Path) -> ShowError:
    return ShowError(
        f"{path} is damaged; bring it back from a copy. If there is none, remove it: a new one is made, and apps take "
        "the show for another."
    )
