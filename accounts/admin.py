"""People, units and roles, for the Administration. Nobody is deleted: accounts are switched off."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import factor_reset, new_address, roles, security
from accounts.models import Unit, User
from accounts.plain_admin import PlainAdmin
from accounts.requests import person
from accounts.security import Event
from accounts.unit_admin import UnitAdmin

# The login address of an account is the one it has; a second list of addresses would confuse.
# Factors and sessions are nobody else's business; single sign-on is a matter of settings.
for theirs in (EmailAddress, Authenticator, UserSession, SocialAccount, SocialApp, SocialToken):
    admin.site.unregister(theirs)
admin.site.unregister(Group)

__all__ = ["GroupAdmin", "UnitAdmin", "UserAdmin"]


if TYPE_CHECKING:
    UserFormBase = forms.ModelForm[User]
    GroupFormBase = forms.ModelForm[Group]
    PermissionFieldBase = forms.ModelMultipleChoiceField[Permission]
else:
    UserFormBase = GroupFormBase = forms.ModelForm
    PermissionFieldBase = forms.ModelMultipleChoiceField


# The apps whose rights a group may have.
OURS = ["accounts", "stations", "excursions", "recaps", "pages", "privacy", "operations"]
# Rights to these tables decide nothing: no page asks for them.
NOBODY_ASKS = [
    *("event", "accessneeds", "message", "announcement", "change", "mailchoice"),
    "photoperson",
]


class UserForm(UserFormBase):
    """Without a password: people log in with a code that goes to their address."""

    unit = forms.ModelChoiceField(
        Unit.objects.all(), label=gettext_lazy("Unit"), required=False, empty_label="–"
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.all(),
        label=gettext_lazy("Groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = ("email", "name", "unit", "other_unit", "phone", "is_active", "groups")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("unit") and cleaned.get("other_unit"):
            self.add_error("other_unit", _("Please choose a unit or name another one, not both."))
        if self._takes_roles(cleaned) and not roles.somebody_else_gives_roles(self.instance):
            text = _("This person is the last one who can give roles. Give them to others first.")
            self.add_error(None, text)
        return cleaned

    def _takes_roles(self, cleaned: dict[str, Any]) -> bool:
        """Whether an administrator would be none any more."""
        decides = cleaned.keys() & {"is_active", "groups"}
        if not (self.instance.pk and decides):
            return False
        if not roles.administrators().filter(pk=self.instance.pk).exists():
            return False
        groups = cleaned.get("groups", self.instance.groups.all())
        gives = self.instance.is_superuser or (
            Permission.objects.filter(group__in=groups, codename="give_roles").exists()
        )
        return not (cleaned.get("is_active", True) and gives)


@admin.register(User)
class UserAdmin(PlainAdmin):
    form = UserForm
    fieldsets = (
        (
            gettext_lazy("Person"),
            {"fields": ("email", "name", "phone", ("unit", "other_unit")), "classes": ("person",)},
        ),
        (
            gettext_lazy("Rights"),
            {"fields": ("is_active", "groups"), "classes": ("rights",)},
        ),
    )
    list_display = ["email", "name", "unit_name", "is_staff", "is_active"]
    list_select_related = ["unit"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    search_help_text = gettext_lazy("Name or e-mail address")

    def get_urls(self) -> list[URLPattern]:
        return [*factor_reset.urls(self), *super().get_urls()]

    @admin.display(description=gettext_lazy("Unit"))
    def unit_name(self, user: User) -> str:
        return user.unit_name

    @admin.display(description=gettext_lazy("E-mails do not arrive since"))
    def unreached_since(self, user: User) -> str:
        assert user.mail_fails_since  # otherwise the field is not there
        return date_format(localtime(user.mail_fails_since), "DATETIME_FORMAT")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        (title, person), *others = self.fieldsets
        if obj and obj.mail_fails_since:
            person = person | {"fields": ("unreached_since", *person["fields"])}
        return ((title, person), *others)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The heading names the person, the title only the account: browsers keep titles."""
        mine = {"window_title": _("Account %(n)s") % {"n": object_id}} if object_id else {}
        return super().changeform_view(request, object_id, form_url, (extra_context or {}) | mine)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        mine = {"window_title": _("History: account %(n)s") % {"n": object_id}}
        return super().history_view(request, object_id, (extra_context or {}) | mine)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_change_permission(request, obj) and (
            obj is None or roles.may_change(person(request), obj)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Roles are given by who may give them, and by nobody to themselves. The address of an
        account with rights is its key: only the person changes it.
        """
        fixed = ["unreached_since"]
        if request.user.is_superuser:
            return fixed
        if obj == request.user or not request.user.has_perm(roles.GIVE_ROLES):
            fixed += ["is_active", "groups"]
        if obj and roles.has_rights(obj):
            fixed.append("email")
        return fixed

    def save_model(self, request: HttpRequest, obj: User, form: UserForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        email = obj.email
        if change:
            obj.email = form.initial.get("email", email)
        super().save_model(request, obj, form, change)
        if obj.email != email:
            new_address.change_and_tell(obj, email)
            security.note(Event.ADDRESS_CHANGED, request, of=obj)
            if obj == request.user:
                update_session_auth_hash(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


class PermissionField(PermissionFieldBase):
    """„Exkursion: ändern“ instead of Django's English names."""

    widget = forms.CheckboxSelectMultiple
    verbs = {
        "add": gettext_lazy("add"),
        "change": gettext_lazy("change"),
        "delete": gettext_lazy("delete"),
        "view": gettext_lazy("look at"),
    }

    @classmethod
    def label_from_instance(cls, permission: Permission) -> str:
        verb = permission.codename.partition("_")[0]
        model = permission.content_type.model_class()
        name = model._meta.verbose_name_plural if model else permission.content_type.name
        return f"{name}: {cls.verbs.get(verb) or _(permission.name)}"


class GroupForm(GroupFormBase):
    permissions = PermissionField(
        Permission.objects.filter(
            Q(content_type__app_label__in=OURS)
            | Q(content_type__app_label="auth", codename="view_group")
        )
        .exclude(content_type__model__in=NOBODY_ASKS)
        .select_related("content_type"),
        label=gettext_lazy("Rights of the group"),
        required=False,
    )

    class Meta:
        model = Group
        fields = ("name", "permissions")


@admin.register(Group)
class GroupAdmin(PlainAdmin):
    """What a role may do: the Administration reads it, superusers change it."""

    readonly_fields = ("rights",)

    form = GroupForm
    search_fields = ["name"]
    fieldsets = (
        (gettext_lazy("Group"), {"fields": ("name", "permissions"), "classes": ("group",)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Group | None = None) -> Any:
        if self.has_change_permission(request, obj):
            return self.fieldsets
        ((title, part),) = self.fieldsets
        return ((title, part | {"fields": ("name", "rights")}),)

    @admin.display(description=gettext_lazy("Rights of the group"))
    def rights(self, group: Group) -> SafeString:
        """In the words of the form, for who may only read them."""
        rights = group.permissions.select_related("content_type")
        labels = ((PermissionField.label_from_instance(right),) for right in rights)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", labels))
