"""Draws the cover that episodes carry: ``python docs/pictures/draw_cover.py`` (needs Pillow)."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = 1000
PAPER, INK, ACCENT = "#12263a", "#f4efe6", "#f2a541"
BARS = [0.22, 0.4, 0.75, 0.52, 1.0, 0.62, 0.85, 0.45, 0.68, 0.3, 0.5, 0.2]
TARGET = Path(__file__).parents[2] / "src/briefcast/studio/cover.jpg"


def draw() -> Image.Image:
    """Lines of text on the left that turn into a waveform on the right, over the name."""
    scale = 2
    image = Image.new("RGB", (SIZE * scale, SIZE * scale), PAPER)
    pen = ImageDraw.Draw(image)
    for row in range(5):
        top = (250 + row * 70) * scale
        width = (250, 210, 260, 190, 230)[row] * scale
        pen.rounded_rectangle((110 * scale, top, 110 * scale + width, top + 26 * scale), 13 * scale, fill=INK)
    for number, share in enumerate(BARS):
        left = (430 + number * 40) * scale
        half = 170 * share * scale
        middle = 403 * scale
        pen.rounded_rectangle((left, middle - half, left + 20 * scale, middle + half), 10 * scale, fill=ACCENT)
    font = ImageFont.load_default(size=130 * scale)
    pen.text((SIZE * scale / 2, 770 * scale), "Briefcast", fill=INK, font=font, anchor="mm")
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    draw().save(TARGET, "JPEG", quality=82, progressive=False, optimize=True)
    print(TARGET, TARGET.stat().st_size, "bytes")
