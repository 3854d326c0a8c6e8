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
    path("einloggen/code/", views.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("einloggen/passwort/", views.Login.as_view(), name="account_login"),
    path("passwort/", views.ChangePassword.as_view(), name="account_change_password"),
    path("passwort/neu/", views.SetPassword.as_view(), name="account_set_password"),
    path("ausloggen/", logout, name="account_logout"),
    path("mails/<slug:token>/", views.mail_choice, name="account_mail_choice"),
    path("inaktiv/", account_inactive, name="account_inactive"),
]
