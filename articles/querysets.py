"""Querysets of the archive. Who may see which article is written here and nowhere else."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

User = AbstractBaseUser | AnonymousUser

HIDDEN_PERMISSION = "articles.view_hidden_article"


def sees_hidden(user: User | None) -> bool:
    """True where the user may read embargoed, withheld, withdrawn and killed articles."""
    return user is not None and user.has_perm(HIDDEN_PERMISSION)


def shown(prefix: str = "") -> Q:
    """The condition under which any reader may see an article; `prefix` leads to it."""
    return Q(**{f"{prefix}status": "usable"}) & (
        Q(**{f"{prefix}embargoed_until": None})
        | Q(**{f"{prefix}embargoed_until__lte": timezone.now()})
    )


class ArticleQuerySet(models.QuerySet):
    def published(self) -> "ArticleQuerySet":
        """Articles any reader may see: usable, and not under embargo now."""
        return self.filter(shown())

    def hidden(self) -> "ArticleQuerySet":
        """Articles kept from readers: embargoed, withheld, withdrawn or killed."""
        return self.exclude(shown())

    def visible_to(self, user: User | None) -> "ArticleQuerySet":
        """Articles that this user may see; None is a reader without an account."""
        return self if sees_hidden(user) else self.published()

    def for_list(self) -> "ArticleQuerySet":
        """Rows as lists show them: source and story joined, long columns left in the database.

        `is_corrected` is true where readers may see a correction of the article.
        """
        rows = self.model._base_manager.filter(shown(), corrects=OuterRef("pk"))
        joined = self.select_related("source", "story").annotate(is_corrected=Exists(rows))
        return joined.defer("body", "paragraphs", "removed", "headings", "suggested_tags")

    def newest(self) -> "ArticleQuerySet":
        """Newest first; articles without a date come last, latest arrival first."""
        return self.order_by(
            F("published_on").desc(nulls_last=True), F("published_at").desc(nulls_last=True), "-id"
        )

    def oldest(self) -> "ArticleQuerySet":
        """Oldest first; articles without a date come last."""
        return self.order_by(
            F("published_on").asc(nulls_last=True), F("published_at").asc(nulls_last=True), "id"
        )


class OfArticleQuerySet(models.QuerySet):
    """Rows that belong to one article and are seen where it is seen."""

    def visible_to(self, user: User | None) -> "OfArticleQuerySet":
        """Rows whose article this user may see."""
        return self if sees_hidden(user) else self.filter(shown("article__"))


class QuoteQuerySet(OfArticleQuerySet):
    def statements(self) -> "QuoteQuerySet":
        """Quotations that state something: scare quotes are left out."""
        return self.exclude(kind="scare")

    def for_list(self) -> "QuoteQuerySet":
        """Rows as lists show them, with speaker, article and outlet joined.

        `article_is_corrected` is true where readers may see a correction of the article.
        """
        article = self.model._meta.get_field("article").related_model
        rows = article._base_manager.filter(shown(), corrects=OuterRef("article"))
        joined = self.select_related("speaker", "relayed_by", "article__source")
        return joined.annotate(article_is_corrected=Exists(rows)).defer(
            "article__body", "article__paragraphs", "article__removed", "article__headings"
        )


class NoteQuerySet(OfArticleQuerySet):
    def visible_to(self, user: User | None) -> "NoteQuerySet":
        """One's own notes and those that others share, on articles that the user may see."""
        if user is None or not user.is_authenticated:
            return self.none()
        return super().visible_to(user).filter(Q(user=user) | Q(shared=True))


class CollectionQuerySet(models.QuerySet):
    def visible_to(self, user: User | None) -> "CollectionQuerySet":
        """One's own collections and those that others share, for whoever is signed in."""
        if user is None or not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | Q(shared=True))

    def sized(self, user: User | None) -> "CollectionQuerySet":
        """With `size`: how many of a collection's items the user may see."""
        seen = None if sees_hidden(user) else shown("items__article__")
        return self.annotate(size=Count("items", filter=seen))


class CollectionItemQuerySet(OfArticleQuerySet):
    """Items of collections; who may see the collection is asked of the collection."""


class PersonNameQuerySet(models.QuerySet):
    def visible_to(self, user: User | None) -> "PersonNameQuerySet":
        """Names but those that stand in hidden articles alone: such a form would tell of them.

        The name shown, and forms that a curator added, are everybody's.
        """
        if sees_hidden(user):
            return self
        form = Q(person__mentions__text__iexact=F("name"))
        names = self.model._base_manager.filter(form, pk=OuterRef("pk"))
        shown_somewhere = names.filter(form & shown("person__mentions__article__"))
        return self.filter(Q(name=F("person__name")) | ~Exists(names) | Exists(shown_somewhere))


class ImportItemQuerySet(models.QuerySet):
    def visible_to(self, user: User | None) -> "ImportItemQuerySet":
        """Lines of the ledger whose article, if any, this user may see."""
        if sees_hidden(user):
            return self
        return self.filter(Q(article=None) | shown("article__"))


class RawTextQuerySet(models.QuerySet):
    def visible_to(self, user: User | None) -> "RawTextQuerySet":
        """Raw texts from which an article was read that this user may see, now or before."""
        if sees_hidden(user):
            return self
        texts = self.model._base_manager.filter(pk=OuterRef("pk"))
        now = texts.filter(shown("articles__"))
        before = texts.filter(shown("versions__article__"))
        return self.filter(Exists(now) | Exists(before))


class ReachedQuerySet(models.QuerySet):
    """Things that articles name. `article_path` leads from such a thing to the article.

    A thing is seen by readers where an article that they may see leads to it; a thing that no
    article names is seen only by those who may see what is hidden.
    """

    article_path = "articles"

    def visible_to(self, user: User | None) -> "ReachedQuerySet":
        """Things that at least one article visible to this user leads to."""
        if sees_hidden(user):
            return self
        path = f"{self.article_path}__"
        reached = self.model._base_manager.filter(shown(path), pk=OuterRef("pk"))
        return self.filter(Exists(reached))


class PersonQuerySet(ReachedQuerySet):
    article_path = "mentions__article"


class TagQuerySet(ReachedQuerySet):
    article_path = "taggings__article"


class FamilyQuerySet(ReachedQuerySet):
    article_path = "quotes__article"


class DisagreementQuerySet(models.QuerySet):
    def visible_to(self, user: User | None) -> "DisagreementQuerySet":
        """Disagreements of which this user may see both sides."""
        if sees_hidden(user):
            return self
        return self.filter(shown("first_article__") & shown("second_article__"))

    def standing(self) -> "DisagreementQuerySet":
        """Those that no curator dismissed."""
        return self.filter(dismissed_at=None)


class CopyPairQuerySet(models.QuerySet):
    def visible_to(self, user: User | None) -> "CopyPairQuerySet":
        """Pairs of which this user may see both articles."""
        return self if sees_hidden(user) else self.filter(shown("first__") & shown("second__"))
