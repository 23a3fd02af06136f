"""The engines that are measured side by side: each answers the same questions.

An engine has a `name`, and `answer(question)` gives the number of hits and the counts of the values
of the facets that it has worked out, by facet and id.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.questions import Question

PER_PAGE = 20
SIX = ("source", "person", "speaker", "tag", "story", "year")
TWO = ("source", "year")
# Datasette asks for one more than the thirty values of a facet that it shows.
FACET_SIZE = 31
_COPIED = """
SELECT id, source_id, CAST(strftime('%Y', published_on) AS INTEGER) AS year, published_on AS day,
headline, standfirst, body FROM {}articles_article WHERE status = 'usable'
"""
# Parts a headline, a standfirst and a body where an engine knows one text alone.
GAP = " xgapx "


@dataclass
class Answer:
    """How many hits, and the counts of facets; `ids` of the page where the engine has them."""

    total: int
    facets: dict[str, dict[int, int]] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)


class Archive:
    """The archive's own search call, and with `rows` the rows and snippets of the page as well."""

    def __init__(self, *, rows: bool):
        self.name = "archive" if rows else "archive, no rows"
        self.rows = rows
        self.ids: dict[str, dict[str, int]] = {}

    def answer(self, question: Question) -> Answer:
        from articles import search
        from articles.views.rows import found_articles

        filters = search.Filters(
            source=(self.slug(question.source),) if question.source else (),
            year=(question.year,) if question.year else (),
        )
        results = search.articles(
            question.text,
            filters=filters,
            sort="newest" if question.newest else "relevance",
            page=question.page,
            per_page=PER_PAGE,
            facets=SIX,
        )
        if self.rows:
            found_articles(None, results, question.text)
        counts = {
            name: {value.value: value.count for value in values}
            for name, values in results.facets.items()
        }
        return Answer(results.total, counts, results.ids)

    def slug(self, source: int) -> str:
        """The slug of an outlet, which a page has in its address."""
        from articles.models import Source

        if not self.ids:
            self.ids["source"] = dict(Source.objects.values_list("pk", "slug"))
        return self.ids["source"][source]


class BareTantivy:
    """The engine of the archive without the archive: query, count and facets, on the same index."""

    name = "Tantivy"

    def __init__(self) -> None:
        from articles.search import readers, schema

        self.schema = schema.schema("articles")
        [self.searcher] = readers.up_to_date().of("articles", hidden=False)
        self.facets = {
            name: {"terms": {"field": name, "size": 12, "segment_size": 10_000_000}} for name in SIX
        }

    def answer(self, question: Question) -> Answer:
        from tantivy import Order

        found = self.query(question)
        start = (question.page - 1) * PER_PAGE
        if question.newest:
            hits = self.searcher.search(
                found, PER_PAGE, offset=start, order_by_field="newest", order=Order.Desc
            )
        else:
            hits = self.searcher.search(found, PER_PAGE, offset=start, weight_by_field="weight")
        ids = self.searcher.fast_field_values("id", [place for _, place in hits.hits])
        buckets = self.searcher.aggregate(found, self.facets)
        counts = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in buckets[name]["buckets"]}
            for name in SIX
        }
        return Answer(hits.count, counts, ids)

    def query(self, question: Question):
        """The question as a query of the engine."""
        from tantivy import Occur, Query

        made = [Query.term_query(self.schema, "text_stem", word) for word in question.words]
        for name, number in (("source", question.source), ("year", question.year)):
            if number:
                made.append(Query.term_query(self.schema, name, number))
        fields = (("headline", 4.0), ("standfirst", 2.0), ("body", 1.0))
        if question.phrase:
            parts = [
                (Query.phrase_query(self.schema, f, list(question.phrase)), w) for f, w in fields
            ]
            made.append(self.best(parts))
        if question.prefix:
            parts = [
                (Query.regex_query(self.schema, f, f"{question.prefix}.*"), w) for f, w in fields
            ]
            made.append(self.best(parts))
        return made[0] if len(made) == 1 else Query.boolean_query([(Occur.Must, q) for q in made])

    def best(self, parts: list):
        """The best of the fields counts, the others break ties."""
        from tantivy import Query

        return Query.disjunction_max_query([Query.boost_query(q, w) for q, w in parts], 0.3)


