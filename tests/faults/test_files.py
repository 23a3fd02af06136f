"""Every kind of bad file beside a good one: each rejected with its reason, the counts add up."""

import gzip
import io
import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from articles.curation.articles import save_edit
from articles.formats.raw import REASONS
from articles.importing.run import Import, run
from articles.importing.walk import walk
from articles.models import Article, ImportItem
from tests.importing.texts import REPORT, REVISED, write

pytestmark = pytest.mark.django_db
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def nitf(body: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<nitf><body>{body}</body></nitf>'.encode()


REJECTED = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.dat": bytes(range(256)) * 40,
    "nul.txt": REPORT.encode().replace(b" ", b"\0", 30),
    "truncated.gz": gzip.compress(REPORT.encode() * 50)[:-40],
    "bomb.zip": zipped(**{"bomb.txt": b"A" * 80_000_000}),
    "escape.zip": zipped(**{"../../escape.txt": REPORT.encode()}),
    "laughs.xml": nitf("&e9;", f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>'),
    "external.xml": nitf("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "deep.json": b"[" * 200_000 + b"]" * 200_000,
    "deep.xml": b"<nitf>" + b"<p>" * 200_000,
    "feed.xml": b"<html><head><title>Not found</title></head><body>404</body></html>",
}
READ = {
    "utf16.txt": REPORT.encode("utf-16"),
    "bom.txt": REPORT.replace("Tarn", "Barn").encode("utf-8-sig"),
    "declared.html": b'<html><head><meta charset="utf-8"><title>Caf\xe9 opens</title></head><body>'
    b"<article><h1>Caf\xe9 opens in Tarnwick</h1><p>The caf\xe9 opened on Monday beside the old "
    b"pier, and a hundred people came to see it.</p></article></body></html>",
    "surrogate.jsonl": json.dumps({"headline": "Pier \ud800", "body": REPORT[:200]}).encode(),
}


def fill(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("workers", [0, 2])
def test_each_bad_file_is_rejected_with_a_reason_and_the_good_ones_go_in(tmp_path, workers):
    folder = fill(tmp_path / "in", REJECTED | READ)
    begun = time.monotonic()
    summary = run(Import([folder], workers=workers))
    assert time.monotonic() - begun < 60
    assert summary.files == len(REJECTED) + len(READ)
    assert sum(summary.counts.values()) == summary.files
    verdicts = dict(ImportItem.objects.values_list("path", "verdict"))
    assert {p for p, v in verdicts.items() if v == "rejected"} == {f"in/{n}" for n in REJECTED}
    for item in ImportItem.objects.filter(verdict="rejected"):
        assert item.reason in REASONS, item.path
        assert item.sentence.endswith("."), item.path
        assert "root:" not in item.sentence


def test_a_table_with_ragged_rows_loses_those_alone(tmp_path):
    table = "headline,body\nPier,The pier was mended on Monday.\nPier,a,b,c\nQuay,It was closed.\n"
    summary = run(Import([fill(tmp_path / "in", {"a.csv": table.encode()})]))
    assert summary.counts == {"new": 2, "rejected": 1}


def test_nothing_outside_the_folder_is_opened(tmp_path):
    folder = write(tmp_path / "in", good=REPORT)
    outside = write(tmp_path / "outside", secret=REVISED)
    (folder / "loop").symlink_to(folder)
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "dangling.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe")
    summary = run(Import([folder]))
    assert summary.counts == {"new": 1, "rejected": 1}
    assert ImportItem.objects.get(verdict="rejected").reason == "not-a-file"


def test_a_name_that_is_not_utf8_is_imported_under_an_escaped_one(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "wb") as file:
        file.write(REPORT.encode())
    assert run(Import([folder], workers=1)).counts == {"new": 1}
    assert Article.objects.get().import_path == "in/caf\\xe9.txt"
    assert run(Import([folder])).counts == {"unchanged": 1}


def test_a_sparse_file_of_a_gigabyte_is_refused_unread(tmp_path):
    folder = write(tmp_path / "in", good=REPORT)
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    begun = time.monotonic()
    assert run(Import([folder])).counts == {"new": 1, "rejected": 1}
    assert time.monotonic() - begun < 10
    assert ImportItem.objects.get(verdict="rejected").reason == "too-large"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_the_right_to_read_is_listed_and_the_rest_goes_in(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b=REVISED)
    (folder / "a.txt").chmod(0)
    assert run(Import([folder])).counts == {"new": 1, "rejected": 1}


def test_a_tree_deeper_than_calls_may_be_nested_is_walked(tmp_path):
    here = tmp_path
    for _ in range(300):
        here = here / "d"
    here.mkdir(parents=True)
    (here / "a.txt").write_text(REPORT)
    assert len(list(walk([tmp_path / "d"]))) == 1


def test_an_edit_between_reading_and_writing_is_not_overwritten(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    run(Import([folder]))
    write(folder, a=REVISED)

    def edit(reading) -> None:
        article = Article.objects.get()
        article.headline = "As the desk has it"
        save_edit(article, ["headline"])

    assert run(Import([folder], amend=edit)).counts == {"updated": 1}
    article = Article.objects.get()
    assert article.headline == "As the desk has it"
    assert "three times this year" in article.body
    assert "headline" in ImportItem.objects.latest("pk").sentence
