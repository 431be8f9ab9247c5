"""Draws an episode for the README: ``python docs/pictures/draw_episode.py EPISODE.mp3`` (needs Pillow)."""

import json
import sys
from pathlib import Path

import numpy as np
from pedalboard.io import AudioFile
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN, WAVE = 1200, 330, 30, 150
PAPER, INK = "#12263a", "#f4efe6"
COLOURS = ["#f2a541", "#7fc8a9", "#e07a5f", "#8fb8de", "#d4c2fc", "#f6d186"]
TARGET = Path(__file__).with_name("episode.png")


def draw(mp3: Path) -> Image.Image:
    """The waveform, a colour a chapter, over the chapters' titles and times."""
    manifest = json.loads(mp3.with_suffix(".json").read_text(encoding="utf-8"))
    with AudioFile(str(mp3)) as file:
        sound = np.abs(file.read(file.frames)[0])
    columns = WIDTH - 2 * MARGIN
    peaks = sound[: len(sound) // columns * columns].reshape(columns, -1).max(axis=1)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((MARGIN, 18), manifest["title"], fill=INK, font=ImageFont.load_default(size=22))
    middle = 60 + WAVE / 2
    for column in range(0, columns, 3):
        at_ms = column / columns * manifest["duration_ms"]
        chapter = sum(at_ms >= entry["start_ms"] for entry in manifest["chapters"]) - 1
        half = max(1.0, peaks[column : column + 3].max() * WAVE / 2)
        left = MARGIN + column
        pen.rectangle((left, middle - half, left + 1, middle + half), fill=COLOURS[chapter % len(COLOURS)])
    for number, entry in enumerate(manifest["chapters"]):
        seconds = entry["start_ms"] // 1000
        left, top = MARGIN + number % 2 * columns / 2, 232 + number // 2 * 30
        pen.rectangle((left, top + 5, left + 14, top + 19), fill=COLOURS[number % len(COLOURS)])
        label = f"{seconds // 60:02d}:{seconds % 60:02d}  {entry['title']}"
        pen.text((left + 24, top), label, fill=INK, font=ImageFont.load_default(size=19))
    return image


if __name__ == "__main__":
    draw(Path(sys.argv[1])).save(TARGET, optimize=True)
    print(TARGET, TARGET.stat().st_size, "bytes")
