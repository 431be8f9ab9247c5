"""Tells a password in a settings file, where nobody should keep one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SECRET = frozenset({"password", "passwd", "pwd", "passphrase", "secret", "secrets", "token", "credentials", "key"})
#: What may be written about a secret: where it lies.
_WHERE = frozenset({"file", "path"})


def secret_in(key: str, value: object) -> str:
    """Why this key holds a secret, as the beginning of a sentence; empty if it does not.

    >>> secret_in("access_key", "AKIA"), secret_in("key_file", "~/.ssh/id")
    ('“access_key” is a secret, and show.toml is no place for one', '')
    """
    words = re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower())
    if not _SECRET.isdisjoint(words) and words[-1] not in _WHERE:
        return f"“{key}” is a secret, and show.toml is no place for one"
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and "://" in text and _password_in(text):
            return f"there is a password in the address of “{key}”, and show.toml is no place for one"
    return ""


def _password_in(address: str) -> bool:
    try:
        return bool(urlsplit(address).password)
    except ValueError:
        return False
