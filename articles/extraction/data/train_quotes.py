"""Learn quote_weights.json from PolNeAR's training articles. Run from the project's root:

    python articles/extraction/data/train_quotes.py ../shared/eval [--part train] [--out FILE]
    python articles/extraction/data/train_quotes.py ../shared/eval --cross
    python articles/extraction/data/train_quotes.py ../shared/eval --sureness --part dev

The first writes the weights; --cross prints the scores of models that did not see the article, and
--sureness how many quotations of each confidence are right.

The folder holds the corpus and its readers `polnear.py` and `score_quotes.py` (a statement
counts, and a speaker is right, as the latter decides). Two linear models are learnt with AdaGrad
(Duchi, Hazan, Singer 2011): a softmax over the candidates of a quotation, and a logistic model of
statement against term. The second is fitted to decisions of speaker models that did not see the
article; so is the calibration. The weights hold no text: their signs name word classes, marks and
single common words of `cues.py`.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from articles.extraction.marks import LONGEST_TEXT
from articles.extraction.people import find_people
from articles.extraction.quotes import WEIGHTS, Reader, find_quotes, prepare
from articles.extraction.speakers import Said, decide, pool, setting_of, signs
from articles.extraction.weights import Sums, signs_of

FOLDS = 3
SPEAKER_EPOCHS, SPEAKER_RATE = 6, 0.3
STATEMENT_EPOCHS, STATEMENT_RATE, STATEMENT_DECAY = 10, 0.05, 0.01
# Epochs at the end whose weights are averaged.
AVERAGED = 4
# A sign seen more seldom says more about one article than about English.
RAREST = 3
# A statement must score more the shorter it is: [longest in words, score], chosen on the folds.
THRESHOLDS = {"words": [[2, 1.75], [4, 1.5], [8, 1.5], [1_000_000, 1.5]], "stray": 2.5}
# Share of the steps that go on with the true speaker instead of the chosen one.
TEACHING = 0.7
LEAST_WEIGHT = 0.02
# Lower bounds of the confidences that `sureness` counts.
SURENESS = (0.9, 0.8, 0.7, 0.6, 0.0)
# No decision is called surer than this, whatever the bin says.
SUREST = 0.99


class Lesson(Reader):
    """A Reader of a labelled article: it looks up the truth, and learns or records."""

    def __init__(self, text: str, gold: list, trim, same_speaker):
        super().__init__(text, find_people(text), model={})
        self.same_speaker = same_speaker
        spans = [(trim(text, g.start, g.end), g) for g in gold]
        self.truth = {}
        for index, marked in enumerate(self.marked):
            start, end = trim(text, marked.start, marked.end)
            for (low, high), g in spans:
                if min(high, end) - max(low, start) > 0.8 * (max(high, end) - min(low, start)):
                    self.truth[index] = g
        self._place()
        self._set_scenes()
        self.teach = None
        self.weights: dict[str, float] = {}
        self.sums = Sums({})
        self.rows: list[tuple[list[str], str, float, bool | None]] = []

    def learn(self, weights: dict[str, float], squares: dict[str, float], rate: float) -> None:
        """Take one pass over the article, bettering the speaker weights."""
        self.weights, self.teach = weights, (squares, rate)
        self._read_outer()

    def record(self, sums: Sums) -> list:
        """Return (signs, label, probability, speaker right) of each quotation."""
        self.sums, self.teach, self.rows = sums, None, []
        self._read_outer()
        return self.rows

    def _words(self, entry) -> tuple[int, int]:
        tokens, c = entry[0].tokens, entry[1]
        return tokens.start[c.first], tokens.end[c.last - 1]

    def _right(self, index: int, entries: list) -> list[bool] | None:
        g = self.truth.get(index)
        if g is None or not g.sources:
            return None
        sources = [self.text[s:e] for s, e in g.sources]
        out = []
        for entry in entries:
            start, end = self._words(entry)
            out.append(any(self.same_speaker(self.text[start:end], s) for s in sources))
        placed = [
            ok
            and any(self._words(entry)[0] < e and s < self._words(entry)[1] for s, e in g.sources)
            for ok, entry in zip(out, entries, strict=True)
        ]
        return placed if any(placed) else out

    def choose(self, index, scene, at, above, last):
        """Choose as the Reader does; while learning, better the weights first."""
        if self.teach is None:
            return decide(scene, at, self.sums, above, last)
        entries = pool(scene, at, above, last)
        if not entries:
            return None
        setting = setting_of(scene, at)
        found = []
        for entry in entries:
            groups, _, relation = signs(scene, at, entry, last, setting)
            found.append((signs_of(groups), relation))
        scores = [sum(self.weights.get(s, 0.0) for s in names) for names, _ in found]
        right = self._right(index, entries)
        best = max(range(len(scores)), key=scores.__getitem__)
        if right and any(right):
            _step_softmax(found, scores, right, self.weights, *self.teach)
            if random.random() < TEACHING:  # noqa: S311 - no secret
                best = max((k for k in range(len(scores)) if right[k]), key=scores.__getitem__)
        return Said(entries[best][0], entries[best][1], None, found[best][1])

    def is_statement(self, index, look, groups, said) -> bool:
        """Return the truth, and record the signs."""
        g = self.truth.get(index)
        if g is None or self.marked[index].single:
            return True
        if self.teach is None:
            right = None
            if g.sources and said:
                start, end = self._words((said.scene, said.who))
                words = self.text[start:end]
                right = any(self.same_speaker(words, self.text[s:e]) for s, e in g.sources)
            self.rows.append((signs_of(groups), g.label, said.probability if said else 0.0, right))
        return g.label != "NONE"


def _step_softmax(found, scores, right, weights, squares, rate) -> None:
    top = max(scores)
    shares = [math.exp(s - top) for s in scores]
    total, wanted = sum(shares), sum(s for s, ok in zip(shares, right, strict=True) if ok)
    for (names, _), share, ok in zip(found, shares, right, strict=True):
        slope = share / total - (share / wanted if ok and wanted else 0.0)
        if abs(slope) < 1e-4:
            continue
        for name in names:
            squares[name] = squares.get(name, 1.0) + slope * slope
            step = rate * slope / math.sqrt(squares[name])
            weights[name] = weights.get(name, 0.0) * (1 - 1e-5) - step


def fit_speaker(lessons: list[Lesson]) -> dict[str, float]:
    """Return the weights of the speaker model."""
    weights: dict[str, float] = {}
    squares: dict[str, float] = {}
    order, kept = list(lessons), []
    for epoch in range(SPEAKER_EPOCHS):
        random.shuffle(order)
        for lesson in order:
            lesson.learn(weights, squares, SPEAKER_RATE / (1 + epoch / 2))
        kept.append(dict(weights))
    return _mean(kept[-AVERAGED:])


def fit_statement(rows: list) -> dict[str, float]:
    """Return the weights of the statement model; `rows` as `Lesson.record` gives them."""
    counts = Counter(sign for row in rows for sign in row[0])
    data = [([s for s in row[0] if counts[s] >= RAREST], row[1] != "NONE") for row in rows]
    weights: dict[str, float] = {}
    squares: dict[str, float] = {}
    kept = []
    for _ in range(STATEMENT_EPOCHS):
        random.shuffle(data)
        for names, stated in data:
            slope = _sigmoid(sum(weights.get(s, 0.0) for s in names)) - stated
            for name in names:
                value = weights.get(name, 0.0)
                step = slope + STATEMENT_DECAY * value
                squares[name] = squares.get(name, 1.0) + step * step
                weights[name] = value - STATEMENT_RATE * step / math.sqrt(squares[name])
        kept.append(dict(weights))
    return _mean(kept[-AVERAGED:])


def _mean(models: list[dict[str, float]]) -> dict[str, float]:
    """Return the mean of the models: steadier than the last of them (Polyak and Juditsky 1992)."""
    return {k: sum(m.get(k, 0.0) for m in models) / len(models) for k in models[-1]}


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def calibrate(pairs: list[tuple[float, bool]]) -> list[list[float]]:
    """Return rising [upper bound, share right] steps (pool adjacent violators)."""
    pairs = sorted(pairs)
    size = max(1, len(pairs) // 25)
    bins = []
    for low in range(0, len(pairs), size):
        part = pairs[low : low + size]
        bins.append([part[-1][0], sum(ok for _, ok in part), len(part)])
        while len(bins) > 1 and bins[-2][1] * bins[-1][2] >= bins[-1][1] * bins[-2][2]:
            bound, good, count = bins.pop()
            bins[-1] = [bound, bins[-1][1] + good, bins[-1][2] + count]
    return [[round(bound, 4), min(SUREST, round(good / count, 2))] for bound, good, count in bins]


def learn(lessons: list[Lesson]) -> dict:
    """Return the whole model, learnt from the lessons."""
    folds = [lessons[k::FOLDS] for k in range(FOLDS)]
    rows = []
    for k, held in enumerate(folds):
        sums = Sums(fit_speaker([x for j, fold in enumerate(folds) if j != k for x in fold]))
        rows.append([row for lesson in held for row in lesson.record(sums)])
    spoken, terms = [], []
    for k, held in enumerate(rows):
        weights = fit_statement([row for j, fold in enumerate(rows) if j != k for row in fold])
        for names, label, probability, right in held:
            score = sum(weights.get(s, 0.0) for s in names)
            terms.append((-score, label == "NONE"))
            if score > 1 and (right is not None or label == "NONE"):
                spoken.append((probability * _sigmoid(score), bool(right)))
    return {
        "speaker": _rounded(fit_speaker(lessons)),
        "statement": _rounded(fit_statement([row for fold in rows for row in fold])),
        "thresholds": THRESHOLDS,
        "calibration": {"speaker": calibrate(spoken), "scare": calibrate(terms)},
    }


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    return {k: round(v, 3) for k, v in sorted(weights.items()) if abs(v) >= LEAST_WEIGHT}


def cross_validate(lessons: list[Lesson], score) -> dict:
    """Return what `score_quotes.score` gives where no article is read by a model that saw it."""
    models = {}
    for k in range(FOLDS):
        model = prepare(learn([lesson for i, lesson in enumerate(lessons) if i % FOLDS != k]))
        models |= {lesson.text: model for lesson in lessons[k::FOLDS]}
    return score(lambda text: Reader(text, model=models[text[:LONGEST_TEXT]]).run(), "train")


def sureness(articles, gold, trim, same_speaker) -> dict[float, list[int]]:
    """Return {least confidence: [right, all]} of the statements found in the articles.

    Right is a labelled statement with its speaker; one whose speaker is not labelled is left out.
    """
    bins = {bound: [0, 0] for bound in SURENESS}
    for _, text, found in articles:
        truth = {trim(text, g.start, g.end): g for g in gold(text, found)}
        for quote in find_quotes(text):
            if quote.kind in ("scare", "nested"):
                continue
            g = _overlapping(truth, *trim(text, quote.start, quote.end))
            if g and g.label != "NONE" and not g.sources:
                continue
            right = bool(g) and g.label != "NONE"
            right = right and any(
                same_speaker(quote.speaker_mention, text[s:e]) for s, e in g.sources
            )
            counts = bins[next(bound for bound in SURENESS if quote.confidence >= bound)]
            counts[0] += right
            counts[1] += 1
    return bins


def _overlapping(truth: dict, start: int, end: int):
    """Return what is labelled at nearly the same place, or None."""
    for (low, high), g in truth.items():
        if min(high, end) - max(low, start) >= 0.8 * (max(high, end) - min(low, start)):
            return g
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--part", default="train")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--sureness", action="store_true")
    options = parser.parse_args()
    sys.path.insert(0, str(options.corpus))
    from polnear import articles, gold
    from score_quotes import same_speaker, score, trim

    if options.sureness:
        for bound, (right, count) in sureness(
            articles(options.part), gold, trim, same_speaker
        ).items():
            sys.stdout.write(f"{bound}  {right} of {count}\n")
        return
    random.seed(20)
    lessons = [
        Lesson(text, gold(text, found), trim, same_speaker)
        for _, text, found in articles(options.part)
    ]
    if options.cross:
        for name, value in cross_validate(lessons, score).items():
            sys.stdout.write(f"{name}  {value}\n")
        return
    model = learn(lessons)
    temporary = options.out.with_suffix(".tmp")
    temporary.write_text(json.dumps(model, indent=0) + "\n", encoding="utf-8")
    temporary.replace(options.out)
    sys.stdout.write(f"{len(lessons)} articles, {options.out.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
