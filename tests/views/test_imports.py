"""The import ledger in the browser: who sees it, what it shows, retry, undo, upload."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.curation import imports
from articles.importing import ledger
from articles.importing.run import Import, run
from articles.models import Article, ArticleVersion, DeskAction, ImportItem, ImportRun
from tests.factories import make_tag, make_user
from tests.importing.texts import OTHER, REPORT, REVISED, write

pytestmark = pytest.mark.django_db
RIGHTS = [f"articles.{verb}_importrun" for verb in ("view", "add", "change")]


@pytest.fixture
def staff(client):
    user = make_user(*RIGHTS, "articles.view_hidden_article", is_staff=True)
    client.force_login(user)
    return user


def load(folder, **options) -> ImportRun:
    return run(Import([folder], **options)).run


def page(client, name: str, *args, **asked) -> str:
    response = client.get(reverse(f"articles:{name}", args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_the_ledger_is_for_those_with_the_right(client, reader_client, tmp_path):
    number = load(write(tmp_path / "in", a=REPORT)).pk
    for name, args in (("import-list", []), ("import-detail", [number])):
        address = reverse(f"articles:{name}", args=args)
        assert client.get(address).status_code == 302
        assert reader_client.get(address).status_code == 403
    for name in ("import-retry", "import-undo"):
        address = reverse(f"articles:{name}", args=[number])
        assert reader_client.post(address).status_code == 403
    assert reader_client.get(reverse("admin:articles_importrun_upload")).status_code == 302


def test_runs_are_listed_with_what_they_came_to(client, staff, tmp_path):
    load(write(tmp_path / "in", a=REPORT, b=""))
    text = page(client, "import-list")
    assert "1 new" in text
    assert "1 rejected" in text


def test_a_run_shows_each_file_with_verdict_reason_and_article(client, staff, tmp_path):
    number = load(write(tmp_path / "in", a=REPORT, b="")).pk
    text = page(client, "import-detail", number)
    assert "in/a.txt" in text
    assert Article.objects.get().get_absolute_url() in text
    assert "The file is empty" in text


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"verdict": "rejected"}, "in/b.txt"),
        ({"reason": "empty"}, "in/b.txt"),
        ({"path": "A.tx"}, "in/a.txt"),
        ({"verdict": "nonsense", "reason": "a b"}, "in/a.txt"),
    ],
)
def test_the_files_of_a_run_are_filtered(client, staff, tmp_path, asked, there):
    number = load(write(tmp_path / "in", a=REPORT, b="")).pk
    text = page(client, "import-detail", number, **asked)
    absent = {"in/a.txt", "in/b.txt"} - {there}
    assert there in text
    assert "nonsense" in asked.values() or not any(name in text for name in absent)


def test_a_long_run_goes_over_pages_in_a_constant_number_of_queries(
    client, staff, django_assert_max_num_queries
):
    number = ImportRun.objects.create(state="done", counts={"rejected": 250}).pk
    ImportItem.objects.bulk_create(
        ImportItem(run_id=number, path=f"in/{n:04}", verdict="rejected", reason="empty")
        for n in range(250)
    )
    with django_assert_max_num_queries(10):
        first = page(client, "import-detail", number)
    assert "in/0099" in first
    assert "in/0100" not in first
    after = ImportItem.objects.get(path="in/0099").pk
    assert f"after={after}" in first
    assert "in/0100" in page(client, "import-detail", number, after=after)
    assert "in/0000" in page(client, "import-detail", number, after="9" * 40)


def test_the_rejected_are_read_again_at_the_push_of_a_button(client, staff, tmp_path):
    folder = write(tmp_path / "in", a=REPORT, b="")
    number = load(folder, source="Tarnwick Mail").pk
    write(folder, b=OTHER)
    response = client.post(reverse("articles:import-retry", args=[number]), follow=True)
    assert "Read again: 1 new." in response.content.decode()
    again = ImportRun.objects.latest("pk")
    assert (again.user, again.options["retry"], again.counts) == (staff, number, {"new": 1})
    assert Article.objects.get(import_path="in/b.txt").source.name == "Tarnwick Mail"


def test_many_rejected_files_are_left_to_the_command(client, staff, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "MOST_FILES", 0)
    number = load(write(tmp_path / "in", b="")).pk
    response = client.post(reverse("articles:import-retry", args=[number]), follow=True)
    assert f"import_articles --retry {number}" in response.content.decode()


def test_a_page_does_not_wait_for_another_import(client, staff, tmp_path, settings):
    settings.NEWSROOM_DATA = tmp_path / "data"
    number = load(write(tmp_path / "in", b="")).pk
    with ledger.only_import(lambda: None):
        response = client.post(reverse("articles:import-retry", args=[number]), follow=True)
    assert "Another import is running" in response.content.decode()


def undo(client, number: int) -> str:
    address = reverse("articles:import-undo", args=[number])
    assert "Undo import" in client.get(address).content.decode()
    return client.post(address, follow=True).content.decode()


def test_undoing_a_run_removes_its_articles_and_is_recorded(client, staff, tmp_path):
    number = load(write(tmp_path / "in", a=REPORT, b=OTHER)).pk
    assert "2 articles removed" in undo(client, number)
    assert not Article.objects.exists()
    run = ImportRun.objects.get(pk=number)
    assert (run.undone_by, run.undone_at is not None) == (staff, True)
    assert DeskAction.objects.get(kind="import-undo").details["removed"] == 2
    assert "undone already" in undo(client, number)


def test_undoing_a_run_brings_the_replaced_version_back(client, staff, tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    load(folder)
    before = Article.objects.values("headline", "body", "paragraphs", "version", "raw").get()
    write(folder, a=REVISED)
    number = load(folder).pk
    assert Article.objects.get().body != before["body"]
    assert "1 earlier versions restored" in undo(client, number)
    after = Article.objects.values("headline", "body", "paragraphs", "version", "raw").get()
    assert after == before
    assert not ArticleVersion.objects.exists()
    article = Article.objects.get()
    assert all(article.body[q.start : q.end] == q.text for q in article.quotes.all())


def test_what_a_person_did_since_is_kept_and_listed(client, staff, tmp_path):
    number = load(write(tmp_path / "in", a=REPORT, b=OTHER)).pk
    article = Article.objects.get(import_path="in/a.txt")
    article.taggings.create(tag=make_tag("harbour"), origin="hand", user=staff)
    text = undo(client, number)
    assert "1 articles removed" in text
    assert f"article {article.pk}</a> (somebody tagged it)" in text
    assert Article.objects.get() == article


def test_what_a_later_run_changed_is_kept(client, staff, tmp_path):
    folder = write(tmp_path / "in", a=REPORT)
    number = load(folder).pk
    load(write(folder, a=REVISED))
    assert "a later import changed it" in undo(client, number)
    assert Article.objects.exists()


def test_a_large_run_is_left_to_the_command(client, staff, tmp_path, monkeypatch):
    monkeypatch.setattr(imports, "MOST_UNDONE", 1)
    number = load(write(tmp_path / "in", a=REPORT, b=OTHER)).pk
    assert f"undo_import {number}" in undo(client, number)
    assert Article.objects.count() == 2


def upload(client, *files: tuple[str, bytes], **fields):
    given = [SimpleUploadedFile(name, data) for name, data in files]
    address = reverse("admin:articles_importrun_upload")
    return client.post(address, {"files": given, **fields}, follow=True)


def test_uploaded_files_go_the_same_way_into_the_same_ledger(client, staff):
    files = [("a.txt", REPORT.encode()), ("b.txt", b"")]
    text = upload(client, *files, source="Tarnwick Mail").content.decode()
    assert "upload/a.txt" in text
    assert "The file is empty" in text
    run = ImportRun.objects.get()
    assert (run.user, run.counts) == (staff, {"new": 1, "rejected": 1})
    assert Article.objects.get().source.name == "Tarnwick Mail"


def test_the_same_upload_again_changes_nothing(client, staff):
    upload(client, ("a.txt", REPORT.encode()))
    upload(client, ("a.txt", REPORT.encode()))
    assert ImportRun.objects.latest("pk").counts == {"unchanged": 1}


def test_an_upload_beyond_the_limits_is_refused(client, staff, monkeypatch):
    monkeypatch.setattr(imports, "MOST_UPLOADED_BYTES", 10)
    assert "at most 10 go" in upload(client, ("a.txt", REPORT.encode())).content.decode()
    monkeypatch.setattr(imports, "MOST_FILES", 1)
    many = upload(client, ("a.txt", b"x"), ("b.txt", b"y")).content.decode()
    assert "at most 1 go" in many
    assert not ImportRun.objects.exists()


def test_the_name_of_an_uploaded_file_is_no_path(client, staff):
    upload(client, ("../../etc/passwd.txt", REPORT.encode()))
    assert ImportItem.objects.get().path == "upload/passwd.txt"


def test_staff_without_the_right_cannot_upload(client):
    client.force_login(make_user("articles.view_importrun", is_staff=True))
    assert client.get(reverse("admin:articles_importrun_upload")).status_code == 403
