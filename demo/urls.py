from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("post/", views.mailbox, name="mailbox"),
    path("post/<str:name>/", views.mail, name="mail"),
]
