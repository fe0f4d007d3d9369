"""Opening a request: from the form, a mail, a capture or the API."""

from django.utils.translation import gettext as _

from hallway.core.gathering import insert
from hallway.core.keyed import digest_of
from hallway.core.now import now
from hallway.core.search import plain, words_of
from hallway.core.text import clean, one_line
from hallway.core.verb import HALLWAY, Refused, creates
from hallway.history.models import record_all
from hallway.procedures.models import Procedure
from hallway.threads.models import Message

from ..rules import may_open


def asker_role(member, campus):
    """In which role somebody asks there, as procedures tell them apart: a lead, the office, or everybody else."""
    return next((role for role in ("lead", "office") if member.seat.holds(role, campus.pk)), "teacher")


def may_call_emergency(terms, member, campus):
    """Whether the procedure lets them use its emergency door: it has one, and it is open to everybody or to their role."""
    door = terms.emergency
    return bool(door.tell) and (not door.may or any(member.seat.holds(role, campus.pk) for role in door.may))


class Opening:
    @classmethod
    @creates(may_open)
    def open(
        cls, *, by, campus, requester, line, key=None, hello="", detail="", topic=None, room=None, place="",
        teaching_stopped=False, emergency=False, affected="me", severity="", impact="",
        device_tag="", best_time="", deadline=None, deadline_why="",
        confidential=False, through="form", html="", full_text="", stored=(), holder=None,
        mailed_to="", answers_to="",
    ):  # fmt: skip
        """Make a request, routed and promised; returns the row (``creates`` answers with the same one for the same ``key`` and content).

        ``by``: who files it (HALLWAY for a mail: its sender is the requester). ``stored``: files already on disk
        (``core.storage.Stored``). ``mailed_to``, ``answers_to``: which address of ours it came to and where answers go, if not the
        first one. ``holder``: skips routing, as when an ITS captures for themselves. Raises Refused.
        """
        line = one_line(line) or _("Help, please")
        filer = requester if by is HALLWAY else by
        digest = digest_of(
            campus=campus.pk, requester=requester.pk, by=filer.pk, line=line, detail=detail, hello=hello,
            topic=topic and topic.pk, room=room and room.pk, place=place, stopped=teaching_stopped, affected=affected, emergency=emergency,
            device=device_tag, best_time=best_time, deadline=deadline, why=deadline_why, confidential=confidential,
            files=[item.sha256 for item in stored],
            **{name: value for name, value in (("severity", severity), ("impact", impact)) if value},
        )  # fmt: skip
        if room is not None and room.campus_id != campus.pk:
            raise Refused(_("That room is at another campus. Choose the room again, or write where it is."))
        role = asker_role(requester, campus)
        procedure = Procedure.in_force(campus, topic, role)
        if emergency and not may_call_emergency(procedure.terms, requester, campus):
            raise Refused(_("That door is for somebody else at your campus. Send it as usual, or phone."))
        ask = cls(
            campus=campus, room=room, place=one_line(place, 100), topic=topic, procedure=procedure, requester=requester,
            filed_by=filer, through=through, hello=one_line(hello, 300), line=line, affected=affected,
            severity=severity, impact=impact, teaching_stopped=teaching_stopped, emergency=emergency,
            device_tag=one_line(device_tag, 60), best_time=one_line(best_time, 120),
            deadline=deadline, deadline_why=one_line(deadline_why, 120), confidential=confidential, opened_at=now(),
            key_digest=digest, mailed_to=mailed_to, answers_to=answers_to, **({"key": key} if key else {}),
        )  # fmt: skip
        ask.weigh("severity", "impact")
        if holder is not None:
            ask.holder, ask.route_why = holder, {"code": "handed", "walked": []}
        else:
            ask.go()
        ask.step = "answer"
        ask.promise()
        ask.words = None if confidential else words_of(line, detail, ask.place, ask.device_tag, requester.name)
        ask.settle()
        message = insert(
            Message(
                noun=ask, kind="ask", author=requester, text=clean(detail), html=html, full_text=full_text,
                through=through, at=ask.opened_at,
            )
        )  # fmt: skip
        ask.keep_files(message, stored, filer)
        ask.leave_note()
        caught = through == "capture" and filer.pk != requester.pk
        told = [("ask.opened", filer), ("ask.caught", filer) if caught else ("ask.received", HALLWAY)]
        record_all(ask, *told, *([("ask.emergency", filer)] if emergency else []))
        return ask

    def mail_references(self):
        """Message-IDs of the mail it began with, so that our answers stand below the teacher's own mail in their program."""
        if self.through != "mail":
            return []
        began = self.mails_in.filter(verdict="opened").exclude(message_id="")
        return list(began.order_by("pk").values_list("message_id", flat=True)[:1])

    def keep_files(self, message, stored, author):
        """Rows for files whose bytes are on disk already."""
        from hallway.threads.models import File

        for item in stored:
            File.objects.create(
                noun=self, message=message, author=author, name=item.name, type=item.type, size=item.size,
                sha256=item.sha256, path=item.path, cid=getattr(item, "cid", "") or "", aside=getattr(item, "aside", False),
            )  # fmt: skip

    def more_words(self, text):
        """What search finds in ``text``; None for none. A confidential request has no words."""
        return plain(text, limit=100_000) if text and not self.confidential else None
