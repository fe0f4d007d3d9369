"""A member's photo: a small square picture made anew, so that nothing but the face travels along."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from hallway.core import pictures, sniffing
from hallway.core.storage import LIMIT, NotKept, keep, not_now, store

SIDE = 384


def square(upload):
    """The kept path of an uploaded picture, cut square. Raises ``NotKept`` with a sentence."""
    if upload.size > LIMIT:
        raise NotKept(_("That picture is larger than 25 MB. Send a smaller copy."))
    try:
        data = upload.read()
    except OSError as error:
        raise not_now(upload.name) from error
    kind = sniffing.sniffed(data[: sniffing.LOOK], upload.name)
    try:
        if kind not in pictures.FORMATS:
            raise ValueError
        with Image.open(io.BytesIO(pictures.remade(data, kind))) as picture:
            small = ImageOps.fit(picture.convert("RGB"), (SIDE, SIDE))
    except ValueError as error:
        raise NotKept(_("We cannot open that as a picture. A JPEG or PNG photo works.")) from error
    out = io.BytesIO()
    small.save(out, "JPEG", quality=86)
    return keep(out.getvalue(), "photo.jpg").path


def read(path):
    """The bytes of a kept photo. Raises FileNotFoundError."""
    with store().open(path) as file:
        return file.read()
