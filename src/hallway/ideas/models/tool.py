"""The district's list of tools: what is approved, in review or not, and as of when."""

from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.search import plain
from hallway.core.text import clean, one_line
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import record

from ..choices import APPROVALS, MARKS, TONES, grades_said
from ..rules import may_add_tool, may_leave_off, may_manage_tool

MOST_WORDS = 4  # of a tool's name, when it is looked for in a title


def host_of(link):
    """The site of a link, without "www.": "edpuzzle.com"; empty for none."""
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").strip(".")[:120]


def sites_of(host):
    """The host and the sites it is part of: "app.quill.org" → that and "quill.org"."""
    parts = host.split(".")
    return [".".join(parts[n:]) for n in range(max(1, len(parts) - 1))] if host else []


class ToolQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The list is for everybody who works here."""
        return self.all() if member.is_active else self.none()

    def named_in(self, link, title):
        """The tool that a link leads to, else the one that a title names; the longest name first. None when there is none."""
        sites, words = sites_of(host_of(link)), plain(title).split()[:60]
        runs = {" ".join(words[n : n + size]) for size in range(1, MOST_WORDS + 1) for n in range(len(words))}
        found = self.filter(models.Q(host__in=sites) | models.Q(folded__in=runs))
        rank = {site: len(sites) - n for n, site in enumerate(sites)}
        return max(found, key=lambda one: (rank.get(one.host, 0), len(one.folded), -one.pk), default=None)


class Tool(models.Model):
    """``host``: its site; ``as_of``: the day that ``approval`` is from; ``gone_since``: when a newer list did not name it."""

    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=160, unique=True, editable=False)
    host = models.CharField(max_length=120, blank=True, db_index=True)
    approval = models.CharField(max_length=12, choices=APPROVALS, default="not_reviewed")
    as_of = models.DateField()
    grades = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    note = models.CharField(max_length=300, blank=True)
    gone_since = models.DateField(null=True, blank=True)

    objects = ToolQuerySet.as_manager()

    class Meta:
        ordering = ["folded"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("ideas:tool", args=[self.pk])

    @property
    def tone(self):
        return TONES[self.approval]

    @property
    def mark(self):
        return MARKS[self.approval]

    @property
    def grade_words(self):
        return grades_said(self.grades)

    @classmethod
    @creates(may_add_tool)
    def add(cls, *, by, name, host="", approval="not_reviewed", as_of=None, grades=(), note=""):
        """Put a tool on the list; one that stands there already is changed instead. The Tool."""
        name = one_line(name, 120)
        if not plain(name):
            raise Refused(_("A tool needs a name."))
        before = cls.objects.filter(folded=plain(name)[:160]).first()
        said = {"host": host_of(host), "approval": approval, "as_of": as_of or timezone.localdate(now()),
                "grades": sorted(set(grades)), "note": one_line(note, 300)}  # fmt: skip
        if before is not None:
            return before.change(by=by, **said)
        tool = cls(name=name, folded=plain(name)[:160], **said)
        tool.save(force_insert=True)
        tool._find_ideas()
        record("tool.added", tool, by=by)
        return tool

    @verb(may_manage_tool)
    def change(self, *, by, **values):
        """Say otherwise what the list says of it; it stands on the list (again)."""
        values = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
        values["gone_since"] = None
        changed = sorted(name for name, value in values.items() if getattr(self, name) != value)
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.save(update_fields=changed)
            if "host" in changed:
                self._find_ideas()
            record("tool.changed", self, by=by, fields=changed)
        return self

    @verb(may_leave_off)
    def leave_off(self, *, by):
        """The newest list does not name it. It stays, with what was known, and says so."""
        if self.gone_since is None:
            self.gone_since = timezone.localdate(now())
            self.save(update_fields=["gone_since"])
            record("tool.left_off", self, by=by)
        return self

    def _find_ideas(self):
        """Ideas that lead to its site or name it in their title, and have no tool yet."""
        from .idea import Idea

        named = models.Q(title__iregex=rf"\m{self.name_pattern}\M")
        if self.host:
            named |= models.Q(host=self.host) | models.Q(host__endswith=f".{self.host}")
        Idea.objects.filter(named, tool=None).update(tool=self)

    @property
    def name_pattern(self):
        """Its name for a regular expression of PostgreSQL: words with anything between them that is no letter or digit."""
        return "[^[:alnum:]]+".join(plain(self.name).split())
