"""What the tests of readers share: the folder of sample files, and taking a reading apart."""

from pathlib import Path

import pytest

from articles.formats.raw import REASONS, RawArticle, Unreadable

SAMPLES = Path(__file__).resolve().parents[2] / "../shared/samples"
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="no folder `shared` beside the checkout"
)


def one(module, data: bytes) -> RawArticle:
    """The only item of a file, which must be an article whose text stands in its data."""
    assert module.accepts(data)
    (item,) = module.read(data, "a")
    assert isinstance(item, RawArticle), item.sentence
    assert item.structured
    assert item.path == "a"
    assert isinstance(item.data.decode(item.encoding), str)
    return item


def verdict(module, data: bytes) -> Unreadable:
    """Why the file or its only item is no article."""
    try:
        (item,) = module.read(data, "a")
    except Unreadable as refused:
        item = refused
    assert isinstance(item, Unreadable)
    assert item.reason in REASONS
    assert item.sentence.endswith(".")
    return item


def read_samples(module, folder: str) -> list[RawArticle | Unreadable]:
    """Items of all files of a folder of samples."""
    return [
        item
        for path in sorted((SAMPLES / folder).iterdir())
        for item in module.read(path.read_bytes(), path.name)
    ]
