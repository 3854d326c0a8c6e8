"""People and units, for superusers. Nobody is deleted here: accounts are switched off."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import addresses, security
from accounts.history import changed_fields
from accounts.models import Unit, User
from accounts.security import Event

# The login address of an account is the one it has; a second list of addresses would confuse.
admin.site.unregister(EmailAddress)
admin.site.unregister(Group)


if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Any]
    UserFormBase = forms.ModelForm[User]
    GroupFormBase = forms.ModelForm[Group]
    PermissionFieldBase = forms.ModelMultipleChoiceField[Permission]
else:
    AdminBase = admin.ModelAdmin
    UserFormBase = GroupFormBase = forms.ModelForm
    PermissionFieldBase = forms.ModelMultipleChoiceField


# What of a person or a group decides what somebody may do.
RIGHTS = {"is_active", "is_staff", "groups", "permissions"}
# Rights to these tables decide nothing: no page asks for them.
NOBODY_ASKS = ["event", "accessneeds", "message", "announcement", "change", "mailchoice"]


class PlainAdmin(AdminBase):
    """What the three pages here share."""

    sortable_by = ()
    actions = None
    show_full_result_count = False

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return changed_fields(form, add)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if changed := sorted(RIGHTS & {*form.changed_data}):
            fields = ",".join(changed)
            security.note(Event.RIGHTS_CHANGED, request, of=form.instance, fields=fields)


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
        fields = ("email", "name", "unit", "other_unit", "phone", "is_active", "is_staff", "groups")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("unit") and cleaned.get("other_unit"):
            self.add_error("other_unit", _("Please choose a unit or name another one, not both."))
        return cleaned


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
            {"fields": ("is_active", "is_staff", "groups"), "classes": ("rights",)},
        ),
    )
    list_display = ["email", "name", "unit_name", "is_staff", "is_active"]
    list_select_related = ["unit"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    search_help_text = gettext_lazy("Name or e-mail address")

    readonly_fields = ["unreached_since"]

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

    def save_model(self, request: HttpRequest, obj: User, form: UserForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        email = obj.email
        if change:
            obj.email = form.initial["email"]
        super().save_model(request, obj, form, change)
        if obj.email != email:
            addresses.change(obj, email)
            if obj == request.user:
                update_session_auth_hash(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(PlainAdmin):
    list_display = ["name", "is_active"]
    search_fields = ["name"]
    fieldsets = ((gettext_lazy("Unit"), {"fields": ("name", "is_active"), "classes": ("unit",)}),)


class PermissionField(PermissionFieldBase):
    """„Exkursion: ändern“ instead of Django's English names."""

    widget = forms.CheckboxSelectMultiple
    verbs = {
        "add": gettext_lazy("add"),
        "change": gettext_lazy("change"),
        "delete": gettext_lazy("delete"),
        "view": gettext_lazy("look at"),
    }

    def label_from_instance(self, permission: Permission) -> str:
        verb = permission.codename.partition("_")[0]
        model = permission.content_type.model_class()
        name = model._meta.verbose_name_plural if model else permission.content_type.name
        return f"{name}: {self.verbs.get(verb, permission.name)}"


class GroupForm(GroupFormBase):
    permissions = PermissionField(
        Permission.objects.filter(
            content_type__app_label__in=["accounts", "stations", "excursions"]
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
    form = GroupForm
    search_fields = ["name"]
    fieldsets = (
        (gettext_lazy("Group"), {"fields": ("name", "permissions"), "classes": ("group",)}),
    )
