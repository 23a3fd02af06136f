"""The import command: each flag, each message, each exit status."""

import csv
import json
import os
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.importing import ledger
from articles.importing import run as importing
from articles.importing.walk import walk
from articles.models import Article, ImportItem, ImportRun
from tests.importing.texts import OTHER, REPORT, write

pytestmark = pytest.mark.django_db


def import_articles(*args, **options) -> tuple[int, str, str]:
    """Runs the command and returns its exit status, its output and its complaints."""
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command("import_articles", *map(str, args), stdout=out, stderr=err, **options)
    except SystemExit as end:
        status = end.code
    return status, out.getvalue(), err.getvalue()


def test_a_folder_is_loaded_and_summed_up(tmp_path):
    status, out, err = import_articles(write(tmp_path / "in", a=REPORT, b=OTHER))
    assert status == 0
    assert out == ("2 files read: 2 new, 0 updated, 0 unchanged, 0 duplicate, 0 rejected.\n")
    assert err == ""


def test_a_second_run_finds_everything_unchanged(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    import_articles(folder)
    _, out, _ = import_articles(folder)
    assert "0 new, 0 updated, 2 unchanged" in out
    assert Article.objects.count() == 2


def test_several_paths_are_loaded_in_one_run(tmp_path):
    one, two = write(tmp_path / "one", a=REPORT), write(tmp_path / "two", b=OTHER)
    import_articles(one, two / "b.txt")
    assert ImportRun.objects.get().counts == {"new": 2}


def test_a_path_that_is_not_there_is_named_and_nothing_is_loaded(tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    with pytest.raises(CommandError, match="no file or folder .*nowhere"):
        import_articles(folder, tmp_path / "nowhere")
    assert not Article.objects.exists()


BAD_FILES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n \n", "empty"),
    "binary.txt": (bytes(range(256)) * 8, "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
    "unknown.txt": (b"caf\x81\x8d \x90 nothing that decodes \x9d\x81\n" * 3, "encoding"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_rejected_with_its_reason_and_the_others_go_in(tmp_path, name):
    folder = write(tmp_path / "in", good=REPORT)
    data, reason = BAD_FILES[name]
    (folder / name).write_bytes(data)
    status, out, err = import_articles(folder)
    assert status == 3
    assert "1 new" in out
    assert "1 rejected" in out
    assert err.startswith(f"rejected in/{name}: {reason}: ")
    assert err.rstrip().endswith(".")
    assert "Traceback" not in err


def test_a_file_that_vanishes_during_the_run_is_rejected(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    found = list(walk([folder]))
    (folder / "a.txt").unlink()
    summary = importing.run(importing.Import([folder], files=found))
    assert summary.counts == {"new": 1, "rejected": 1}


def test_source_names_the_outlet_of_all(tmp_path):
    import_articles(write(tmp_path / "in", a=REPORT, b=OTHER), source="Tarnwick Mail")
    assert {a.source.name for a in Article.objects.all()} == {"Tarnwick Mail"}


def test_limit_takes_the_first_files_by_name(tmp_path):
    _, out, _ = import_articles(write(tmp_path / "in", a=REPORT, b=OTHER), limit=1)
    assert out.startswith("1 file read: 1 new")
    assert Article.objects.get().import_path == "in/a.txt"


def test_a_limit_below_one_is_refused(tmp_path):
    with pytest.raises(CommandError, match="--limit"):
        import_articles(write(tmp_path / "in", a=REPORT), limit=0)


def test_a_dry_run_reports_and_keeps_nothing(tmp_path):
    _, out, _ = import_articles(write(tmp_path / "in", a=REPORT), dry_run=True)
    assert "1 new" in out
    assert out.endswith("Dry run: nothing was kept.\n")
    assert not Article.objects.exists()


def test_an_interrupted_run_keeps_what_it_stored_and_can_be_run_again(tmp_path, monkeypatch):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    monkeypatch.setattr(importing, "BATCH", 1)
    save, calls = importing.store.save, []

    def save_once(run, readings):
        if calls:
            raise KeyboardInterrupt
        calls.append(readings)
        return save(run, readings)

    monkeypatch.setattr(importing.store, "save", save_once)
    with pytest.raises(CommandError, match="Interrupted"):
        import_articles(folder)
    assert ImportRun.objects.get().state == "interrupted"
    assert Article.objects.count() == 1
    monkeypatch.undo()
    _, out, _ = import_articles(folder)
    assert "1 new, 0 updated, 1 unchanged" in out


def test_a_database_that_fails_is_told_without_a_traceback(tmp_path, monkeypatch):
    def full(run, readings):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(importing.store, "save", full)
    with pytest.raises(CommandError, match="could not be written.*No space left"):
        import_articles(write(tmp_path / "in", a=REPORT))
    assert ImportRun.objects.get().state == "failed"


def test_a_second_import_says_that_it_waits(tmp_path, settings, monkeypatch):
    settings.NEWSROOM_DATA = tmp_path / "data"
    told = []
    flock = ledger.fcntl.flock

    def busy(handle, mode):
        if mode & ledger.fcntl.LOCK_NB:
            raise BlockingIOError
        flock(handle, mode)

    monkeypatch.setattr(ledger.fcntl, "flock", busy)
    with ledger.only_import(lambda: told.append(True)):
        assert told == [True]


def test_a_terminal_gets_a_progress_bar_and_a_pipe_none(tmp_path, capsys, monkeypatch):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    import_articles(folder, dry_run=True)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    import_articles(folder, dry_run=True)
    assert "2/2" in capsys.readouterr().err


def export() -> list[dict]:
    out = StringIO()
    call_command("export_articles", format="jsonl", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_export_has_the_promised_fields(tmp_path):
    import_articles(write(tmp_path / "in", a=REPORT), source="Tarnwick Mail")
    [article] = export()
    assert article["headline"] == "Harbour board votes to dredge the Tarn channel"
    assert article["byline"] == ["Ines Calloway"]
    assert article["dateline"]["place"] == "TARNWICK"
    assert article["source"] == "Tarnwick Mail"
    assert article["published"] == "2025-03-03"
    assert article["published_precision"] == "day"
    assert article["import"]["path"] == "in/a.txt"
    quote = next(q for q in article["quotes"] if "wreck" in q["text"])
    assert quote["speaker"] == "Tobias Renn"
    assert article[quote["field"]][quote["start"] : quote["end"]] == quote["text"]
    person = next(p for p in article["people"] if p["name"] == "Tobias Renn")
    mention = person["mentions"][0]
    assert article[mention["field"]][mention["start"] : mention["end"]] == mention["text"]


def test_an_export_can_be_imported_and_exported_again(tmp_path):
    import_articles(write(tmp_path / "in", a=REPORT, b=OTHER), source="Tarnwick Mail")
    first = export()
    Article.objects.all().delete()
    path = Path(tmp_path / "archive.jsonl")
    path.write_text("".join(json.dumps(line) + "\n" for line in first), encoding="utf-8")
    status, out, _ = import_articles(path)
    assert (status, "2 new" in out) == (0, True)
    own = {"import", "story"}
    for old, new in zip(first, export(), strict=True):
        assert {k: v for k, v in new.items() if k not in own} == {
            k: v for k, v in old.items() if k not in own
        }


def test_an_empty_path_is_refused_before_it_means_this_folder():
    with pytest.raises(CommandError, match="path is empty"):
        import_articles("")


def verdicts(out: str) -> str:
    return out.partition(": ")[2].rstrip(".\n")


def test_a_dry_run_tells_what_a_real_one_would_over_its_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    line = json.dumps({"headline": "Pier", "body": OTHER, "id": "1", "source": "Mail"})
    folder = write(tmp_path / "in", a=REPORT, b=OTHER, c=REPORT, d=line, e=line + " ")
    _, rehearsed, _ = import_articles(folder, dry_run=True)
    assert not ImportRun.objects.exists()
    _, done, _ = import_articles(folder)
    assert rehearsed == done.rstrip("\n") + " Dry run: nothing was kept.\n"


def test_a_dry_run_holds_no_transaction_between_its_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    depths, batches = [], importing._batches

    def told(readings, order):
        for batch in batches(readings, order):
            depths.append(len(connection.savepoint_ids))
            yield batch

    monkeypatch.setattr(importing, "_batches", told)
    import_articles(write(tmp_path / "in", a=REPORT, b=OTHER), dry_run=True)
    assert len(set(depths)) == 1


def test_workers_is_the_number_of_processes_that_read(tmp_path, monkeypatch):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    asked, executor_of = [], importing.reading.executor_of
    monkeypatch.setattr(
        importing.reading, "executor_of", lambda n: asked.append(n) or executor_of(n)
    )
    assert "2 new" in import_articles(folder, workers=2)[1]
    assert "2 unchanged" in import_articles(folder, workers=0)[1]
    import_articles(folder)
    assert asked == [2, 0, 0]


def test_a_number_of_workers_below_zero_is_refused(tmp_path):
    with pytest.raises(CommandError, match="--workers"):
        import_articles(write(tmp_path / "in", a=REPORT), workers=-1)


def test_format_reads_a_file_as_what_it_is_not_taken_for(tmp_path):
    page = "<html><body><p>" + OTHER + "</p></body></html>"
    folder = write(tmp_path / "in", a=page)
    _, out, err = import_articles(folder, format="text", limit=1)
    assert "1 rejected" in out
    assert "invalid" in err
    assert ImportRun.objects.get().options["format"] == "text"


def test_map_names_the_columns_of_a_table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Titel;Artikel\nPier mended;"The pier was mended on Monday, at last."\n')
    status, out, _ = import_articles(path, "--map", "Titel=headline", "--map", "Artikel=body")
    assert (status, "1 new" in out) == (0, True)
    assert Article.objects.get().headline == "Pier mended"


def test_map_names_the_fields_of_json_lines(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"Titel": "Pier mended", "Artikel": "The pier was mended on Monday."}\n')
    import_articles(path, "--map", "Titel=headline", "--map", "Artikel=body")
    assert Article.objects.get().headline == "Pier mended"


@pytest.mark.parametrize("given", ["Titel", "=body", "Titel=heading"])
def test_a_map_to_no_field_is_refused_and_the_fields_are_named(tmp_path, given):
    with pytest.raises(CommandError, match="headline, standfirst, body"):
        import_articles(write(tmp_path / "in", a=REPORT), "--map", given)


def test_since_leaves_out_what_was_changed_before(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    day = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    os.utime(folder / "a.txt", (day, day))
    assert import_articles(folder, since="2020-01-02")[1].startswith("1 file read: 1 new")
    assert Article.objects.get().import_path == "in/b.txt"
    assert import_articles(folder, since="2020-01-01")[1].startswith("2 files read: 1 new")


def test_a_since_that_is_no_date_is_refused(tmp_path):
    with pytest.raises(CommandError, match="--since takes a date"):
        import_articles(write(tmp_path / "in", a=REPORT), since="yesterday")


def test_retry_reads_what_a_run_rejected_as_that_run_did(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b="")
    import_articles(folder, source="Tarnwick Mail")
    number = ImportRun.objects.get().pk
    write(folder, b=OTHER, c=REPORT.replace("Tarn", "Marn"))
    _, out, _ = import_articles(retry=number)
    assert out.startswith("1 file read: 1 new")
    article = Article.objects.get(import_path="in/b.txt")
    assert article.source.name == "Tarnwick Mail"


def test_a_retry_that_cannot_be_says_why(tmp_path):
    with pytest.raises(CommandError, match="no import 99"):
        import_articles(retry=99)
    folder = write(tmp_path / "in", a=REPORT)
    import_articles(folder)
    run = ImportRun.objects.get()
    with pytest.raises(CommandError, match="rejected nothing"):
        import_articles(retry=run.pk)
    with pytest.raises(CommandError, match="not both"):
        import_articles(folder, retry=run.pk)
    with pytest.raises(CommandError, match="not both"):
        import_articles()


def test_report_writes_the_ledger_as_a_table_that_no_spreadsheet_runs(tmp_path):
    folder = write(tmp_path / "=in", a=REPORT, b="")
    import_articles(folder, report=str(tmp_path / "report.csv"))
    rows = list(csv.DictReader((tmp_path / "report.csv").open(encoding="utf-8")))
    assert [row["path"] for row in rows] == ["'=in/a.txt", "'=in/b.txt"]
    assert [row["verdict"] for row in rows] == ["new", "rejected"]
    assert rows[0]["article"] == str(Article.objects.get().pk)
    assert rows[1]["reason"] == "empty"


def test_a_report_that_cannot_be_written_is_told_before_anything_is_imported(tmp_path):
    with pytest.raises(CommandError, match="report cannot be written"):
        import_articles(write(tmp_path / "in", a=REPORT), report=str(tmp_path / "no" / "r.csv"))
    assert not Article.objects.exists()


def test_standard_input_is_read_and_known_again(monkeypatch):
    def given(text: str):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(text.encode())))
        return import_articles("-")[1]

    assert "1 new" in given(REPORT)
    assert "1 unchanged" in given(REPORT)
    assert "1 new" in given(OTHER)
    assert Article.objects.earliest("pk").import_path == "-"


def test_the_ledger_keeps_how_long_reading_took(tmp_path):
    import_articles(write(tmp_path / "in", a=REPORT))
    assert 0 < ImportItem.objects.get().seconds < 5


def test_a_run_that_was_killed_is_marked_and_counted_by_the_next(tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b=OTHER)
    import_articles(folder, limit=1)
    ImportRun.objects.update(state="running", counts={}, finished_at=None)
    import_articles(folder)
    killed = ImportRun.objects.earliest("pk")
    assert (killed.state, killed.counts) == ("interrupted", {"new": 1})
    assert killed.finished_at is not None


def test_an_import_can_be_undone_by_command(tmp_path):
    import_articles(write(tmp_path / "in", a=REPORT))
    out = StringIO()
    call_command("undo_import", str(ImportRun.objects.get().pk), stdout=out)
    assert "1 articles removed" in out.getvalue()
    assert not Article.objects.exists()
    with pytest.raises(CommandError, match="undone already"):
        call_command("undo_import", str(ImportRun.objects.get().pk))
    with pytest.raises(CommandError, match="no import 99"):
        call_command("undo_import", "99")
