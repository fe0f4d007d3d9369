"""One's own hours by school year, and the certificate as a PDF. Nobody reads another's."""

from datetime import date
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import segno
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hallway.core.paper import Paper
from hallway.people.where import campus_of
from hallway.schooltime.models import Year

from .models import Seat
from .models.people import HERE

AUGUST = 8
SIDE, TOP, LEADING = (
    46,
    18,
    0.66,
)  # millimetres beside the words, so that they keep off the code, and above; and for a point of type


def hours_words(minutes):
    """ "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    said = [ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}] if hours else []
    if rest or not said:
        said.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(said)


def by_year(member):
    """[{label, seats, minutes}] of what a member came to, the latest year first; two statements."""
    rows = Seat.objects.filter(member=member, attended__in=HERE).select_related("session__course", "session__campus")
    rows = list(rows.prefetch_related("certificates", "session__meetings").order_by("-session__starts"))
    campus, found = campus_of(member), {}
    years = list(Year.objects.filter(Q(campus=campus) | Q(campus=None)).order_by("campus", "first")) if rows else []
    for seat in rows:
        first = seat.session.dates[0].start if seat.session.dates else seat.session.starts
        seat.day = first.astimezone(ZoneInfo(seat.session.zone_name)).date()
        label = _year_of(seat.day, years)
        year = found.setdefault(label, SimpleNamespace(label=label, seats=[], minutes=0))
        seat.valid = next((each for each in seat.certificates.all() if each.replaced_at is None), None)
        year.seats.append(seat)
        year.minutes += seat.minutes
    for year in found.values():
        year.words = hours_words(year.minutes)
    return list(found.values())


def _year_of(day, years):
    """The school year's own name; where none is entered, from August to July."""
    own = next((year.label for year in years if year.first <= day <= year.last), None)
    first = day.year if day >= date(day.year, AUGUST, 1) else day.year - 1
    return own or f"{first}–{first + 1}"


def dates_words(session):
    """All of its days, in one line."""
    return ", ".join(date_format(each.local_start, "DATE_FORMAT") for each in session.dates)


def pdf(certificate, member, district, address):
    """The bytes of the certificate, the same whenever it is asked for. ``address``: where its number is checked."""
    session = certificate.seat.session
    with translation.override(member.language or district.language):
        lines = [
            (11, district.name or "Hallway"), (26, _("Certificate of attendance")), (12, ""), (20, member.full_name),
            (12, _("was there for")), (16, session.course.title), (12, dates_words(session)), (12, session.campus.name),
            (14, hours_words(certificate.minutes)), (12, ""),
            (11, _("Held by %(names)s") % {"names": ", ".join(host.full_name for host in session.hosts)}),
            (11, _("Issued %(day)s") % {"day": date_format(certificate.issued_at, "DATE_FORMAT")}),
            (11, _("Number %(number)s") % {"number": certificate.number_words}),
            (9, _("Whether this number is valid says: %(address)s") % {"address": address}),
        ]  # fmt: skip
    made = Paper("".join(line for _size, line in lines), orientation="landscape", format="letter")
    made.set_creation_date(certificate.issued_at)
    made.set_title(lines[1][1])
    made.set_lang(member.language or district.language)
    made.set_auto_page_break(False)
    made.add_page()
    made.set_draw_color(29, 102, 70)
    made.set_line_width(1)
    made.rect(10, 10, made.w - 20, made.h - 20)
    made.set_margins(SIDE, TOP)
    made.set_y(max(TOP, (made.h - sum(_write(made, size, line, dry_run=True) for size, line in lines)) / 2))
    for size, line in lines:
        _write(made, size, line)
    _draw(made, address)
    return bytes(made.output())


def _write(made, size, line, **more):
    """Write a line in the middle of the page; how high it is (with ``dry_run`` only that)."""
    made.sized(size)
    return made.multi_cell(
        0, size * LEADING, made.plain(line), align="C", new_x="LMARGIN", new_y="NEXT", output="HEIGHT", **more
    )  # fmt: skip


def _draw(made, address):
    """The QR code at the lower right corner, as small squares."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    side = 26 / len(rows)
    left, top = made.w - 16 - 26, made.h - 16 - 26
    made.set_fill_color(0, 0, 0)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                made.rect(left + x * side, top + y * side, side, side, style="F")
