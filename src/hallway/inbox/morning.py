"""What the first page of an ITS says of mail that waits."""

from hallway.core.morning import section, tally

from .models import Mail


def _waiting(member):
    return tally(Mail.objects.visible_to(member).filter(verdict="parked"))


section("mails", "inbox/_waiting.html", _waiting, {"n": "n"}, order=40, place="first", homes=("its",))
