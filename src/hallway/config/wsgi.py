"""What the web server calls. Any WSGI server will do; ``hallway web`` brings one."""

import os

from django.core.wsgi import get_wsgi_application

from .proxies import BehindProxies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hallway.config.settings")
_django = get_wsgi_application()

from .settings import ENV  # noqa: E402 - the settings are read by now

application = BehindProxies(_django, ENV.trusted_proxies)
