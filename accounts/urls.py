"""The own account, logging in and out. Of allauth's pages only those that somebody needs here."""

from allauth.account.views import account_inactive, logout
from django.urls import path

from accounts import views

# The names are like allauth's: its views look each other up by them.
urlpatterns = [
    path("", views.own, name="account_own"),
    path("adresse/", views.change_address, name="account_change_address"),
    path("adresse/code/", views.confirm_address, name="account_confirm_address"),
    path("einloggen/", views.RequestLoginCode.as_view(), name="account_request_login_code"),
    path("einloggen/zugangscode/", views.access_code, name="account_access_code"),
    path("einloggen/code/", views.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("sso/<str:provider_id>/", views.sso_login, name="openid_connect_login"),
    path("sso/<str:provider_id>/zurueck/", views.sso_callback, name="openid_connect_callback"),
    path("einloggen/passkey/", views.LoginByPasskey.as_view(), name="mfa_login_webauthn"),
    path("einloggen/zweiter-faktor/", views.ShowFactor.as_view(), name="mfa_authenticate"),
    path("einloggen/passwort/", views.Login.as_view(), name="account_login"),
    path("passwort/", views.ChangePassword.as_view(), name="account_change_password"),
    path("passwort/neu/", views.SetPassword.as_view(), name="account_set_password"),
    path("bestaetigen/", views.fresh, name="account_fresh"),
    path("bestaetigen/absenden/", views.send_again, name="account_send_again"),
    path("geraete/", views.own_sessions, name="account_sessions"),
    path("zweiter-faktor/", views.factors, name="mfa_index"),
    path("zweiter-faktor/app/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("zweiter-faktor/passkey/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "zweiter-faktor/passkey/<int:pk>/entfernen/",
        views.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("zweiter-faktor/codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "zweiter-faktor/codes/neu/",
        views.RenewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("ausloggen/", logout, name="account_logout"),
    path("mails/<slug:token>/", views.mail_choice, name="account_mail_choice"),
    path("inaktiv/", account_inactive, name="account_inactive"),
]
