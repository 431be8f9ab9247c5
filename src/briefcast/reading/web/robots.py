"""Whether a site lets programs fetch an address: its robots.txt, as RFC 9309 has it.

It is asked for what Briefcast fetches by itself, feeds and the pages they list; an address that a person
gave is that person's own request.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefcast.reading.web.fetching import PRODUCT, fetch, parse_address

if TYPE_CHECKING:
    from protego import Protego

#: As much of a robots.txt as is read (RFC 9309, 2.5, asks for 500 KiB at least).
_READ = 512 * 1024


def allowed_by_robots(url: str, *, allow_private: bool = False) -> bool:
    """Whether the site's robots.txt lets Briefcast fetch ``url``. Without such a file all is allowed.

    Each site is asked once a run.

    Raises:
        SourceError: not a web address, or the site cannot be reached or has a fault; then nothing of it
            may be fetched (RFC 9309, 2.3.1.4), and the sentence says why.
    """
    address = parse_address(url)
    rules = _rules_of(f"{address.scheme}://{address.netloc.decode('ascii')}", allow_private=allow_private)
    return rules.can_fetch(str(address), PRODUCT)


@lru_cache(maxsize=256)
def _rules_of(site: str, *, allow_private: bool) -> Protego:
    from protego import Protego

    from briefcast.reading.web.failures import AnswerError

    try:
        data = fetch(f"{site}/robots.txt", allow_private=allow_private).data
    except AnswerError as error:
        if not 400 <= error.status < 500 or error.status == 429:
            raise
        data = b""
    return Protego.parse(data[:_READ].decode("utf-8", "replace"))
