"""Who may listen: HTTP Basic authentication against a scrypt hash (RFC 7617, RFC 7914)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from dataclasses import dataclass

#: Work of one hash: about 50 ms and 16 MiB, so that guessing is slow (RFC 7914, section 2).
_COST = {"n": 2**14, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class Lock:
    """A name and the hash of a password; the password itself is not kept."""

    user: str
    salt: bytes
    digest: bytes

    def opens(self, header: str) -> bool:
        """Whether an Authorization header opens the lock; it takes the same time whatever is wrong."""
        user, password = _credentials(header)
        right_user = hmac.compare_digest(user.encode(), self.user.encode())
        right_password = hmac.compare_digest(_hash(password, self.salt), self.digest)
        return right_user and right_password


def lock_for(user: str, password: str) -> Lock:
    """A lock that this name and password open."""
    salt = os.urandom(16)
    return Lock(user, salt, _hash(password, salt))


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, **_COST)


def _credentials(header: str) -> tuple[str, str]:
    """User and password of a Basic header; empty ones where it is none."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(token.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    user, _, password = text.partition(":")
    return user, password
