from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hallway.core.kept import forget
from hallway.core.now import now
from hallway.core.search import Matches, query_of, words_of
from hallway.core.text import fold
from hallway.core.verb import Refused, creates, may, verb
from hallway.history.models import record

from ..rules import may_add_member, may_choose_password, may_introduce, may_manage_member
from ..seat import Seat


class MemberQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Everybody who works here, for everybody who works here; who has left only for those who manage people."""
        if not member.is_active:
            return self.none()
        return self if member.seat.manages_people else self.filter(is_active=True)

    def managed_by(self, member):
        """Whom ``member`` may look after: everybody, or for an office who works at its campuses; nobody for others."""
        seat = member.seat
        if seat.is_admin or "office" in seat.everywhere:
            return self.visible_to(member)
        posts = self.model.posts.rel.related_model.objects.filter(campus__in=seat.campuses.get("office", set()))
        return self.visible_to(member).filter(pk__in=posts.values("member"))

    def matching(self, text):
        """People whose names, title or address begin with the typed words."""
        query = query_of(text)
        return self.filter(Matches("words", query)).order_by("folded") if query else self.none()

    def by_address(self, address):
        """The active member whose address this is, letter for letter but for upper and lower case; else None.

        Look-alike letters are other letters: nobody gets a mail meant for somebody with a similar address.
        """
        address = (address or "").strip()
        if not address.isascii():
            return None
        return self.filter(email=address.lower(), is_active=True).first()

    def with_posts(self):
        return self.prefetch_related(
            models.Prefetch("posts", queryset=self.model.posts.rel.related_model.objects.select_related("campus"))
        )


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]  # Django makes the class
    def get_by_natural_key(self, username):
        """Addresses are kept in lower case, so two spellings are one person."""
        return self.get(email=(username or "").strip().lower())


class Member(AbstractBaseUser):
    """A person of the district. What they do where is in their posts."""

    email = models.EmailField(unique=True, error_messages={"unique": _("Somebody here has this address already.")})
    name = models.CharField(max_length=120)
    preferred_name = models.CharField(max_length=60, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=80, blank=True, help_text=_("As your district words it."))
    source = models.CharField(
        max_length=14,
        default="supplemental",
        choices=[("roster", _("Roster")), ("supplemental", _("Added here")), ("mail", _("By mail"))],
    )
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, blank=True, choices=[("en", "English"), ("es", "Español")])
    room = models.ForeignKey("people.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="people")
    phone = models.CharField(max_length=40, blank=True)
    photo = models.CharField(max_length=200, blank=True, editable=False)
    about = models.TextField(max_length=1000, blank=True)
    ask_me_about = models.TextField(max_length=500, blank=True)
    how_to_ask = models.TextField(max_length=500, blank=True)
    joined = models.DateTimeField(auto_now_add=True)
    folded = models.CharField(max_length=160, editable=False, db_index=True)
    words = SearchVectorField(null=True, editable=False)
    mail_bad = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = MemberManager()

    class Meta:
        ordering = ["folded"]
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="address_in_lower_case")]
        indexes = [
            models.Index(fields=["is_active", "folded"], name="member_by_name"),
            GinIndex(fields=["words"], name="member_words"),
        ]

    def __str__(self):
        return self.name

    @property
    def short_name(self):
        """What a colleague calls them."""
        return self.preferred_name or self.name.split(" ")[0]

    @property
    def full_name(self):
        if self.preferred_name and " " in self.name:
            return f"{self.preferred_name} {self.name.split(' ', 1)[1]}"
        return self.preferred_name or self.name

    @property
    def initials(self):
        parts = [p for p in self.full_name.replace("-", " ").split() if p[0].isalnum()]
        return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else "?"

    @cached_property
    def seat(self):
        """Their posts read once: which roles on which campuses."""
        return Seat.of(self)

    def can(self, name, row):
        """Whether this member may do the verb ``name`` to ``row``; what buttons, pages and API ask."""
        return may(self, name, row)

    def get_absolute_url(self):
        from django.urls import reverse

        return reverse("people:person", args=[self.pk])

    def save(self, **kwargs):
        self.email = self.email.strip().lower()
        self.folded = fold(self.full_name)[:160]
        self.words = words_of(self.name, self.preferred_name, self.title, self.email)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded", "words"}
        super().save(**kwargs)

    @classmethod
    @creates(may_add_member)
    def add(cls, *, by, email, name, password=None, **values):
        """A new member; without a password they sign in by invitation, by a code, or through the district's sign-in."""
        member = cls(email=email, name=name, **values)
        member.set_password(password)
        member.full_clean(exclude=["password", "words", "folded"])
        member.save()
        record("member.added", member, by=by)
        return member

    @verb(may_manage_member)
    def change(self, *, by, **values):
        changed = sorted(n for n, v in values.items() if getattr(self, n) != v)
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.full_clean(exclude=["password", "words", "folded"])
            if "email" in changed:
                self.mail_bad = False
                self._close_ways_in()
            self.save(update_fields=[*changed, "mail_bad"])
            record("member.changed", self, by=by, fields=changed)
        return self

    @verb(may_manage_member)
    def deactivate(self, *, by):
        """They can no longer sign in, at once; what they did stays. Their open requests move on with ``asks``."""
        if not self.is_active:
            return self
        if by is self or getattr(by, "pk", None) == self.pk:
            raise Refused(_("You cannot switch yourself off. Ask another administrator."))
        self.is_active = False
        self.save(update_fields=["is_active"])
        forget()
        self._close_ways_in()
        from .adoptions import leave_all

        leave_all(self)
        record("member.deactivated", self, by=by)
        return self

    def _close_ways_in(self):
        """Open links and sessions stop working, as after a new password, a new address or a leave."""
        from ..sessions import end_sessions

        self.invitations.filter(used=None).update(expires=now())
        end_sessions(self)

    @verb(may_manage_member)
    def reactivate(self, *, by):
        if self.is_active:
            return self
        self.is_active = True
        self.save(update_fields=["is_active"])
        forget()
        record("member.reactivated", self, by=by)
        return self

    @verb(may_choose_password)
    def choose_password(self, *, by, password, session=None):
        """A new password of their own; every other session ends, and letters under way stop working.

        ``session``: the key of the session to keep.
        """
        from ..sessions import end_sessions

        self.set_password(password)
        self.save(update_fields=["password"])
        self.invitations.filter(used=None).update(expires=now())
        end_sessions(self, but=session)
        record("member.password", self, by=by)
        return self

    @verb(may_manage_member)
    def forget_sign_ins(self, *, by):
        """Unbind Google, Microsoft or the district's sign-in; the next one through such a door is bound anew."""
        self.socialaccount_set.all().delete()
        record("member.changed", self, by=by, fields=["sign-in"])
        return self

    @verb(may_introduce)
    def introduce(self, *, by, **values):
        """Their page in their own words (R7b); all of it optional."""
        changed = sorted(n for n, v in values.items() if getattr(self, n) != v)
        for name in changed:
            setattr(self, name, values[name])
        if changed:
            self.full_clean(exclude=["password", "words", "folded"])
            self.save(update_fields=changed)
            record("member.introduced", self, by=by, fields=changed)
        return self

    @verb(may_introduce)
    def show_photo(self, *, by, path):
        """A photo kept before (see ``photos.square``), or none for ``""``. The old one's bytes are swept."""
        if self.photo != path:
            self.photo = path
            self.save(update_fields=["photo"])
            record("member.introduced", self, by=by, fields=["photo"])
        return self

    @verb(may_introduce)
    def speak(self, *, by, language):
        """The language of their pages and mails; empty: as the browser says."""
        if self.language != language:
            self.language = language
            self.save(update_fields=["language"])
            record("member.changed", self, by=by, fields=["language"])
        return self
