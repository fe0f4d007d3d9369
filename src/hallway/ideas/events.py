"""What happens in the library. What people wrote about a try is never in an event."""

from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

MINE = _("Something about an idea that I shared or wrote on")

kind("idea.drafted", _("{actor} began an idea"), shown="none")
kind(
    "idea.shared",
    _("{actor} shared an idea"),
    tell=("its_there",),
    mail="digest",
    leaves=True,
    label=_("A new idea at my campus"),
)
kind(
    "idea.mailed",
    _("Your mail became an idea that only you see. Say more if you like, and share it"),
    tell=("sharer",),
    shown="none",
    label=_("An idea that I mailed to the library"),
)
kind("idea.improved", _("{actor} improved it"), tell=("sharer",), mail="digest", label=MINE)
kind("idea.brought_back", _("{actor} brought an earlier version back"), tell=("sharer",), mail="digest", label=MINE)
kind("idea.said", _("{actor} wrote about an idea"), tell=("talkers",), mail="digest", label=MINE)
kind("idea.unsaid", _("{actor} took a message back"), shown="none")
kind("idea.reported", _("{actor} says that it is outdated"), tell=("sharer",), mail="digest", label=MINE)
kind("idea.settled", _("{actor} settled it"))
kind("idea.merged", _("{actor} put it together with another"), tell=("sharer",), mail="digest", label=MINE)
kind("idea.parted", _("{actor} took it apart again"))
kind("idea.put_away", _("{actor} put it away"))
kind("idea.taken_out", _("{actor} brought it out again"))
kind("idea.dropped", _("{actor} dropped a draft"), shown="none")
kind("trial.noted", _("{actor} said how it went"), shown="none", private=True, tell=("its_named",), mail="digest",
     label=_("Somebody tells me how it went"))  # fmt: skip
kind("trial.told", _("{actor} said how it went"), shown="none", private=True, tell=("its_named",), mail="digest",
     label=_("Somebody tells me how it went"))  # fmt: skip
kind("trial.taken_back", _("{actor} took it back"), shown="none", private=True)
kind("tool.added", _("{actor} put a tool on the list"), shown="staff")
kind("tool.changed", _("{actor} changed what the list says of a tool"), shown="staff")
kind("tool.left_off", _("{actor} noted that the newest list does not name it"), shown="staff")
kind("tip.drafted", _("{actor} began a tip"), shown="none")
kind("tip.changed", _("{actor} said a tip otherwise"), shown="none")
kind("tip.published", _("{actor} has a tip"), tell=("readers",), mail="digest", label=_("A tip to try"))
kind("tip.brought_back", _("{actor} published a tip again"), shown="none")
kind("tip.withdrawn", _("{actor} withdrew a tip"), shown="none")
kind("tip.dropped", _("{actor} dropped a draft"), shown="none")
kind("outcomes.opened", _("{actor} lets you look at what became of what they shared"), tell=("lead",), mail="digest",
     shown="none", private=True, label=_("An ITS lets me look at their outcomes"))  # fmt: skip
kind("outcomes.closed", _("{actor} closed their outcomes again"), shown="none", private=True)
