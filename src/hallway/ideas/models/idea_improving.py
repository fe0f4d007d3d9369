"""Anybody improves an idea; what it said before is kept and can be brought back."""

from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.verb import Refused, verb
from hallway.history.models import record
from hallway.threads.models import File

from ..rules import may_bring_back, may_improve


class IdeaImproving:
    @verb(may_improve)
    def improve(self, *, by, based_on=None, stored=(), without=(), **said):
        """Say it better. ``based_on``: the version its writer saw; when somebody improved it meanwhile: Refused, nothing lost.

        ``stored``: new files; ``without``: ids of files to take away.
        """
        from .idea import cleaned

        said = cleaned({**self.values, **said})
        if said != self.values:
            if based_on is not None and based_on != self.version:
                raise Refused(_("Somebody improved it while you wrote. Look at both, then keep yours or theirs."))
            self._keep(by)
            self.say_values(said)
            self._changed()
            record("idea.improved" if self.is_shared else "idea.drafted", self, by=by)
        gone = File.objects.of(self).filter(message=None, pk__in=without)
        if stored or gone.exists():
            gone.delete()
            File.attach(self, stored, author=by)
            record("idea.improved" if self.is_shared else "idea.drafted", self, by=by)
        return self

    @verb(may_bring_back)
    def bring_back(self, *, by, number):
        """Say again what version ``number`` said; what it says now is kept, too."""
        before = self.revisions.filter(number=number).first()
        if before is not None and before.values != self.values:
            self._keep(by)
            self.say_values(before.values)
            self._changed()
            record("idea.brought_back", self, by=by)
        return self

    def _keep(self, by):
        """What it says now becomes a row of its own. A draft has no history yet, but its wordings count: a page that was opened
        before does not save over what came by mail."""
        from .revision import Revision

        if self.is_shared:
            Revision.objects.create(idea=self, number=self.version, by_id=by.pk, at=now(), values=self.values)
        self.version += 1

    def _changed(self):
        self.changed_at = now()
        self.save(
            update_fields=["kind", "title", "link", "host", "what_for", "text", "subject", "grades", "devices", "tool",
                           "words", "version", "changed_at"]
        )  # fmt: skip
