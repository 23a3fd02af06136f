"""An import and a curator on the same article at once: neither overwrites the other."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse

from articles.curation.articles import save_edit
from articles.curation.quotes import decide
from articles.importing.run import Import, run
from articles.models import Article, Quote
from tests.admin.test_admin import form_of
from tests.factories import make_person, make_user
from tests.importing.texts import REPORT, REVISED, write

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def at_once(*jobs) -> None:
    """Runs the jobs in threads of their own; raises what one of them raised."""
    barrier, faults = Barrier(len(jobs)), []

    def work(job) -> None:
        try:
            barrier.wait()
            job()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def test_an_edit_of_one_field_and_an_import_of_another_both_stay(tmp_path):
    run(Import([write(tmp_path / "in", a=REPORT)], workers=0))
    pk = Article.objects.get().pk

    def imports() -> None:
        for number in range(ROUNDS):
            write(tmp_path / "in", a=REPORT.replace("twice this year", f"{number} times this year"))
            run(Import([tmp_path / "in"], workers=0))

    def edits() -> None:
        for number in range(ROUNDS):
            article = Article.objects.get(pk=pk)
            article.headline = f"Board votes, round {number}"
            save_edit(article, ["headline"])

    at_once(imports, edits)
    article = Article.objects.get()
    assert article.headline == f"Board votes, round {ROUNDS - 1}"
    assert f"{ROUNDS - 1} times this year" in article.body
    assert article.versions.count() == article.version - 1 == 2 * ROUNDS
    for span in [*article.quotes.all(), *article.mentions.all()]:
        assert getattr(article, span.field)[span.start : span.end] == span.text


def test_a_decision_on_a_quote_stays_through_imports_at_the_same_time(tmp_path):
    run(Import([write(tmp_path / "in", a=REPORT)], workers=0))
    quote, user = Quote.objects.get(text__contains="wreck"), make_user()
    speaker = make_person("Leonie Askew")

    def imports() -> None:
        for number in range(ROUNDS):
            write(tmp_path / "in", a=REPORT.replace("before winter", f"before winter {number}"))
            run(Import([tmp_path / "in"], workers=0))

    def decides() -> None:
        row = Quote.objects.get(pk=quote.pk)
        row.speaker = speaker
        decide(row, ["speaker"], user)

    at_once(imports, decides)
    quote.refresh_from_db()
    assert (quote.speaker, quote.reviewed_by) == (speaker, user)
    assert f"winter {ROUNDS - 1}" in Article.objects.get().body


def test_a_row_that_was_loaded_before_an_import_brings_no_old_text_back(tmp_path):
    run(Import([write(tmp_path / "in", a=REPORT)], workers=0))
    stale = Article.objects.get()
    run(Import([write(tmp_path / "in", a=REVISED)], workers=0))
    stale.headline = "Board votes"
    save_edit(stale, ["headline"])
    assert "three times this year" in Article.objects.get().body


def test_a_text_edited_over_one_that_an_import_replaced_is_refused(tmp_path, admin_client):
    run(Import([write(tmp_path / "in", a=REPORT)], workers=0))
    address = reverse("admin:articles_article_change", args=[Article.objects.get().pk])
    form = form_of(admin_client, address)
    run(Import([write(tmp_path / "in", a=REVISED)], workers=0))
    answer = admin_client.post(address, form | {"headline": "Board votes"}, follow=True)
    assert "changed while you edited it" in answer.content.decode()
    assert Article.objects.get().headline.startswith("Harbour board votes")
