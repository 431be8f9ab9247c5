"""Files that tell a static host how to serve the show: GitHub Pages, Netlify and Cloudflare Pages, Apache; and robots.

None of them holds the token of a private show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefcast.publishing.public_files import CONTENT_TYPES

if TYPE_CHECKING:
    from briefcast.show import Show

_SHORT = "public, max-age=300"
_LASTING = "public, max-age=31536000, immutable"
#: Endings of what may lie behind an address for ever, because its name holds a hash.
_LASTING_ENDINGS = (".mp3", ".m4a")
#: Ending -> media type, none the ending of another: hosts put all that match together.
_TYPES = {ending: kind for ending, kind in CONTENT_TYPES.items() if ending != ".json"} | {
    ".transcript.json": CONTENT_TYPES[".json"]
}
_CORS = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "Content-Length, Content-Range"))


def host_files(show: Show) -> dict[str, bytes]:
    """Path in public/ -> content."""
    files = {
        ".nojekyll": "",
        "_headers": _headers(show),
        ".htaccess": _htaccess(show),
        "robots.txt": _robots(show),
    }
    if not show.public:
        files["index.html"] = _BLANK_PAGE
    return {path: text.encode() for path, text in files.items()}


#: In front of a private show: a host that lists a folder's files would give its address away.
_BLANK_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="robots" content="noindex, nofollow">
<title>Nothing here</title>
<p>There is nothing to see here.
</html>
"""


def _robots(show: Show) -> str:
    return "User-agent: *\n" + ("Allow: /\n" if show.public else "Disallow: /\n")


def _everywhere(show: Show) -> list[tuple[str, str]]:
    hidden = (
        [] if show.public else [("X-Robots-Tag", "noindex, nofollow, noarchive"), ("Referrer-Policy", "no-referrer")]
    )
    return [*_CORS, ("X-Content-Type-Options", "nosniff"), *hidden]


def _headers(show: Show) -> str:
    """For Netlify and Cloudflare Pages."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in _everywhere(show))]
    for ending, kind in _TYPES.items():
        lines += [f"/*{ending}", f"  Content-Type: {kind}"]
        lines += [f"  Cache-Control: {_LASTING if ending in _LASTING_ENDINGS else _SHORT}"]
    return "\n".join(lines) + "\n"


def _htaccess(show: Show) -> str:
    """For Apache; where a module is missing the rest still works."""
    headers = [f'  Header set {name} "{value}"' for name, value in _everywhere(show)]
    lasting = "|".join(ending.removeprefix(".") for ending in _LASTING_ENDINGS)
    types = []
    for ending, kind in _TYPES.items():
        pattern = ending.replace(".", r"\.")
        types += [f'<FilesMatch "{pattern}$">', f'  ForceType "{kind}"', "</FilesMatch>"]
    return "\n".join(
        [
            "Options -Indexes",
            *types,
            "<IfModule mod_headers.c>",
            *headers,
            f'  Header set Cache-Control "{_SHORT}"',
            f'  <FilesMatch "\\.({lasting})$">',
            f'    Header set Cache-Control "{_LASTING}"',
            "  </FilesMatch>",
            "</IfModule>",
            "",
        ]
    )
