"""People named or quoted in articles, under every name that articles give them."""

from django.db import models
from django.urls import reverse

from articles.querysets import PersonNameQuerySet, PersonQuerySet


class Person(models.Model):
    """One human being. `name` is the form the archive shows; every form is a PersonName."""

    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=120, unique=True)
    description = models.CharField(
        max_length=300, blank=True, help_text="Office or role, as a reader would need it."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:person-detail", args=[self.slug])


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
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="person_name_once"),
            models.CheckConstraint(condition=~models.Q(folded=""), name="person_name_not_blank"),
        ]

    def __str__(self) -> str:
        return self.name
