"""Makes the groups reader, journalist, curator and administrator with their rights."""

from django.apps import apps as installed
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

from newsroom.roles import ROLES, codenames


def make_groups(apps, schema_editor):
    """A group of this name that is there already gets the rights that it lacks and keeps its own.

    Django makes the rows of rights after the last migration; they are needed here and now.
    """
    database = schema_editor.connection.alias
    for label in ("articles", "auth"):
        create_permissions(
            installed.get_app_config(label), verbosity=0, using=database, apps=installed
        )
    group_model = apps.get_model("auth", "Group")
    rights = apps.get_model("auth", "Permission").objects.using(database)
    for role in ROLES:
        group, _ = group_model.objects.using(database).get_or_create(name=role)
        wanted = codenames(role)
        held = rights.filter(content_type__app_label__in=["articles", "auth"])
        if wanted is not None:
            held = held.filter(content_type__app_label="articles", codename__in=wanted)
        group.permissions.add(*held)


def keep_groups(apps, schema_editor):
    """Going back leaves the groups: they may have members, and rights given by hand."""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(make_groups, keep_groups)]
