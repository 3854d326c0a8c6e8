"""A new SECRET_KEY: the secrets of the second factors follow it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.conf import LazySettings

from accounts import factor_adapter
from accounts.models import User
from tests.accounts.app import code_of, give_app

pytestmark = pytest.mark.django_db
NEW = "another key, as long as the one before it: 9876543210 9876543210"


def paper(user: User) -> list[str]:
    """The recovery codes, as the person has them on paper."""
    kept = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(RecoveryCodes(kept).get_unused_codes())


def test_after_a_new_key_app_and_paper_go_on_without_the_former_one(
    alex: User, settings: LazySettings
) -> None:
    codes, shown = give_app(alex), code_of(alex)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = NEW
    assert (code_of(alex), paper(alex)) == (shown, codes)
    assert factor_adapter.encrypt_anew() == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert (code_of(alex), paper(alex)) == (shown, codes)
    assert factor_adapter.encrypt_anew() == 0


def test_what_no_key_reads_is_counted_and_left_alone(
    alex: User, kim: User, settings: LazySettings
) -> None:
    give_app(alex)
    former, settings.SECRET_KEY = settings.SECRET_KEY, NEW
    codes = give_app(kim)
    assert factor_adapter.encrypt_anew() == 2  # app and paper
    assert paper(kim) == codes
    with pytest.raises(InvalidToken):
        paper(alex)
    settings.SECRET_KEY = former
    assert paper(alex)
