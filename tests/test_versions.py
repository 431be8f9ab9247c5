"""Versions of libraries, read the short way."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distributions

import pytest

from briefcast.versions import version_of


def test_they_are_those_that_the_standard_library_reads():
    for found in distributions():
        assert version_of(found.name) == found.version


def test_a_library_that_is_not_there_is_said_not_to_be():
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-library-as-this")
