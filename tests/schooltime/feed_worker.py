"""A worker of its own process: ``add URL`` keeps a feed and lets what it says be taken, ``read PLACE`` reads what is due."""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402

from hallway.core.verb import HALLWAY  # noqa: E402
from hallway.schooltime.jobs import read_feeds  # noqa: E402
from hallway.schooltime.models import Feed  # noqa: E402

word, value = sys.argv[1:]
if word == "add":
    Feed.add(by=HALLWAY, campus=None, url=value, name="School")
else:
    settings.FEEDS_OPEN_TO = (value,)
    print("reading", flush=True)
    while read_feeds():
        pass
