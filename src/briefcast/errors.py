"""Every failure Briefcast means to report, as one sentence a person can act on.

The command line prints the sentence and leaves with ``exit_status``. ``ValueError`` and
``TypeError`` are never caught: they mean a fault of ours.
"""

from __future__ import annotations


class BriefcastError(Exception):
    """Something could not be done; ``str(error)`` says what, where, and what to do."""

    exit_status = 1


class SourceError(BriefcastError):
    """An article could not be read."""


class VoiceError(BriefcastError):
    """A voice is unknown, cannot be loaded, or did not speak."""


class OutputError(BriefcastError):
    """A result could not be written."""


class ScriptError(BriefcastError):
    """An article cannot be turned into a script."""


class ClusterError(BriefcastError):
    """The machines that should share the work cannot."""


class ThemeError(BriefcastError):
    """A theme or a sound of it cannot be used."""


class ShowError(BriefcastError):
    """A show, its settings or its files cannot be used."""


class PublishError(BriefcastError):
    """A show could not be brought to where it is published."""


class ServeError(BriefcastError):
    """A show cannot be served from this machine."""
