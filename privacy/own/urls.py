"""„Meine Daten“, below „Mein Konto“."""

from django.urls import path

from privacy.own import views

urlpatterns = [
    path("", views.own_data, name="own_data"),
    path("meine-daten.json", views.download, name="download_own_data"),
    path("einwilligung/<int:pk>/", views.change_consent, name="change_own_consent"),
    path("bedarf/<int:pk>/", views.withdraw_needs, name="withdraw_own_needs"),
    path("loeschen/", views.delete, name="delete_account"),
    path("geloescht/", views.deleted, name="account_deleted"),
]
