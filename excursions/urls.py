from django.urls import path

from excursions import views

app_name = "excursions"
urlpatterns = [
    path("", views.excursion_list, name="list"),
    path("exkursionen.ics", views.feed, name="feed"),
    path("exkursionen/<slug:slug>/", views.detail, name="detail"),
    path("exkursionen/<slug:slug>/anmelden/", views.register, name="register"),
    path("exkursionen/<slug:slug>/kalender.ics", views.download_calendar, name="calendar"),
    path(
        "exkursionen/<slug:slug>/anmeldestart.ics", views.download_opening, name="opening_calendar"
    ),
    path("exkursionen/<slug:slug>/check-in/", views.check_in, name="check_in"),
    path("begleitung/", views.escorted, name="escorted"),
    path("stationen/<slug:slug>/", views.station_detail, name="station"),
    path("meine-anmeldungen/", views.mine, name="mine"),
    path("mein-kalender/", views.own_calendar, name="own_calendar"),
    path("kalender/<slug:token>.ics", views.feed_own, name="feed_own"),
    path("anmeldungen/<int:pk>/", views.registration_detail, name="registration"),
    path("anmeldungen/<int:pk>/aendern/", views.change, name="change"),
    path("anmeldungen/<int:pk>/termin/", views.new_day, name="new_day"),
    path("anmeldungen/<int:pk>/bedarf/", views.needs, name="needs"),
    path("anmeldungen/<int:pk>/fotos/", views.photo_consent, name="photo_consent"),
    path("anmeldungen/<int:pk>/zurueckgeben/", views.withdraw, name="withdraw"),
]
