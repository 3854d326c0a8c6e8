"""The WSGI entry point: `gunicorn config.wsgi --preload`.

All pages are loaded here, once, and not again by each worker: what is loaded before the fork takes
its memory once. Nothing here opens a connection, which workers must not share.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
get_resolver().check()  # imports every view
gc.collect()
gc.freeze()  # the collector would write to all of it, and what is written to is copied
