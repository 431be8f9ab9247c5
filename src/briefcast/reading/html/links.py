"""Addresses in a page."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit, urlunsplit


def absolute(address: str, base: str = "") -> str:
    """The http or https address that a link in a page leads to, in ASCII (RFC 3987, section 3.1), or empty.

    >>> absolute("/a.jpg", "https://example.org/news/today")
    'https://example.org/a.jpg'
    >>> absolute("https://bücher.example/größe?q=ü")
    'https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe?q=%C3%BC'
    >>> absolute("javascript:void(0)", "https://example.org/")
    ''
    """
    address = "".join(address.split())
    if not address or address.startswith(("data:", "javascript:")):
        return ""
    try:
        joined = urljoin(base, address) if base else address
        parts = urlsplit(joined)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return ""
        if joined.isascii():
            return joined
        port = f":{parts.port}" if parts.port else ""
        host = parts.hostname.encode("idna").decode("ascii") + port
    except (ValueError, UnicodeError):
        return ""
    rest = (quote(part, safe="/%:@!$&'()*+,;=?~-._") for part in parts[2:])
    return urlunsplit((parts.scheme, host, *rest))
