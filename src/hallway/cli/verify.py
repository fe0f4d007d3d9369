"""``hallway verify``: is the data whole? Rows that point at nothing, files that are gone or altered, broken promises, and
happenings that nobody was told of."""

import argparse
import io
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from hallway.config.environment import Environment

from .answers import Failed
from .database import database

LATE = timedelta(minutes=10)  # what a working worker is done with
SHOWN = 20  # of each kind


def words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="compare sizes of files only, not their contents")


def run(said: argparse.Namespace, environment: Environment) -> None:
    """Print what is wrong; exit 1 when anything is."""
    with database(environment):
        wrong = 0
        for name, check in (
            ("rows that point at nothing", dangling()),
            ("files", files(said.quick)),
            ("photos", photos(said.quick)),
            ("promises", promises()),
            ("happenings", happenings()),
        ):
            found = list(check)
            wrong += len(found)
            print(f"{'ok' if not found else len(found)}  {name}")
            for sentence in found[:SHOWN]:
                print(f"    {sentence}")
            if len(found) > SHOWN:
                print(f"    and {len(found) - SHOWN} more")
    if wrong:
        raise Failed(f"{wrong} things are not as they should be; they are named above.")


def dangling() -> Iterator[str]:
    """Rows whose generic key names a row that is not there (foreign keys are the database's own business)."""
    from django.apps import apps
    from django.contrib.contenttypes.fields import GenericForeignKey
    from django.contrib.contenttypes.models import ContentType
    from django.db.models import Exists, OuterRef

    for model in apps.get_models():
        for key in (field for field in model._meta.private_fields if isinstance(field, GenericForeignKey)):
            rows = model._base_manager.order_by().exclude(**{key.ct_field: None})
            for kind in ContentType.objects.filter(pk__in=rows.values_list(key.ct_field, flat=True).distinct()):
                target = kind.model_class()
                mine = rows.filter(**{key.ct_field: kind})
                if target is not None:
                    mine = mine.exclude(Exists(target._base_manager.filter(pk=OuterRef(key.fk_field))))
                for pk in mine.values_list("pk", flat=True).iterator():
                    yield f"{model._meta.verbose_name} {pk}: its {key.name} ({kind.model}) is gone"


def files(quick: bool = False) -> Iterator[str]:
    """Uploads that are missing or not what they were; files that belong to nobody are swept by the worker."""
    from hallway.threads.keeping import faults

    said = {"missing": "is missing", "altered": "has been altered"}
    yield from (f"file {row.pk}: {row.path} {said[what]}" for row, what in faults(deep=not quick))


def photos(quick: bool = False) -> Iterator[str]:
    """Members' photos that are missing or no picture any more. They have no checksum: each was made anew as a small JPEG, so
    that an altered one mostly cannot be opened."""
    from PIL import Image

    from hallway.people.models import Member
    from hallway.people.photos import read

    for pk, path in Member.objects.exclude(photo="").order_by("pk").values_list("pk", "photo").iterator(chunk_size=500):
        try:
            data = read(path)
        except OSError:
            yield f"member {pk}: the photo {path} is missing"
            continue
        try:
            with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
                if not quick:
                    picture.load()
        except (OSError, ValueError, Image.DecompressionBombError):
            yield f"member {pk}: the photo {path} has been altered"


def promises() -> Iterator[str]:
    """Open requests without holder or next step."""
    from hallway.asks.jobs import breaches

    meaning = {
        "no_holder": "has nobody on duty",
        "holder_gone": "is held by somebody who left",
        "no_date": "has no next date",
        "late": "is late",
    }
    for ask, code in breaches():
        if code != "late":  # late is work for people, and shown to them; the data is whole
            yield f"request {ask.pk} {meaning.get(code, code)}"


def happenings() -> Iterator[str]:
    """Events and mails that should have left or been read by now."""
    from django.utils import timezone

    from hallway.delivery.models import STILL_HERE, OutgoingMail
    from hallway.history.models import Event
    from hallway.inbox.counting import faults
    from hallway.inbox.models import Mail

    before = timezone.now() - LATE
    for pk, kind in islice(Event.objects.filter(told=None, due__lt=before).values_list("pk", "kind"), 10_000):
        yield f"event {pk} ({kind}): nobody was told"
    for pk, error in islice(
        OutgoingMail.objects.filter(STILL_HERE, created__lt=before).values_list("pk", "error"), 10_000
    ):
        yield f"outgoing mail {pk} waits" + (f": {error}" if error else "")
    for pk in islice(Mail.objects.filter(verdict=None, received_at__lt=before).values_list("pk", flat=True), 10_000):
        yield f"mail {pk} was kept and never read"
    yield from faults()
