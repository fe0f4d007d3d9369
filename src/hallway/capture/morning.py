"""What the first page of an ITS says of captures."""

from hallway.core.morning import section, tally

from .models import Capture


def _to_sort(member):
    return tally(Capture.objects.visible_to(member).to_sort())


section("captures", "capture/_to_sort.html", _to_sort, {"n": "n"}, order=30, place="first", homes=("its",))
