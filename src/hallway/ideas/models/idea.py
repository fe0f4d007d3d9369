"""An idea of the library: a way of doing something, or a tool. A link or one line is enough to begin with."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from hallway.core.keyed import Keyed, digest_of
from hallway.core.now import now
from hallway.core.text import clean, one_line
from hallway.core.verb import Refused, creates, verb
from hallway.history.models import Event, record
from hallway.people.models import Campus
from hallway.threads.models import File

from ..choices import DEVICES, GRADES, KINDS, STATES, SUBJECTS, grades_said
from ..near import its_at
from ..rules import may_draft_idea, may_drop, may_publish, may_share_idea
from ..searching import vector
from .idea_improving import IdeaImproving
from .idea_settling import IdeaSettling
from .idea_talking import IdeaTalking
from .tool import Tool, host_of

MEMBER = settings.AUTH_USER_MODEL
TITLE, LINK, WHAT_FOR, TEXT = 200, 500, 1000, 20_000
VALUES = ("kind", "title", "link", "what_for", "text", "subject", "grades", "devices")


class IdeaQuerySet(models.QuerySet):
    def visible_to(self, member):
        """What is shared is everybody's; what is not (any more), its sharer's; what was put away, the ITS's, too."""
        if not member.is_active:
            return self.none()
        seen = Q(state__in=["shared", "outdated", "merged"]) | Q(by=member)
        return self.filter(seen | Q(state="away") if member.seat.is_its else seen)

    def open(self):
        """Those that stand in the library."""
        return self.filter(state__in=["shared", "outdated"])

    def for_list(self):
        return self.select_related("tool", "by", "campus").defer("words", "text")


class Idea(IdeaImproving, IdeaTalking, IdeaSettling, Keyed):
    """``version``: how many wordings it has had. ``host``: the site its link leads to. ``words``: what it is found by.

    ``by`` is null once its sharer was erased; the idea stays.
    """

    by = models.ForeignKey(MEMBER, null=True, on_delete=models.SET_NULL, related_name="ideas")
    campus = models.ForeignKey(Campus, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS, default="approach")
    title = models.CharField(max_length=TITLE)
    link = models.CharField(max_length=LINK, blank=True)
    host = models.CharField(max_length=120, blank=True, editable=False)
    what_for = models.TextField(blank=True)
    text = models.TextField(blank=True)
    subject = models.CharField(max_length=12, choices=SUBJECTS, default="any")
    grades = ArrayField(models.SmallIntegerField(choices=GRADES), default=list, blank=True)
    devices = ArrayField(models.CharField(max_length=10, choices=DEVICES), default=list, blank=True)
    tool = models.ForeignKey(Tool, null=True, on_delete=models.SET_NULL, related_name="ideas")
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)
    words = SearchVectorField(null=True, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="idea_words"),
            models.Index(fields=["-made_at"], name="idea_newest", condition=Q(state__in=["shared", "outdated"])),
            models.Index(fields=["host"], name="idea_host", condition=Q(tool=None)),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("ideas:idea", args=[self.pk])

    @property
    def began_as(self):
        """Its first (title, text)."""
        first = self.revisions.order_by("number").first()
        said = first.values if first else self.values
        return said["title"], said["text"]

    @property
    def sharer(self):
        return self.by

    @property
    def is_shared(self):
        return self.state in ("shared", "outdated")

    @property
    def has_a_page(self):
        """Whether its address opens for colleagues; what became part of another leads there."""
        return self.is_shared or self.state == "merged"

    @property
    def grade_words(self):
        return grades_said(self.grades)

    @property
    def device_words(self):
        names = dict(DEVICES)
        return ", ".join(str(names[each]) for each in self.devices if each in names)

    @property
    def its_there(self):
        """The ITS of the campus it comes from, who hear of a new one."""
        return its_at([self.campus_id])

    def is_party(self, member):
        return self.is_shared or self.by_id == member.pk

    def is_staff(self, member):
        """Its conversation has no notes."""
        return False

    @classmethod
    @creates(may_draft_idea)
    def draft(cls, *, by, campus, key=None, stored=(), **said):
        """Begin one that only its writer sees. A link or a line is enough. The Idea."""
        return cls._make("draft", by, campus, key, stored, said)

    @classmethod
    @creates(may_share_idea)
    def share(cls, *, by, campus, key=None, stored=(), **said):
        """Share one with the district; the campus's ITS hear of it. A link or a line is enough. The Idea."""
        return cls._make("shared", by, campus, key, stored, said)

    @classmethod
    def _make(cls, state, by, campus, key, stored, said):
        said = cleaned(said)
        idea = cls(
            by_id=by.pk, campus=campus, state=state, made_at=now(), changed_at=now(), **({"key": key} if key else {}),
            key_digest=digest_of(by=by.pk, said=said, state=state, files=[one.sha256 for one in stored]),
        )  # fmt: skip
        idea.say_values(said)
        idea.save(force_insert=True)
        File.attach(idea, stored, author=by)
        record("idea.shared" if state == "shared" else "idea.drafted", idea, by=by)
        return idea

    @verb(may_publish)
    def publish(self, *, by):
        """Share the draft."""
        if self.state == "draft":
            self.state, self.made_at, self.changed_at = "shared", now(), now()
            self.save(update_fields=["state", "made_at", "changed_at"])
            record("idea.shared", self, by=by)
        return self

    @verb(may_drop)
    def drop(self, *, by):
        """Throw a draft away, with its files."""
        if self.state != "draft":
            raise Refused(_("It is shared. Put it away instead, so that what others wrote stays."))
        File.objects.of(self).delete()
        Event.objects.of(self).delete()
        self.delete()
        record("idea.dropped", by, by=by)

    @property
    def values(self):
        return {name: getattr(self, name) for name in VALUES}

    def say_values(self, said):
        """Take cleaned values on, and what follows from them: the tool it names, the words it is found by. Not saved."""
        for name, value in said.items():
            setattr(self, name, value)
        self.host = host_of(self.link)
        self.tool = Tool.objects.named_in(self.link, self.title)
        self.words = vector(self)


