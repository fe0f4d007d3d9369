from django.utils.translation import gettext_lazy as _

from hallway.history.kinds import kind

kind("district.changed", _("{actor} changed the district's settings"), shown="staff")
kind("campus.added", _("{actor} added the campus"), shown="staff")
kind("campus.changed", _("{actor} changed the campus"), shown="staff")
kind("room.added", _("{actor} added a room"), shown="staff")
kind("room.changed", _("{actor} changed a room"), shown="staff")
kind("device.added", _("{actor} added a device"), shown="staff")
kind("device.changed", _("{actor} changed a device"), shown="staff")
kind("member.added", _("{actor} added this person"), shown="staff")
kind("member.changed", _("{actor} changed this person's details"), shown="staff")
kind("member.deactivated", _("{actor} switched this person off"), shown="staff")
kind("member.reactivated", _("{actor} switched this person on again"), shown="staff")
kind("member.introduced", _("{actor} wrote about themselves"))
kind("member.password", _("{actor} chose a new password"), shown="staff")
kind("member.invited", _("{actor} sent an invitation"), shown="staff")
kind("member.joined", _("{actor} joined"))
kind("member.out", _("{actor} is out from {first} to {last}"))
kind("member.back", _("{actor} is back"))
kind("post.added", _("{actor} gave the post {role} at {campus}"), shown="staff")
kind("post.removed", _("{actor} took back the post {role} at {campus}"), shown="staff")
kind("team.made", _("{actor} made the team"), shown="staff")
kind("team.changed", _("{actor} changed the team"), shown="staff")
kind("team.archived", _("{actor} put the team away"), shown="staff")
kind("team.brought_back", _("{actor} brought the team back"), shown="staff")
kind("team.joined", _("{who} belongs to the team"), personal=("who",))
kind("team.left", _("{who} no longer belongs to the team"), personal=("who",))
# Between the team and the one it asks: in no timeline. Who said "not just now" is named nowhere.
kind(
    "adoption.proposed",
    _("{actor} asks for the team {team}: may we adopt you?"),
    tell=("its",),
    shown="none",
    label=_("A team would like to adopt me"),
)
kind(
    "adoption.accepted",
    _("{actor} is happy to be adopted by the team {team}"),
    tell=("proposer",),
    label=_("An answer to my team"),
)
kind(
    "adoption.declined",
    _("The team {team} has an answer: not just now, and thank you for asking"),
    tell=("proposer",),
    shown="none",
    label=_("An answer to my team"),
)
kind("adoption.taken_back", _("{actor} took back what the team {team} asked"), shown="none", personal=("its",))
kind(
    "adoption.ended",
    _("{its} and the team {team} go their own ways again"),
    tell=("its", "proposer"),
    mail="off",
    personal=("its",),
    label=_("An adoption has ended"),
)
kind(
    "adoption.let_go",
    _("{its} and the team {team} go their own ways again"),
    shown="none",
    personal=("its",),
)
