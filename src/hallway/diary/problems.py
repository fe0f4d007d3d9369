"""What could not be read in somebody's calendar, in words for its owner."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def sentences(source):
    """One sentence a kind of problem, with how many entries it concerns."""
    return [_said(code, n) for code, n in source.codes.items()]


def _said(code, n):
    about = {"n": n}
    if code == "too-often":
        return (
            ngettext(
                "%(n)d entry repeats every minute or second. It is left out.",
                "%(n)d entries repeat every minute or second. They are left out.",
                n,
            )
            % about
        )
    if code == "zone-unknown":
        return (
            ngettext(
                "%(n)d entry names a time zone that nobody knows. We read it on your school's clock.",
                "%(n)d entries name a time zone that nobody knows. We read them on your school's clock.",
                n,
            )
            % about
        )
    if code in ("too-many", "too-slow"):
        return _("It holds more than is read here. What lies behind it is left out.")
    return (
        ngettext(
            "%(n)d entry has no time that can be read. It is left out.",
            "%(n)d entries have no time that can be read. They are left out.",
            n,
        )
        % about
    )
