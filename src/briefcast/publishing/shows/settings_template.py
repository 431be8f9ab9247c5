"""The show.toml that a new show begins with: every key with what it is for, set or as it is if unset."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING

from briefcast.publishing.shows.settings import RETENTION, RETENTION_TABLE, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefcast.publishing.shows.settings import Setting

_HEAD = """\
# The settings of a show. Lines that begin with "#" are comments; take the "#" away to set a key.
# docs/shows.md says what each may be.
"""
_TARGETS = """\
# Where “briefcast publish” brings the show: a table for each place, [targets.NAME]. Without one, the folder
# “public” beside this file is all. Passwords never stand here: set BRIEFCAST_NAME_PASSWORD or use the keyring.
# [targets.web]
# kind = "sftp"
# host = "example.org"
# path = "/var/www/my-show"
"""
_WIDTH = 108


def settings_text(values: Mapping[str, object]) -> str:
    """The text of a show.toml in which these keys are set.

    Args:
        values: key -> text, truth, number or list of texts, as TOML would hold them.
    """
    settings = "\n".join(_lines(setting, values) for setting in SETTINGS)
    retention = "\n".join(_lines(setting, {}) for setting in RETENTION)
    head = "# Which episodes the show keeps offering; the newest always stays."
    return f"{_HEAD}\n{settings}\n{head}\n# [{RETENTION_TABLE}]\n\n{retention}\n{_TARGETS}"


def _lines(setting: Setting, values: Mapping[str, object]) -> str:
    return "".join(f"{line}\n" for line in (*_comment(setting.about), _assignment(setting, values)))


def _assignment(setting: Setting, values: Mapping[str, object]) -> str:
    if setting.key in values:
        return f"{setting.key} = {toml_value(values[setting.key])}"
    return f"# {setting.key} = {setting.unset}"


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in wrap(text, _WIDTH))


def toml_value(value: object) -> str:
    """A text, truth, number or list of texts in TOML.

    >>> toml_value(["a “b”", "c"]), toml_value(True)
    ('["a “b”", "c"]', 'true')
    """
    if isinstance(value, list | tuple):
        inner = [toml_value(one) for one in value]
        line = f"[{', '.join(inner)}]"
        return line if len(line) < _WIDTH else "[\n" + "".join(f"    {one},\n" for one in inner) + "]"
    # What JSON writes of a text without control characters is TOML's basic string.
    return json.dumps(value, ensure_ascii=False)
