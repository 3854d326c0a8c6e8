"""Who is there, on every page."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from excursions.check_in import CLOSES_AFTER_END
from excursions.models import Excursion


class Backend(AuthenticationBackend):
    """allauth's, which reads with the person what the menu has to know: no statement of its own."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, unless the account is switched off. `checks_in` says whether
        they are named for an excursion that is still to be checked in.
        """
        at = timezone.now() - CLOSES_AFTER_END
        named = Excursion.objects.filter(escorts=OuterRef("pk"), ends_at__gt=at)
        people = User.objects.annotate(checks_in=Exists(named))
        return people.filter(pk=user_id, is_active=True).first()
