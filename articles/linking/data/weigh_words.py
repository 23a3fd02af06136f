"""Make `word_weights.txt`: how much it tells that two quotations share a word, from 0 to 1.

    python articles/linking/data/weigh_words.py ../shared/eval

The weight of a word is its information, -log2 of how often it stands in a thousand words of news,
less 6 bits and over 7: 0 for "the", 1 for a word met less than once in some 8,000. How often is
the middle one of three corpora (PolNeAR's training articles, the dev parts of ECB+ and of
CoNLL-2003), or in PolNeAR's quotations where that is more: speech has words that reports have
not. Names, and words that need no entry because they weigh 1, are left out.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log2
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from articles.linking.wording import words  # noqa: E402 - the path first

COMMONEST, BITS = 6, 7
SEEN_IN_SPEECH = 20  # a word of quotations counts from so many places on


def count(texts: Iterable[str]) -> tuple[Counter, Counter]:
    """How often each word stands in the texts, and how often with a capital."""
    found: Counter = Counter()
    capitals: Counter = Counter()
    for text in texts:
        for word in words(text):
            found[word.key] += 1
            pronoun = word.key == "i" or word.key.startswith("i'")
            capitals[word.key] += text[word.start].isupper() and not pronoun
    return found, capitals


def corpora(folder: Path) -> Iterable[list[str]]:
    """The texts of the three corpora."""
    texts = sorted((folder / "polnear/train/text").glob("*.txt"))
    yield [path.read_text(encoding="utf-8") for path in texts]
    for name in ("stories", "people"):
        with (folder / name / "dev.jsonl").open(encoding="utf-8") as lines:
            yield [json.loads(line)["text"] for line in lines]


def quotations(folder: Path) -> list[str]:
    """The quotations of PolNeAR's training articles."""
    sys.path.insert(0, str(folder))
    import polnear

    return [
        text[start:end]
        for _, text, _ in polnear.articles("train")
        for start, end in polnear.quoted_segments(text)
    ]


def weights(folder: Path) -> dict[str, float]:
    """Weight of each word that weighs less than 1."""
    shares, often, capitals = [], Counter(), Counter()
    for texts in corpora(folder):
        found, upper = count(texts)
        total = found.total()
        shares.append({word: n / total for word, n in found.items()})
        often += found
        capitals += upper
    spoken, _ = count(quotations(folder))
    total = spoken.total()
    made = {}
    for word, n in often.items():
        if capitals[word] > n / 2 or word[0].isdigit():
            continue
        middle = sorted(share.get(word, 0) for share in shares)[1]
        said = spoken[word] / total if spoken[word] > SEEN_IN_SPEECH else 0
        share = max(middle, said)
        weight = (-log2(share) - COMMONEST) / BITS if share else 1
        if weight < 0.95:
            made[word] = max(weight, 0.0)
    return made


def main() -> None:
    by_weight = defaultdict(list)
    for word, weight in weights(Path(sys.argv[1])).items():
        by_weight[f"{weight:.1f}"].append(word)
    lines = [f"{weight} {' '.join(sorted(by_weight[weight]))}" for weight in sorted(by_weight)]
    out = Path(__file__).parent / "word_weights.txt"
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
