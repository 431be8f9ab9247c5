"""Fits the weights by which a page's blocks are judged, from pages whose article is known.

    python benchmarks/fit_content.py FOLDER...        prints how well they do, page by page held out
    python benchmarks/fit_content.py FOLDER... --write   and writes src/briefcast/reading/html/weights.py

A folder holds NAME.html and NAME.json ({"body": [lines of the article]}). Pages are other people's, so
none are kept here; docs/reading.md says which ones the present weights come from. Needs scipy.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from briefcast.reading.decoding import decode_markup, letters_of
from briefcast.reading.html.blocks import find_blocks
from briefcast.reading.html.features import CLASS_GROUPS, count_words, rows_of
from briefcast.reading.html.found import SHOWN
from briefcast.reading.html.tree import parse_tree
from briefcast.reading.html.votes import votes_on

#: A row of numbers a block, whether it is the article's, its weight in the fit.
Page = tuple[list[dict[str, float]], np.ndarray, np.ndarray]

FOLDS = 8
#: How strongly weights are pulled towards what is expected of them.
PULL = 0.08
BAD_CLASSES = frozenset(f"class: {name}" for name in CLASS_GROUPS)
EXPECTED_OF_CLASSES = -0.7
EXPECTED = {
    "furniture": -3.0,
    "behind comments": -1.5,
    "comment header": -2.0,
    "links": -1.0,
    "tag: nav": -2.0,
    "tag: aside": -1.0,
    "tag: footer": -1.0,
    "tag: form": -0.5,
    "class: body": 0.5,
    "ends like a sentence": 0.5,
}
NEVER_FOR = BAD_CLASSES | {
    "furnished",
    "furniture",
    "links",
    "tag: nav",
    "tag: footer",
    "tag: aside",
    "behind comments",
}
HOME = Path(__file__).parents[1] / "src/briefcast/reading/html/weights.py"
_HEAD = '''"""How much each number of a block counts for its being part of the article.

Written by benchmarks/fit_content.py; see docs/reading.md for the pages it was fitted on.
"""

from __future__ import annotations

from types import MappingProxyType

WEIGHTS = MappingProxyType(
    {
'''


def load(folders: list[Path]) -> list[Page]:
    """For each page: a row of numbers a block, whether it is the article's, and its weight in the fit."""
    pages = []
    for gold_file in sorted(file for folder in folders for file in folder.glob("*.json")):
        body = json.loads(gold_file.read_text(encoding="utf-8"))["body"]
        if not body:
            continue
        root = parse_tree(decode_markup(gold_file.with_suffix(".html").read_bytes()))
        found, _ = find_blocks(root)
        rows = rows_of(found, votes_on(found, root))
        whole, lines = letters_of("\n".join(body)), {letters_of(line) for line in body}
        own = [letters_of(block.text) for block in found]
        labels = np.array([bool(text) and (text in whole if len(text) >= 25 else text in lines) for text in own])
        size = np.array([min(60, count_words(block.text)) ** 0.5 + 0.3 for block in found])
        use = [place for place, block in enumerate(found) if not block.reason and block.kind not in SHOWN]
        if use:
            pages.append(([rows[place] for place in use], labels[use], size[use] / size[use].sum()))
    return pages


def fit(pages: list[Page], names: list[str]) -> dict[str, float]:
    """The weights of a logistic regression, pulled towards what we hold for likely before seeing any page.

    A class name such as "share" never speaks for a block, and links never do, whatever a few pages suggest.
    """
    table = np.vstack([[[row[name] for name in names] for row in rows] for rows, _, _ in pages])
    spread = table.std(axis=0) + 0.05
    table = np.hstack([table / spread, np.ones((len(table), 1))])
    labels = np.concatenate([labels for _, labels, _ in pages])
    size = np.concatenate([size for _, _, size in pages])
    expected = np.array([EXPECTED.get(name, EXPECTED_OF_CLASSES if name in BAD_CLASSES else 0.0) for name in names])
    expected = np.append(expected * spread, 0.0)

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        loss = (size * (np.logaddexp(0, score) - labels * score)).sum()
        slope = table.T @ (size * (1 / (1 + np.exp(-score)) - labels))
        pull = weights - expected
        pull[-1] = 0.0
        return loss + PULL * (pull @ pull), slope + 2 * PULL * pull

    bounds = [(None, 0.0) if name in NEVER_FOR else (None, None) for name in names] + [(None, None)]
    weights = minimize(cost, expected, jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000}).x
    return dict(zip(names, weights[:-1] / spread, strict=True)) | {"bias": weights[-1]}


def chance(weights: dict[str, float], row: dict[str, float]) -> float:
    """How likely a block is the article's, 0 to 1."""
    return 1 / (1 + np.exp(-sum(weights[name] * value for name, value in row.items())))


def main() -> None:
    """Fits, prints, and writes if asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    pages = load(given.folders)
    names = sorted(name for name in pages[0][0][0] if name != "bias")
    right = total = 0.0
    for fold in range(FOLDS):
        weights = fit([page for place, page in enumerate(pages) if place % FOLDS != fold], names)
        for rows, labels, size in pages[fold::FOLDS]:
            guesses = np.array([chance(weights, row) > 0.5 for row in rows])
            right += (size * (guesses == labels)).sum()
            total += size.sum()
    print(f"{len(pages)} pages; blocks judged rightly on pages held out: {100 * right / total:.2f} % (by size)")
    if given.write:
        weights = fit(pages, names)
        lines = [f'        "{name}": {value:.3f},\n' for name, value in sorted(weights.items())]
        HOME.write_text(_HEAD + "".join(lines) + "    }\n)\n", encoding="utf-8")


if __name__ == "__main__":
    main()
