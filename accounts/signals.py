"""What Django and allauth say by themselves: logins for the security log, changes of roles."""

from typing import Any

from allauth.mfa import signals as factors
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import roles, security
from accounts.models import User
from accounts.security import Event


@receiver(user_logged_in)
def _logged_in(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    security.note(Event.LOGGED_IN, request, actor=user)


@receiver(user_logged_out)
def _logged_out(request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        security.note(Event.LOGGED_OUT, request, actor=user)


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    account = security.account_of(credentials.get("email", ""))
    security.note(Event.LOGIN_FAILED, request, of=account, by="password")


@receiver(factors.authentication_failed)
def _factor_failed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    security.note(Event.LOGIN_FAILED, request, of=user, by="factor")


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def _roles_changed(instance: User | Group, action: str, **kwargs: Any) -> None:
    if not action.startswith("post_"):
        return
    if isinstance(instance, User):
        roles.settle([instance])
        instance.refresh_from_db(fields=["is_staff"])
    else:
        roles.settle()


@receiver(post_delete, sender=Group)
def _role_is_gone(**kwargs: Any) -> None:
    roles.settle()
