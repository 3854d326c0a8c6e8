"""The admin of this project."""

from django.contrib import admin


class Site(admin.AdminSite):
    pass
