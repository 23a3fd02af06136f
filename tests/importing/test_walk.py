"""Which files an import finds, and what it says of those that it cannot read."""

import os
from pathlib import Path

import pytest

from articles.formats.raw import Unreadable
from articles.importing import walk
from articles.importing.walk import load


def labels(*paths: Path) -> list[str]:
    return [found.label for found in walk.walk(list(paths))]


def test_a_folder_gives_all_files_below_it_by_name(tmp_path):
    box = tmp_path / "box"
    (box / "b").mkdir(parents=True)
    for name in ("b/two.txt", "a.txt", "c.txt"):
        (box / name).write_text("x")
    assert labels(box) == ["box/a.txt", "box/b/two.txt", "box/c.txt"]


def test_a_named_file_is_labelled_by_its_name(tmp_path):
    (tmp_path / "one.txt").write_text("x")
    assert labels(tmp_path / "one.txt") == ["one.txt"]


def test_hidden_files_and_links_in_a_folder_are_passed_over(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    box = tmp_path / "box"
    box.mkdir()
    (box / ".hidden").write_text("x")
    (box / "loop").symlink_to(box)
    (box / "out.txt").symlink_to(outside)
    (box / "dangling").symlink_to(tmp_path / "nowhere")
    assert labels(box) == []


def test_a_name_that_is_not_utf8_is_escaped(tmp_path):
    box = tmp_path / "box"
    box.mkdir()
    with open(os.fsencode(box) + b"/caf\xe9.txt", "wb") as handle:
        handle.write(b"x")
    assert labels(box) == ["box/caf\\xe9.txt"]


def reason(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        load(path)
    assert caught.value.sentence.endswith(".")
    return caught.value.reason


def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert reason(tmp_path / "pipe") == "not-a-file"


def test_a_huge_file_is_refused_unread(tmp_path):
    with open(tmp_path / "huge", "wb") as handle:
        handle.truncate(walk.MAX_BYTES + 1)
    assert reason(tmp_path / "huge") == "too-large"


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="a system without /proc")
def test_a_file_that_tells_no_size_is_read():
    assert load("/proc/self/stat")


def test_a_file_that_is_gone_says_so(tmp_path):
    assert reason(tmp_path / "gone.txt") == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_the_right_to_read_says_so(tmp_path):
    path = tmp_path / "locked.txt"
    path.write_text("x")
    path.chmod(0)
    assert reason(path) == "unreadable"
