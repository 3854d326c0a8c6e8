"""`manage.py reset_factor <address>`: for the last administrator, who has lost the device."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import second_factor
from accounts.models import User


class Command(BaseCommand):
    help = "Removes the second factor of a person, who is told by mail and logged out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="E-mail address of the person")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email=options["address"].strip().lower()).first()
        if person is None:
            raise CommandError("Nobody here has this address.")
        second_factor.reset(person)
        self.stdout.write("Removed. The person gets an e-mail.")
