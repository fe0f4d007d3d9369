"""The yardstick: a bare Django page that shows 50 rows from one indexed query, on the same PostgreSQL, without middleware."""

import os
from urllib.parse import parse_qsl, urlsplit

import django
from django.conf import settings

_url = urlsplit(os.environ["HALLWAY_DATABASE_URL"])
ROWS = """<!doctype html><title>Fifty rows</title><table>
{% for row in rows %}<tr><td>{{ row.id }}<td>{{ row.line }}<td>{{ row.status }}<td>{{ row.rank }}</tr>
{% endfor %}</table>"""

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _url.path.lstrip("/"),
            "USER": _url.username,
            "HOST": dict(parse_qsl(_url.query))["host"],
            "CONN_MAX_AGE": 300,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"rows.html": ROWS})]},
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Row(models.Model):
    id = models.BigAutoField(primary_key=True)
    line = models.CharField(max_length=200)
    status = models.CharField(max_length=14)
    rank = models.DateTimeField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "asks_ask"

    def __str__(self):
        return self.line


def rows(request):
    open_ones = Row.objects.filter(status__in=("open", "waiting_you", "waiting_other"))
    return render(request, "rows.html", {"rows": open_ones.order_by("rank", "id")[:50]})


urlpatterns = [path("", rows)]
application = get_wsgi_application()


def serve(port, lifeline):
    """With the same server and as many processes and threads as ``hallway web``; ``lifeline``: the pipe to hold on to."""
    from granian.constants import Interfaces
    from granian.server import Server

    from hallway.cli.lifeline import hold

    hold(lifeline)
    Server(
        "bare:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        blocking_threads_idle_timeout=600,
        backpressure=32,
        websockets=False,
        log_level="warning",
    ).serve()
