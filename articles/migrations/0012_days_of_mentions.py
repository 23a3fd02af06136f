"""The day of its article on each mention and quote: who is named on a day is one look-up."""

from django.db import migrations, models


def fill(table: str) -> migrations.RunSQL:
    statement = (
        f"UPDATE {table} SET day = (SELECT published_on FROM articles_article"  # noqa: S608 - own tables
        f" WHERE articles_article.id = {table}.article_id"
        " AND published_precision IN ('second', 'minute', 'day'))"
    )
    return migrations.RunSQL(statement, migrations.RunSQL.noop)


def day() -> models.DateField:
    return models.DateField(blank=True, editable=False, null=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_copy_pairs_and_words_of_names")]

    operations = [
        migrations.AddField(model_name="mention", name="day", field=day()),
        migrations.AddField(model_name="quote", name="day", field=day()),
        fill("articles_mention"),
        fill("articles_quote"),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(fields=["person", "day", "article"], name="mention_by_day"),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(fields=["speaker", "day"], name="quote_by_day"),
        ),
    ]