def cleaned(said):
    """The values of an idea as they are kept. Raises Refused when there is neither a line nor a link, or a code is none."""
    kept = {
        "title": one_line(said.get("title"), TITLE),
        "link": one_line(said.get("link"), LINK),
        "what_for": clean(said.get("what_for"), WHAT_FOR).strip(),
        "text": clean(said.get("text"), TEXT).strip(),
        "subject": said.get("subject") or "any",
        "grades": sorted(set(said.get("grades") or ())),
        "devices": [code for code, _name in DEVICES if code in (said.get("devices") or ())],
        "kind": said.get("kind") or ("tool" if said.get("link") and not said.get("title") else "approach"),
    }
    if not kept["title"] and not kept["link"]:
        raise Refused(_("A link or one line is enough, but one of them it needs."))
    if kept["link"] and not kept["link"].startswith(("https://", "http://")):
        raise Refused(_("A link begins with https:// and has a name with a dot in it."))
    kept["title"] = kept["title"] or _title_of(kept["link"])
    codes = (("subject", SUBJECTS), ("kind", KINDS))
    if any(kept[name] not in dict(known) for name, known in codes) or not set(kept["grades"]) <= set(dict(GRADES)):
        raise Refused(_("Choose it from the list, please."))
    return kept


def _title_of(link):
    """Something to call it by until somebody names it: the site and the last words of the address."""
    tail = one_line(link.split("?")[0].rstrip("/").rsplit("/", 1)[-1].replace("-", " ").replace("_", " "), 80)
    host = host_of(link)
    return host if not tail or host in tail.lower() or not any(c.isalpha() for c in tail) else f"{tail} ({host})"
