"""A target's settings, checked, and its secrets, which are never among them."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefcast.errors import PublishError, ShowError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefcast.show import TargetSettings

#: Under which service a keyring keeps our secrets.
KEYRING_SERVICE = "briefcast"
_SECRETS = re.compile(r"pass(word|phrase|wd)?|secret|token|credential|(access|secret)_key|key_id")


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a target: those written, and what stands for the others."""

    target: str
    values: Mapping[str, str | int | bool]

    def text(self, name: str) -> str:
        """A setting that is text."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """A setting that is a number."""
        return int(self.values[name])


def checked_options(
    settings: TargetSettings, defaults: Mapping[str, str | int | bool], required: Sequence[str]
) -> Options:
    """The settings of a target, each of the type that its default has.

    Raises:
        ShowError: one is unknown, of another type, missing, or a secret.
    """
    for name, value in settings.options:
        _check_name(settings, name, defaults)
        _check_type(settings, name, value, type(defaults[name]))
    values = dict(defaults) | dict(settings.options)
    for name in required:
        if not values[name]:
            raise ShowError(
                f'The target “{settings.name}” has no “{name}”; add {name} = "…" to its table in show.toml.'
            )
    return Options(settings.name, values)


def _check_name(settings: TargetSettings, name: str, known: Mapping[str, object]) -> None:
    where = f"The target “{settings.name}” in show.toml has"
    if name in known:
        return
    if _SECRETS.fullmatch(name):
        raise ShowError(
            f"{where} “{name}”, and a secret must not lie in a file that is shared; take it out and set "
            f"{variable(settings.name, 'PASSWORD')}, or what docs/targets.md names instead."
        )
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean “{near[0]}”?" if near else f"there are: {', '.join(sorted(known))}."
    raise ShowError(f"{where} the unknown key “{name}”; {hint}")


def _check_type(settings: TargetSettings, name: str, value: object, wanted: type) -> None:
    where = f"The target “{settings.name}” in show.toml has"
    if type(value) is not wanted:
        words = {str: 'text, as in "…"', int: "a whole number", bool: "true or false"}
        raise ShowError(f"{where} {name} = {value!r}, which must be {words[wanted]}.")
    if wanted is int and isinstance(value, int) and value <= 0:
        raise ShowError(f"{where} {name} = {value}, which must be above zero.")


def variable(target: str, what: str) -> str:
    """The environment variable that holds a secret of a target.

    >>> variable("my-host", "PASSWORD")
    'BRIEFCAST_MY_HOST_PASSWORD'
    """
    return f"BRIEFCAST_{re.sub('[^A-Za-z0-9]', '_', target).upper()}_{what}"


def secret(target: str, what: str) -> str:
    """A secret of a target from the environment, or else from the keyring; empty if neither has it.

    The keyring is asked for the user name ``TARGET.what`` of the service ``briefcast``.

    Raises:
        PublishError: the keyring is there and does not open.
    """
    return os.environ.get(variable(target, what)) or _from_keyring(f"{target}.{what.lower()}")


def _from_keyring(name: str) -> str:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return ""
    try:
        return keyring.get_password(KEYRING_SERVICE, name) or ""
    except keyring.errors.NoKeyringError:
        return ""
    except keyring.errors.KeyringError as error:
        raise PublishError(f"The keyring does not give “{name}” ({error}); unlock it and run again.") from error