class Datasette:
    """SQLite FTS5 with a table of content beside it, asked what Datasette asks for such a page."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path):
        path = folder / "datasette.sqlite3"
        self.was_there = path.exists()
        self.database = sqlite3.connect(path)
        self.database.execute("PRAGMA cache_size = -200000")
        if not self.was_there:
            self.fill(folder / "archive.sqlite3")

    def fill(self, archive: Path) -> None:
        """Copy what readers may see, index it, and index the columns that are filtered by."""
        run = self.database.execute
        run("PRAGMA synchronous = OFF")
        run("ATTACH ? AS archive", [str(archive)])
        run(
            "CREATE TABLE articles (id INTEGER PRIMARY KEY, source_id INTEGER, year INTEGER,"
            " day TEXT, headline TEXT, standfirst TEXT, body TEXT)"
        )
        run(f"INSERT INTO articles {_COPIED.format('archive.')}")
        run(
            "CREATE VIRTUAL TABLE articles_fts USING fts5(headline, standfirst, body,"
            " content='articles', content_rowid='id', tokenize='porter unicode61')"
        )
        run("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
        run("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")
        for column in ("source_id", "year", "day"):
            run(f"CREATE INDEX articles_{column} ON articles ({column})")
        self.database.commit()
        run("DETACH archive")
        run("ANALYZE")

    def match(self, question: Question) -> str:
        """The words in FTS5's own language."""
        parts = [f'"{word}"' for word in question.words]
        parts += [f'"{" ".join(question.phrase)}"'] if question.phrase else []
        return " ".join(parts + ([f'"{question.prefix}"*'] if question.prefix else []))

    def where(self, question: Question) -> tuple[str, list]:
        """The condition as Datasette writes it: hits by row id, filters by equality."""
        condition = "id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
        values: list = [self.match(question)]
        for column, value in (("source_id", question.source), ("year", question.year)):
            if value:
                condition += f" AND {column} = ?"
                values.append(value)
        return condition, values

    def answer(self, question: Question) -> Answer:
        run = self.database.execute
        condition, values = self.where(question)
        start = (question.page - 1) * PER_PAGE
        if question.newest:
            page = f"SELECT * FROM articles WHERE {condition} ORDER BY day DESC LIMIT ? OFFSET ?"  # noqa: S608
            rows = run(page, [*values, PER_PAGE, start]).fetchall()
        else:
            more = condition.partition(" AND ")[2]
            page = (
                "SELECT articles.* FROM articles_fts JOIN articles ON articles.id ="  # noqa: S608
                f" articles_fts.rowid WHERE articles_fts MATCH ? {'AND ' + more if more else ''}"
                " ORDER BY rank LIMIT ? OFFSET ?"
            )
            rows = run(page, [*values, PER_PAGE, start]).fetchall()
        [total] = run(f"SELECT count(*) FROM articles WHERE {condition}", values).fetchone()  # noqa: S608
        counts = {}
        for name, column in (("source", "source_id"), ("year", "year")):
            facet = (
                f"SELECT {column}, count(*) AS n FROM articles WHERE {condition} AND {column}"  # noqa: S608
                f" IS NOT NULL GROUP BY {column} ORDER BY n DESC, {column} LIMIT {FACET_SIZE}"
            )
            counts[name] = dict(run(facet, values).fetchall())
        return Answer(total, counts, [row[0] for row in rows])


