"""What holds of every target that writes into a folder, here or on a server."""

from __future__ import annotations

import pytest
from tests.publishing.targets.conftest import contents

from briefcast.errors import PublishError


class WritesIntoAFolder:
    """Inherited by the tests of such a target, whose fixtures ``web`` and ``send`` say which it is."""

    def test_a_link_in_the_target_is_not_followed(self, site, web, send, tmp_path):
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        web.mkdir()
        (web / "e").symlink_to(elsewhere)
        with pytest.raises(PublishError, match="web/e is a symbolic link"):
            send(site.files())
        assert contents(elsewhere) == {}
