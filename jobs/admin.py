"""The queue has no page of its own: what failed for good stands on the start page."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

# Its page is English and full of tracebacks; the IT reads the log.
admin.site.unregister(DBTaskResult)
