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
