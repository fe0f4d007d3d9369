from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("capture.kept", _("{actor} caught something in the hallway"), shown="staff")
kind("capture.sorted", _("{actor} made a request of it"), shown="staff")
kind("capture.planned", _("{actor} made a consult of it"), shown="none", private=True)
kind("capture.noted", _("{actor} keeps it as a note"), shown="staff")
kind("capture.thrown_away", _("{actor} threw it away"), shown="staff")
kind(
    "capture.waits",
    _("Something that was caught in the hallway waits to be sorted"),
    tell=("sorters",),
    label=_("A capture waits to be sorted"),
)