class PostgreSQL:
    """PostgreSQL: a tsvector column under a GIN index, ranked by `ts_rank_cd`."""

    name = "PostgreSQL"

    def __init__(self, url: str, folder: Path):
        import psycopg

        self.connection = psycopg.connect(url, autocommit=True)
        # A schema of its own: nothing that lies on the server is touched.
        self.connection.execute("CREATE SCHEMA IF NOT EXISTS newsroom_benchmark")
        self.connection.execute("SET search_path = newsroom_benchmark")
        archive = folder / "archive.sqlite3"
        self.was_there = self.holds(archive)
        if not self.was_there:
            self.fill(archive)
        self.connection.execute("SET work_mem = '64MB'")

    def holds(self, archive: Path) -> bool:
        """True where a server that stayed has this archive whole: the table says so at its end."""
        told = "SELECT obj_description(to_regclass('articles'), 'pg_class')"
        return self.connection.execute(told).fetchone()[0] == str(archive.resolve())

    def fill(self, archive: Path) -> None:
        """Copy what readers may see, and index it."""
        run = self.connection.execute
        run("DROP TABLE IF EXISTS copied, articles")
        run("SET maintenance_work_mem = '512MB'")
        run(
            "CREATE UNLOGGED TABLE copied (id bigint, source_id bigint, year int, day date,"
            " headline text, standfirst text, body text)"
        )
        source = sqlite3.connect(archive)
        with self.connection.cursor() as cursor, cursor.copy("COPY copied FROM STDIN") as copy:
            for row in source.execute(_COPIED.format("")):
                copy.write_row(row)
        run(
            "CREATE UNLOGGED TABLE articles AS SELECT *, setweight(to_tsvector('english', headline"  # noqa: S608
            f" || '{GAP}'), 'A') || setweight(to_tsvector('english', standfirst || '{GAP}'), 'B')"
            " || setweight(to_tsvector('english', body), 'D') AS vector FROM copied"
        )
        run("DROP TABLE copied")
        run("CREATE INDEX ON articles USING gin (vector)")
        for column in ("source_id", "year", "day"):
            run(f"CREATE INDEX ON articles ({column})")
        run("VACUUM ANALYZE articles")
        path = str(archive.resolve()).replace("'", "''")
        run(f"COMMENT ON TABLE articles IS '{path}'")

    def match(self, question: Question) -> str:
        """The words in PostgreSQL's own language."""
        parts = [f"'{word}'" for word in question.words]
        parts += [" <-> ".join(f"'{word}'" for word in question.phrase)] if question.phrase else []
        return " & ".join(parts + ([f"'{question.prefix}':*"] if question.prefix else []))

    def answer(self, question: Question) -> Answer:
        run = self.connection.execute
        condition = "vector @@ %(match)s::tsquery"
        condition += " AND source_id = %(source)s" if question.source else ""
        condition += " AND year = %(year)s" if question.year else ""
        values = {
            "match": self.match(question),
            "source": question.source,
            "year": question.year,
            "start": (question.page - 1) * PER_PAGE,
        }
        order = "day" if question.newest else "ts_rank_cd(vector, %(match)s::tsquery)"
        rows = run(
            f"SELECT id, headline, standfirst, body FROM articles WHERE {condition}"  # noqa: S608
            f" ORDER BY {order} DESC LIMIT {PER_PAGE} OFFSET %(start)s",
            values,
        ).fetchall()
        total = run(f"SELECT count(*) FROM articles WHERE {condition}", values).fetchone()[0]  # noqa: S608
        counts = {
            name: dict(
                run(
                    f"SELECT {column}, count(*) FROM articles WHERE {condition} AND {column}"  # noqa: S608
                    f" IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FACET_SIZE}",
                    values,
                ).fetchall()
            )
            for name, column in (("source", "source_id"), ("year", "year"))
        }
        return Answer(total, counts, [row[0] for row in rows])


def exact_facets(datasette: Datasette, archive: Path, question: Question) -> Iterator[tuple]:
    """(facet, counts by id) from the rows of the database, for the hits that SQLite finds."""
    run = datasette.database.execute
    condition, values = datasette.where(question)
    run("ATTACH ? AS archive", [str(archive)])
    run("CREATE TEMP TABLE hits (id INTEGER PRIMARY KEY)")
    run(f"INSERT INTO hits SELECT id FROM articles WHERE {condition}", values)  # noqa: S608
    tables = {
        "source": ("article", "id", "source_id"),
        "story": ("article", "id", "story_id"),
        "year": ("article", "id", "strftime('%Y', published_on)"),
        "tag": ("tagging", "article_id", "tag_id"),
        "person": ("mention", "article_id", "person_id"),
        "speaker": ("quote", "article_id", "speaker_id"),
    }
    for name, (table, article, column) in tables.items():
        rows = run(
            f"SELECT {column}, count(DISTINCT hits.id) FROM hits JOIN archive.articles_{table} AS t"  # noqa: S608
            f" ON t.{article} = hits.id WHERE {column} IS NOT NULL GROUP BY 1"
        )
        yield name, {int(key): count for key, count in rows}
    run("DROP TABLE hits")
    datasette.database.commit()
    run("DETACH archive")
