"""`manage.py add_account NAME --role curator`: makes an account with the rights of a role."""

import os
import sys
from getpass import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from newsroom.roles import JOURNALIST, ROLES, STAFF

PASSWORD_VARIABLE = "NEWSROOM_PASSWORD"  # noqa: S105 - a variable's name


class Command(BaseCommand):
    help = (
        "Make an account with a role. The password is asked for, or read from the variable "
        f"{PASSWORD_VARIABLE}."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name to sign in with")
        parser.add_argument("--role", choices=ROLES, default=JOURNALIST)
        parser.add_argument("--email", default="")

    @transaction.atomic
    def handle(self, *args, **options):
        users = get_user_model()
        name = users.normalize_username(options["name"])
        if users.objects.filter(username=name).exists():
            raise CommandError(f"There is an account “{name}” already; change it in the admin.")
        user = users(username=name, email=options["email"], is_staff=options["role"] in STAFF)
        password = os.environ.get(PASSWORD_VARIABLE) or self.asked()
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as problem:
            raise CommandError("No account was made. " + " ".join(problem.messages)) from None
        user.set_password(password)
        user.save()
        user.groups.add(Group.objects.get(name=options["role"]))
        self.stdout.write(f"Made the account “{name}” with the role {options['role']}.")

    def asked(self) -> str:
        """The password, typed twice; raises CommandError where there is nobody to ask."""
        if not sys.stdin.isatty():
            raise CommandError(
                f"There is no terminal to ask for a password: set {PASSWORD_VARIABLE}."
            )
        password = getpass("Password: ")
        if password != getpass("The same again: "):
            raise CommandError("The two passwords differ. No account was made.")
        return password
