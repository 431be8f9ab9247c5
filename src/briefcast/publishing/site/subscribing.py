"""The shortest ways from a feed's address into a podcast app."""

from __future__ import annotations

import io
import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

#: Apps whose servers fetch the feed, so that it must be reachable from the internet.
_BY_SERVER = "Overcast, Pocket Casts, Castro and Spotify"
_BY_DEVICE = "AntennaPod, gPodder and Podcast Addict"
_HOME_ENDINGS = (".local", ".lan", ".home", ".internal", ".home.arpa")


@dataclass(frozen=True, slots=True)
class App:
    """A podcast app and the link that opens a show in it."""

    name: str
    link: str


def apps_for(feed: str) -> tuple[App, ...]:
    """A link for each app that has one (docs/site.md says where each form is documented).

    >>> [app.link for app in apps_for("https://a.example/f.xml")][:3]
    ['podcast://a.example/f.xml', 'overcast://x-callback-url/add?url=https%3A%2F%2Fa.example%2Ff.xml', 'pktc://subscribehttps/a.example/f.xml']
    """
    scheme, _, rest = feed.partition("://")
    whole = quote(feed, safe="")
    secure = "https" if scheme == "https" else ""
    return (
        App("Apple Podcasts", f"podcast://{rest}"),
        App("Overcast", f"overcast://x-callback-url/add?url={whole}"),
        App("Pocket Casts", f"pktc://subscribe{secure}/{rest}"),
        App("AntennaPod", f"https://antennapod.org/deeplink/subscribe?url={whole}"),
        App("Castro", f"castro://subscribe/{rest}"),
    )


def unreached(feed: str) -> str:
    """A sentence on the apps that cannot reach a feed in a home network, or nothing.

    >>> unreached("https://a.example/f.xml"), unreached("http://192.168.1.5:8000/f.xml")[:26]
    ('', 'This address works only in')
    """
    if not in_home_network(feed):
        return ""
    return (
        f"This address works only in your own network, and only in apps that fetch it themselves: {_BY_DEVICE}. "
        f"{_BY_SERVER} fetch feeds from their own servers and cannot reach it."
    )


def in_home_network(address: str) -> bool:
    """Whether an address names a machine that the internet cannot reach."""
    host = (urlsplit(address).hostname or "").lower()
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_HOME_ENDINGS)


def qr_svg(address: str) -> bytes:
    """A QR code as an SVG picture (ISO/IEC 18004, level M, quiet zone of four modules)."""
    import segno

    picture = io.BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="svg", border=4, scale=4, omitsize=True)
    return picture.getvalue()
