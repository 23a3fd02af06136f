"""Learn the weights of `people_weights.json` from articles whose persons are labelled.

    python articles/extraction/data/train_people.py CONLL.jsonl [--polnear FOLDER LABELS.json]

CONLL.jsonl holds lines {"text", "persons": [[start, end], …]} (the newswire of CoNLL-2003,
Tjong Kim Sang and De Meulder). LABELS.json holds [[name, [[start, end], …]], …] for articles of
PolNeAR under FOLDER. No text is stored: the weights are log odds of the features of `evidence`.
Without --write, prints the scores of a cross-validation in four parts over the first file.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from articles.extraction.evidence import Article, describe_article  # noqa: E402
from articles.extraction.people import Candidate, choose, weigh_pieces  # noqa: E402
from articles.extraction.weights import Group, PairSums, signs_of  # noqa: E402

FOLDS, EPOCHS, RATE, DECAY = 4, 12, 0.2, 0.05
MOST_ALIKE = 2  # times that one name of one PolNeAR article counts; its articles repeat few people
EMPTY = PairSums({})


def learn(rows: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Return logistic-regression weights: AdaGrad (Duchi, Hazan and Singer 2011) with decay."""
    weights: dict[str, float] = {}
    squares: dict[str, float] = {}
    order = random.Random(1)  # noqa: S311 - a fixed order, no secret
    rows = list(rows)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for features, yes in rows:
            names = ["bias", *features]
            odds = sum(weights.get(name, 0.0) for name in names)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))) - yes
            for name in names:
                step = error + (DECAY * weights.get(name, 0.0) if name != "bias" else 0.0)
                squares[name] = squares.get(name, 0.01) + step * step
                weights[name] = weights.get(name, 0.0) - RATE * step / math.sqrt(squares[name])
    return weights


class Labelled:
    """An article with its labelled persons and its candidates, read once."""

    def __init__(self, text: str, persons: list[list[int]], most_alike: int = 0):
        self.text, self.most_alike = text, most_alike
        self.persons = {tuple(span) for span in persons}
        self.article, self.candidates = weigh_pieces(text, EMPTY)

    def rows(self, weights: dict[str, float] | None = None):
        """Return features and label of each candidate; with `weights` those of the article too."""
        article = self.weighed(weights) if weights else None
        rows, seen = [], Counter()
        for piece, _, features, _ in self.candidates:
            yes = (piece.start, piece.end) in self.persons
            seen[piece.key, yes] += 1
            if self.most_alike and seen[piece.key, yes] > self.most_alike:
                continue
            found = [*features, describe_article(piece, article)] if article else features
            rows.append((signs_of(found), yes))
        return rows

    def weighed(self, weights: dict[str, float]) -> Article:
        """Return the article with every candidate noted at its own score."""
        article = Article(self.text)
        for piece, heading, features, _ in self.candidates:
            article.note(piece, total(features, weights), heading)
        return article

    def found(self, alone: dict[str, float], within: dict[str, float]) -> set[tuple[int, int]]:
        """Return the spans that the given weights choose."""
        candidates = [
            Candidate(c.piece, c.heading, c.features, total(c.features, within))
            for c in self.candidates
        ]
        pairs = PairSums({name: (0.0, weight) for name, weight in within.items()})
        return {(p.start, p.end) for p in choose(self.weighed(alone), candidates, pairs)}


def total(features: list[Group], weights: dict[str, float]) -> float:
    """Return the log odds of some features."""
    return sum(weights.get(name, 0.0) for name in ["bias", *signs_of(features)])


def fit(articles: list[Labelled]) -> tuple[dict[str, float], dict[str, float]]:
    """Return both sets of weights; the second learns from scores on articles new to the first."""
    parts = [articles[fold::FOLDS] for fold in range(FOLDS)]
    second = []
    for part in parts:
        rest = [article for other in parts if other is not part for article in other]
        alone = learn([row for article in rest for row in article.rows()])
        second += [row for article in part for row in article.rows(alone)]
    return learn([row for article in articles for row in article.rows()]), learn(second)


def score(articles: list[Labelled], alone: dict[str, float], within: dict[str, float]) -> str:
    """Return F1 of mentions and of full names per article, in per cent."""
    counts = Counter()
    for article in articles:
        found, text = article.found(alone, within), article.text
        counts.update(hit=len(found & article.persons), all=len(found) + len(article.persons))
        full = [
            {text[s:e] for s, e in spans if " " in text[s:e]} for spans in (found, article.persons)
        ]
        counts.update(names=len(full[0] & full[1]), every=len(full[0]) + len(full[1]))
    mentions, names = 200 * counts["hit"] / counts["all"], 200 * counts["names"] / counts["every"]
    return f"mentions {mentions:.1f}  names {names:.1f}"


def read_labelled(options: argparse.Namespace) -> tuple[list[Labelled], list[Labelled]]:
    """Return the articles of both files."""
    with open(options.conll, encoding="utf-8") as lines:
        wire = [Labelled(d["text"], d["persons"]) for d in map(json.loads, lines)]
    if not options.polnear:
        return wire, []
    folder, labels = map(Path, options.polnear)
    political = []
    for name, persons in json.loads(labels.read_text("utf-8")):
        with open(folder / f"{name}.txt", encoding="utf-8", newline="") as handle:
            political.append(Labelled(handle.read(), persons, MOST_ALIKE))
    return wire, political


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("conll")
    parser.add_argument("--polnear", nargs=2, metavar=("FOLDER", "LABELS"))
    parser.add_argument("--write", action="store_true", help="write people_weights.json")
    options = parser.parse_args()
    wire, political = read_labelled(options)
    if options.write:
        alone, within = fit(wire + political)
        pairs = {
            name: [round(alone.get(name, 0.0), 2), round(within.get(name, 0.0), 2)]
            for name in sorted(alone | within)
        }
        path = Path(__file__).with_name("people_weights.json")
        lines = ",\n".join(f"{json.dumps(name)}: {pair}" for name, pair in pairs.items())
        path.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
        return
    for fold in range(FOLDS):
        rest = [article for i, article in enumerate(wire) if i % FOLDS != fold]
        sys.stdout.write(f"{fold}: {score(wire[fold::FOLDS], *fit(rest + political))}\n")


if __name__ == "__main__":
    main()
