"""People named or quoted in articles, under every name that articles give them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from articles.addresses import address
from articles.querysets import PersonNameQuerySet, PersonQuerySet


class FromSecondWord(models.Func):
    """A text from its second word on; one word whole. Its order is that of code points, so that a
    range of it is what begins with the same letters, on every database."""

    template = "SUBSTR(%(expressions)s, INSTR(%(expressions)s, ' ') + 1)"
    output_field = models.CharField()

    def as_postgresql(self, compiler, connection, **context) -> tuple[str, list]:
        """PostgreSQL compares by a language's rules unless it is told not to."""
        template = "(SUBSTR(%(expressions)s, STRPOS(%(expressions)s, ' ') + 1) COLLATE \"C\")"
        return self.as_sql(compiler, connection, template=template, **context)


class LastWord(models.Func):
    """The last word of a text; in the order of code points, as `FromSecondWord`."""

    # What is left when all letters that stand in the text are trimmed from its end ends in a blank.
    template = (
        "SUBSTR(%(expressions)s, "
        "LENGTH(RTRIM(%(expressions)s, REPLACE(%(expressions)s, ' ', ''))) + 1)"
    )
    output_field = models.CharField()

    def as_postgresql(self, compiler, connection, **context) -> tuple[str, list]:
        """PostgreSQL compares by a language's rules unless it is told not to."""
        template = f'({self.template} COLLATE "C")'
        return self.as_sql(compiler, connection, template=template, **context)


class Person(models.Model):
    """One human being. `name` is the form the archive shows; every form is a PersonName."""

    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=120, unique=True)
    description = models.CharField(
        max_length=300, blank=True, help_text=_("Office or role, as a reader would need it.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["name"], name="person_by_name")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("articles:person-detail", self.slug)


class PersonName(models.Model):
    """One form of a person's name; `folded` has no case, accents, hyphens or stops.

    Two people may bear the same name, so `folded` alone is not unique.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)

    objects = PersonNameQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(FromSecondWord("folded"), name="person_name_second_word"),
            models.Index(LastWord("folded"), name="person_name_last_word"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="person_name_once"),
            models.CheckConstraint(condition=~models.Q(folded=""), name="person_name_not_blank"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonPair(models.Model):
    """Two people who may be one, with what speaks for it, and what a curator said.

    `first` has the lower id: a pair is asked once. `evidence` is a list of sentences, `score` from
    0 to 1 ranks the open pairs. NO holds two homonyms apart for good; YES is a merge.
    """

    class Verdict(models.TextChoices):
        OPEN = "open", pgettext_lazy("answer on a pair of people", "open")
        YES = "yes", pgettext_lazy("answer on a pair of people", "one person")
        NO = "no", pgettext_lazy("answer on a pair of people", "two people")
        UNSURE = "unsure", pgettext_lazy("answer on a pair of people", "unsure")

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(default=0)
    evidence = models.JSONField(default=list)
    verdict = models.CharField(max_length=6, choices=Verdict, default=Verdict.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["verdict", "-score"], name="person_pair_open")]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="person_pair_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="person_pair_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["open", "yes", "no", "unsure"]),
                name="person_pair_verdict_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}: {self.verdict}"
