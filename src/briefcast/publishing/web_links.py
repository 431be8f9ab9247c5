"""Addresses of the web as feeds may hold them."""

from __future__ import annotations

from urllib.parse import quote

_IN_ADDRESSES = "%/?:@!$&'()*+,;=#-._~[]"


def web_address(link: str) -> str:
    """An http or https address in ASCII (RFC 3986), with what is not written in %-codes; empty if it is another.

    >>> web_address("https://example.org/crâne noir?a=1&b=2%20"), web_address("javascript:alert(1)")
    ('https://example.org/cr%C3%A2ne%20noir?a=1&b=2%20', '')
    """
    if not link.startswith(("https://", "http://")):
        return ""
    return quote(link, safe=_IN_ADDRESSES, errors="replace")
