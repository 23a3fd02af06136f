"""`manage.py apply_tag_rules`: puts tags on what the searches of their rules find."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import search
from articles.curation import tags
from articles.models import Tagging, TagRule

AT_ONCE = 500


class Command(BaseCommand):
    help = (
        "Put each rule's tag on the articles that its search finds and that lack it; meant to run "
        "after imports. Rules are made in the admin; a tag taken off by hand comes back unless its "
        "rule is changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument("--tag", help="only the rules of the tag of this slug")

    def handle(self, *args, **options):
        rules = TagRule.objects.select_related("tag", "user").order_by("pk")
        if options["tag"]:
            rules = rules.filter(tag__slug=options["tag"])
        for rule in rules:
            try:
                number = self.applied(rule, dry=options["dry_run"])
            except search.Unavailable:
                raise CommandError(
                    "The search index is being rebuilt: try again in a moment."
                ) from None
            said = "would tag" if options["dry_run"] else "tagged"
            self.stdout.write(f"{rule.tag.name}: {rule.query}: {said} {number} articles.")

    def applied(self, rule: TagRule, *, dry: bool) -> int:
        """Tags what the rule finds, as far as its author sees it; returns how many lacked it."""
        found = list(search.stream(rule.query, user=rule.user))
        number = 0
        for start in range(0, len(found), AT_ONCE):
            ids = found[start : start + AT_ONCE]
            if dry:
                has = Tagging.objects.filter(tag=rule.tag, article__in=ids)
                number += len(ids) - has.count()
            else:
                number += len(tags.add(ids, rule.tag.name, rule.user).articles)
        if not dry:
            TagRule.objects.filter(pk=rule.pk).update(last_run_at=timezone.now())
        return number
