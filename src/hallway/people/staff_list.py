"""The list of people, in: what each line would change. A list adds and changes; it takes no post away, and it never
makes an administrator or a district lead."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from hallway.core.text import fold

from .models import Campus, Member, Post, Room
from .models.posts import HATS, ROLES
from .planning import NO, YES, Change, Plan, RowToBe
from .rules import may_add_post, may_manage_member
from .staff_teams import TeamCells, may_put, put
from .staff_words import BY_HAND, COLUMNS, DAYS, HEADINGS, NO_POST, PERSONAL, ROLES_BY_WORD, rows_out
from .tables import WRONG, named

__all__ = ["COLUMNS", "HEADINGS", "plan", "rows_out"]


class _Reader:
    """One look over a list, with everything it names read in a few statements."""

    def __init__(self, rows, by, complete):
        self.rows, self.by, self.complete, self.plan = rows, by, complete, Plan()
        self.named = emails = named(rows, "email", str.lower)
        self.members = {
            m.email: m for m in Member.objects.filter(email__in=emails).select_related("room").prefetch_related("posts")
        }
        self.teams = TeamCells(rows, list(self.members.values()))
        self.campuses = {}
        for campus in Campus.objects.all():
            for word in (campus.name, campus.code):
                if word:
                    self.campuses.setdefault(fold(word), campus)
        self.rooms = (
            {(r.campus_id, fold(r.name)): r for r in Room.objects.all()} if any(r.get("room") for _n, r in rows) else {}
        )
        self.people = {}
        self.here = Member.objects.managed_by(by).filter(is_active=True)
        self.plan.there = self.here.count()

    def read(self):
        for number, row in self.rows:
            try:
                self._line(number, row)
            except ValidationError as error:
                self.plan.problem(number, " ".join(error.messages))
        for email, entry in self.people.items():
            self._person(email, entry)
        if self.complete:
            self._leaving()
        return self.plan

    def _line(self, number, row):
        email = row.get("email", "").lower()
        if wrong := row.get(WRONG):
            raise ValidationError(wrong)
        if not email:
            raise ValidationError(_("There is no e-mail address."))
        validate_email(email)
        if not email.isascii():
            raise ValidationError(_("The e-mail address has letters that mail servers do not take."))
        values = {name: row[name] for name in PERSONAL if row.get(name)}
        if "name" not in values and (row.get("first_name") or row.get("last_name")):
            values["name"] = f"{row.get('first_name', '')} {row.get('last_name', '')}".strip()
        if values.get("language") and values["language"] not in ("en", "es"):
            raise ValidationError(_("The language is “en” or “es”."))
        for name, value in values.items():
            _fits(Member, name, value)
        _fits(Room, "name", row.get("room", ""))
        campus = self._campus(row)
        post = self._post(row, campus, email)
        if row.get("room") and campus is None:
            raise ValidationError(_("A room needs a campus beside it."))
        active = fold(row.get("active", ""))
        if active and active not in YES | NO:
            raise ValidationError(_("“active” is yes or no."))
        entry = self.people.get(email) or {"line": number, "values": {}, "posts": [], "room": None, "active": None}
        entry.setdefault("teams", [])
        twin = next(
            (p for p in entry["posts"] if post and all(p[n] == post[n] for n in ("role", "campus", "hat"))), post
        )
        if twin != post or any(entry["values"].get(name, value) != value for name, value in values.items()):
            said = {"line": entry["line"], "email": email}
            raise ValidationError(_("Line %(line)d says something else about %(email)s.") % said)
        entry["teams"] += self.teams.wishes(row.get("teams", ""), campus)
        self.people[email] = entry
        entry["values"] |= values
        if post and post not in entry["posts"]:
            entry["posts"].append(post)
        if row.get("room"):
            entry["room"] = (campus, row["room"])
        if active:
            entry["active"] = active in YES

    def _campus(self, row):
        if not row.get("campus"):
            return None
        campus = self.campuses.get(fold(row["campus"]))
        if campus is None:
            raise ValidationError(_("There is no campus “%(name)s” here.") % {"name": row["campus"]})
        return campus

    def _post(self, row, campus, email):
        word = fold(row.get("role", ""))
        if word == NO_POST:
            return None
        new = campus is not None and email not in self.members
        role = ROLES_BY_WORD.get(word) if word else ("teacher" if new else None)
        if word and role is None:
            raise ValidationError(_("“%(word)s” is no role we know.") % {"word": row["role"]})
        if role is None:
            return None
        hat = fold(row.get("hat", ""))
        if hat not in dict(HATS):
            raise ValidationError(_("“%(word)s” is no hat we know.") % {"word": row["hat"]})
        days = fold(row.get("days", "")).replace(",", " ").split()
        if any(day[:3] not in DAYS for day in days):
            raise ValidationError(_("Days are written like: mon tue fri."))
        about = {"weekdays": sorted({DAYS.index(day[:3]) for day in days})}
        for name in ("since", "until"):
            try:
                about[name] = parse_date(row[name]) if row.get(name) else None
            except ValueError:
                about[name] = None
            if row.get(name) and about[name] is None:
                raise ValidationError(_("Dates are written like 2026-08-17."))
        there = self._there(email, role, campus, hat)
        if role in BY_HAND and there is None:
            raise ValidationError(_("Administrators and district leads are chosen by hand, not by a list."))
        if campus is None and role in ("teacher", "contact", "lead"):
            raise ValidationError(_("There is no campus for this role."))
        return {"role": role, "campus": campus, "hat": hat, **about}

    def _there(self, email, role, campus, hat):
        member, pk = self.members.get(email), campus.pk if campus else None
        posts = member.posts.all() if member else []
        return next((p for p in posts if (p.role, p.campus_id, p.hat) == (role, pk, hat)), None)

    def _person(self, email, entry):
        number, member = entry["line"], self.members.get(email)
        values = dict(entry["values"])
        fresh = [p for p in entry["posts"] if self._differs(email, p)]
        if any(not may_add_post(self.by, RowToBe(p)) for p in fresh):
            return self.plan.problem(number, _("You cannot give this post at that campus."))
        stays = entry["active"] if entry["active"] is not None else member is None or member.is_active
        teams = self.teams.fresh(member, entry["teams"]) if stays else []
        if any(not may_put(self.by, wish) for wish in teams):
            return self.plan.problem(number, _("You cannot put people into a team there."))
        in_teams = [(_("Team"), "", wish.words()) for wish in teams]
        if member is None:
            if not values.get("name"):
                return self.plan.problem(number, _("There is no name for %(email)s.") % {"email": email})
            if entry["active"] is False:
                return None
            said = [(_label(n), "", v) for n, v in values.items()] + [(_("Post"), "", _post_words(p)) for p in fresh]
            said, do = said + in_teams, _Add(email, values, fresh, entry["room"], teams)
            return self.plan.added.append(Change(number, email, said, do))
        said = [(_label(n), getattr(member, n), v) for n, v in values.items() if getattr(member, n) != v]
        room = entry["room"]
        if room and (
            member.room is None or (member.room.campus_id, fold(member.room.name)) != (room[0].pk, fold(room[1]))
        ):
            said.append((_("Room"), member.room.name if member.room else "", room[1]))
        else:
            room = None
        said += [(_("Post"), "", _post_words(p)) for p in fresh] + in_teams
        switch = entry["active"] if entry["active"] not in (None, member.is_active) else None
        if switch is not None:
            said.append((_("Active"), _("yes") if member.is_active else _("no"), _("yes") if switch else _("no")))
        if not said:
            self.plan.unchanged += 1
            return None
        if not may_manage_member(self.by, member):
            return self.plan.problem(
                number, _("%(name)s belongs to another campus or the district.") % {"name": member}
            )
        change = Change(number, str(member), said, _Change(member, values, fresh, room, switch, teams))
        (self.plan.leaving if switch is False else self.plan.changed).append(change)

    def _differs(self, email, post):
        there = self._there(email, post["role"], post["campus"], post["hat"])
        return there is None or any(
            (sorted(there.weekdays) if n == "weekdays" else getattr(there, n)) != post[n]
            for n in ("weekdays", "since", "until")
        )

    def _leaving(self):
        from .rules import may_manage_member

        # Whoever any line names stays, even where the line has a problem.
        for member in self.here.exclude(email__in=self.named).prefetch_related("posts"):
            if member.pk != self.by.pk and may_manage_member(self.by, member):
                said = [(_("Active"), _("yes"), _("no"))]
                self.plan.leaving.append(Change(0, str(member), said, _Change(member, {}, [], None, False)))


class _Add:
    def __init__(self, email, values, posts, room, teams):
        self.email, self.values, self.posts, self.room, self.teams = email, values, posts, room, teams

    def __call__(self, *, by):
        member = Member.add(by=by, email=self.email, source="roster", **self.values)
        for post in self.posts:
            Post.add(by=by, member=member, **post)
        if self.room:
            member.change(by=by, room=Room.add(by=by, campus=self.room[0], name=self.room[1]))
        put(member, self.teams, by=by)


class _Change:
    def __init__(self, member, values, posts, room, switch, teams=()):
        self.member, self.values, self.posts, self.room, self.switch = member, values, posts, room, switch
        self.teams = teams

    def __call__(self, *, by):
        values = dict(self.values)
        if self.room:
            values["room"] = Room.add(by=by, campus=self.room[0], name=self.room[1])
        if self.switch:
            self.member.reactivate(by=by)
        if values:
            self.member.change(by=by, **values)
        for post in self.posts:
            Post.add(by=by, member=self.member, **post)
        put(self.member, self.teams, by=by)
        if self.switch is False:
            self.member.deactivate(by=by)


LABELS = {
    "name": _lazy("name"),
    "preferred_name": _lazy("called"),
    "pronouns": _lazy("pronouns"),
    "title": _lazy("title"),
    "phone": _lazy("phone"),
    "language": _lazy("language"),
}


def _fits(model, name, value):
    if len(value) > model._meta.get_field(name).max_length:
        raise ValidationError(_("“%(cell)s…” is too long.") % {"cell": value[:20]})


def _label(name):
    return capfirst(LABELS.get(name, name))


def _post_words(post):
    campus = post["campus"].name if post["campus"] else _("the whole district")
    days = " ".join(DAYS[d] for d in post["weekdays"])
    return f"{dict(ROLES)[post['role']]}, {campus} {days}".strip()


def plan(rows, by, complete=False):
    """The ``Plan`` of a list for ``by``. ``complete``: whoever the list does not name is switched off."""
    return _Reader(rows, by, complete).read()
