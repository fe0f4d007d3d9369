"""The list of devices, in and out: tag, model, campus, room. A list adds and changes; a complete one takes out of use."""

from django.utils.translation import gettext as _

from hallway.core.text import fold

from .models import Campus, Device, Room
from .planning import NO, YES, Change, Plan, RowToBe
from .rules import may_add_device, may_manage_device
from .tables import WRONG, named

COLUMNS = ["tag", "model", "campus", "room", "active"]
HEADINGS = {
    "tag": ["asset tag", "asset", "device tag", "inventory number", "barcode", "asset number"],
    "model": ["what it is", "device", "description", "product", "device model", "model name"],
    "campus": ["school", "building", "site", "location", "campus code", "campus name"],
    "room": ["room number", "classroom", "rm", "room name"],
    "active": ["enabled", "in use", "status"],
}


def rows_out(devices):
    """The lines of ``devices`` (with campus and room at hand)."""
    for device in devices:
        campus = device.campus
        yield {
            "tag": device.tag,
            "model": device.model,
            "campus": (campus.code or campus.name) if campus else "",
            "room": device.room.name if device.room_id else "",
            "active": "yes" if device.enabled else "no",
        }


def plan(rows, by, complete=False):
    """The ``Plan`` of a list for ``by``. ``complete``: devices of theirs that it does not name go out of use."""
    made, seen = Plan(), {}
    tags = named(rows, "tag", fold)
    here = {fold(d.tag): d for d in Device.objects.select_related("campus", "room")}
    campuses = {}
    for campus in Campus.objects.all():
        for word in filter(None, (campus.name, campus.code)):
            campuses.setdefault(fold(word), campus)
    made.there = sum(1 for d in here.values() if d.enabled and may_manage_device(by, d))
    for number, row in rows:
        sentence = _one(made, number, row, by, here, campuses, seen)
        if sentence:
            made.problem(number, sentence)
    if complete:
        for word, device in here.items():
            if word not in tags and device.enabled and may_manage_device(by, device):
                made.leaving.append(
                    Change(0, device.tag, [(_("Active"), _("yes"), _("no"))], _Set(device, {"enabled": False}))
                )
    return made


def _one(made, number, row, by, here, campuses, seen):
    tag, model, room = row.get("tag", ""), row.get("model", ""), row.get("room", "")
    if wrong := row.get(WRONG):
        return wrong
    if not tag:
        return _("There is no tag.")
    if len(tag) > 60 or len(model) > 120 or len(room) > 60:
        return _("“%(cell)s…” is too long.") % {"cell": max(tag, model, room, key=len)[:20]}
    if fold(tag) in seen:
        return _("Line %(line)d has this tag already.") % {"line": seen[fold(tag)]}
    seen[fold(tag)] = number
    campus = campuses.get(fold(row.get("campus", "")))
    if row.get("campus") and campus is None:
        return _("There is no campus “%(name)s” here.") % {"name": row["campus"]}
    active = fold(row.get("active", ""))
    if active and active not in YES | NO:
        return _("“active” is yes or no.")
    device = here.get(fold(tag))
    campus = campus or (device.campus if device else None)
    if room and campus is None:
        return _("A room needs a campus beside it.")
    if device is None:
        if active in NO:
            return None
        if not may_add_device(by, RowToBe({"campus": campus})):
            return _("You cannot add devices there.")
        said = [(_("Model"), "", model), (_("Campus"), "", str(campus or "")), (_("Room"), "", room)]
        made.added.append(Change(number, tag, [s for s in said if s[2]], _New(tag, model, campus, room)))
        return None
    values, said = {}, []
    if model and model != device.model:
        values["model"] = model
        said.append((_("Model"), device.model, model))
    if campus != device.campus:
        values["campus"] = campus
        said.append((_("Campus"), str(device.campus or ""), str(campus)))
    if room and (device.room is None or fold(device.room.name) != fold(room) or "campus" in values):
        values["room"] = room
        said.append((_("Room"), device.room.name if device.room else "", room))
    elif "campus" in values and device.room:
        values["room"] = ""
        said.append((_("Room"), device.room.name, ""))
    if active and (active in YES) != device.enabled:
        values["enabled"] = active in YES
        said.append((_("Active"), _("yes") if device.enabled else _("no"), _("yes") if active in YES else _("no")))
    if not values:
        made.unchanged += 1
        return None
    if not may_manage_device(by, device) or (
        "campus" in values and not may_add_device(by, RowToBe({"campus": campus}))
    ):
        return _("This device belongs to another campus or the district.")
    change = Change(number, device.tag, said, _Set(device, values))
    (made.leaving if values.get("enabled") is False else made.changed).append(change)
    return None


class _New:
    def __init__(self, tag, model, campus, room):
        self.tag, self.model, self.campus, self.room = tag, model, campus, room

    def __call__(self, *, by):
        room = Room.add(by=by, campus=self.campus, name=self.room) if self.room else None
        Device.add(by=by, campus=self.campus, tag=self.tag, model=self.model, room=room)


class _Set:
    def __init__(self, device, values):
        self.device, self.values = device, values

    def __call__(self, *, by):
        values = dict(self.values)
        if "room" in values:
            campus = values.get("campus", self.device.campus)
            values["room"] = Room.add(by=by, campus=campus, name=values["room"]) if values["room"] else None
        self.device.change(by=by, **values)
