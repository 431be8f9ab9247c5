"""Two articles, one the other mended, and how they become episodes of a show read by the system voice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from briefcast.model import Article, Block, BlockKind
from briefcast.publishing.releases.adding import Added, Draft, add_episode
from briefcast.publishing.releases.origins import credits_of, origin_of
from briefcast.scripting import write_briefing
from briefcast.voices import cast_for, load_voice

if TYPE_CHECKING:
    from pathlib import Path

    from briefcast.studio import Means

NOW = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
TIDE = Article(
    title="Low tide",
    dek="What the sea leaves.",
    byline="By Anna Lindt",
    site="The Wire",
    link="https://wire.example/tide",
    blocks=(Block(BlockKind.PARAGRAPH, "The boats lie on the sand. Nobody minds."),),
)
MENDED = replace(TIDE, blocks=(Block(BlockKind.PARAGRAPH, "The boats lie on the mud. Nobody minds."),))
#: The mended one as an article of its own.
MUD = replace(MENDED, title="Mud", link="https://wire.example/mud")


class _Unseen:
    def begin(self, total: float) -> None:
        pass

    def advance(self, work: float, audio_s: float) -> None:
        pass


def added(show: Path, articles: list[Article], hour: float, means: Means) -> Added:
    """What adding the articles as one episode gives, so many hours after ``NOW``."""
    draft = Draft(
        replace(write_briefing(articles), theme="none"),
        cast_for(load_voice("system"), "en"),
        tuple(map(origin_of, articles)),
        credits_of(articles),
        dek=articles[0].dek,
    )
    moment = NOW + timedelta(hours=hour)
    return add_episode(show, draft, progress=_Unseen(), means=means, clock=lambda: moment)
