"""Saved e-mail -> Article: the letter itself, without what mailing programs put around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.reading.mail.recognising import looks_like_mail

if TYPE_CHECKING:
    from briefcast.model import Article

__all__ = ["looks_like_mail", "parse_mail"]


def parse_mail(data: bytes, *, name: str, fallback_title: str, keep_all: bool = False) -> Article:
    """The letter in a saved e-mail (.eml, RFC 5322).

    Args:
        data: the message as it was sent.
        name: what an error calls it.
        fallback_title: the title of a letter without a subject.
        keep_all: what the mailing put around the letter is read as well.

    Raises:
        SourceError: no message, encrypted, nested without end, or without text.
    """
    # Every source is asked whether it is mail; few are, and the readers of HTML take long to load.
    from briefcast.reading.mail.letter import letter_article

    return letter_article(data, name=name, fallback_title=fallback_title, keep_all=keep_all)
