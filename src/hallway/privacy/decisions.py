"""What happens to each row that points at a member when the member is erased, and what of it an export holds.

Every relation to Member stands here, by label (a test walks them all): an app that keeps something new about people has to decide.
"""

from dataclasses import dataclass, field

DELETE = "delete"
BLANK = "blank"
KEEP = "keep"


@dataclass(frozen=True)
class Decision:
    """erase: ``delete`` the rows, ``blank`` the fields in ``blank``, or ``keep`` (the placeholder stands there then).

    shown: the fields an export holds; empty for rows that are no facts about the person.
    """

    erase: str
    shown: tuple = ()
    blank: dict = field(default_factory=dict)
    name: str = ""


WORDS_GONE = "…"
LESSON = ("line", "subject", "grade", "objectives", "used_before", "devices", "constraints", "fallback")

DECISIONS = {
    # Signing in
    "account.EmailAddress.user": Decision(DELETE, ("email", "verified")),
    "socialaccount.SocialAccount.user": Decision(DELETE, ("provider", "date_joined", "last_login")),
    "usersessions.UserSession.user": Decision(DELETE, ("created_at", "last_seen_at", "ip", "user_agent")),
    "people.Invitation.member": Decision(DELETE, ("purpose", "made", "expires", "used")),
    "people.Sheet.by": Decision(DELETE),
    # Who serves where
    "people.Post.member": Decision(DELETE, ("campus", "role", "hat", "weekdays", "since", "until")),
    "people.Absence.member": Decision(DELETE, ("first", "last", "cover")),
    "people.Absence.cover": Decision(KEEP),
    "people.TeamMembership.member": Decision(DELETE, ("team", "since", "until")),
    "people.Adoption.its": Decision(
        DELETE, ("team", "status", "proposed_at", "since", "until", "words"), name="teams_that_asked_them"
    ),
    # What they asked for their team; how it was answered is the other's.
    "people.Adoption.proposed_by": Decision(
        BLANK, ("team", "its", "proposed_at"), {"proposed_by": None}, "teams_they_spoke_for"
    ),
    "people.District.duty": Decision(BLANK, blank={"duty": None}),
    "schooltime.Feed.by": Decision(KEEP, ("name", "campus")),
    # What they did; the sentence then reads "a former colleague"
    "history.Event.actor": Decision(KEEP, ("kind", "at", "data")),
    # Whose time is taken, by what stands in rows of their own
    "diary.Taken.person": Decision(DELETE, ("during", "state"), name="time_taken"),
    "diary.Link.member": Decision(DELETE, ("made", "read_on"), name="calendar_address"),
    "diary.Remark.member": Decision(DELETE, ("uid", "words", "at"), name="written_with_calendar_answers"),
    "diary.Source.owner": Decision(DELETE, ("name", "added", "read_at"), name="calendars_elsewhere"),
    "diary.Busy.person": Decision(DELETE, ("start", "end"), name="busy_elsewhere"),
    # Words and files
    "threads.Message.author": Decision(
        BLANK,
        ("kind", "text", "at", "through"),
        {"text": WORDS_GONE, "full_text": "", "html": "", "locked": ""},
        "messages",
    ),
    "threads.File.author": Decision(DELETE, ("name", "type", "size", "sha256", "at", "path"), name="files"),
    # Asking and helping
    "asks.Ask.requester": Decision(
        BLANK,
        (
            "campus",
            "room",
            "topic",
            "hello",
            "line",
            "affected",
            "teaching_stopped",
            "severity",
            "impact",
            "device_tag",
            "best_time",
            "deadline",
            "deadline_why",
            "confidential",
            "status",
            "outcome",
            "holder",
            "opened_at",
            "answered_at",
            "solved_at",
            "closed_at",
        ),
        {"hello": "", "line": WORDS_GONE, "best_time": "", "deadline_why": "", "words": None},
        "requests",
    ),
    "asks.Ask.filed_by": Decision(KEEP, ("line", "opened_at")),
    "asks.Ask.holder": Decision(KEEP, ("opened_at", "status", "outcome")),
    "asks.Participant.member": Decision(DELETE, ("ask",)),
    "asks.MeToo.member": Decision(DELETE, ("known", "said", "at")),
    "asks.Presence.member": Decision(DELETE),
    "asks.ReplyTemplate.owner": Decision(DELETE, ("name", "text")),
    # Caught in the hallway. What nobody sorted yet must not be lost with whoever kept it; notes go by themselves.
    "capture.Capture.by": Decision(KEEP, ("line", "name", "at", "state"), name="captures_by_them"),
    "capture.Capture.requester": Decision(BLANK, ("line", "at"), {"line": WORDS_GONE, "name": ""}, "captured"),
    # Appointments: what was said in them is in rows of its own
    "appointments.Appointment.made_by": Decision(
        BLANK, ("kind", "campus", "start", "end", "status", "topic"), {"topic": "", "link": ""}, "appointments_made"
    ),
    "appointments.Appointment.ended_by": Decision(BLANK, ("reason",), {"reason": ""}, "appointments_ended"),
    "appointments.Window.member": Decision(
        DELETE, ("campus", "weekday", "start", "end", "since", "until"), name="hours_offered"
    ),
    "appointments.Override.member": Decision(DELETE, ("date", "campus", "start", "end"), name="dates_offered"),
    "appointments.Wait.member": Decision(
        DELETE, ("host", "campus", "length", "until", "made"), name="times_waited_for"
    ),
    "appointments.Wait.host": Decision(DELETE, (), name="who_waited_for_them"),
    "appointments.Block.member": Decision(DELETE, ("start", "end", "words"), name="time_blocked"),
    "appointments.Terms.member": Decision(
        DELETE,
        ("offered", "notice", "horizon", "before", "after", "most", "lengths", "remote"),
        name="terms_of_meeting",
    ),
    "appointments.OwnClass.member": Decision(DELETE, ("campus", "label", "letters"), name="classes_taught"),
    "appointments.Planning.member": Decision(
        DELETE, ("campus", "letter", "label", "bookable", "confirmed_at"), name="planning_periods"
    ),
    "appointments.Party.member": Decision(
        DELETE, ("appointment", "part", "answer", "missed"), name="appointments_they_took_part_in"
    ),
    # Consults, visits, good news. What somebody wrote for a teacher's lesson stays the teacher's; a teacher's own goes with them.
    "appointments.Consult.teacher": Decision(
        BLANK, ("its", "campus", "topic", "taught_on", "state", "asked_at"), {"topic": ""}, "consults"
    ),
    "appointments.Consult.its": Decision(KEEP, ("teacher", "campus", "state", "asked_at"), name="consults_they_helped"),
    "appointments.ConsultGuest.member": Decision(DELETE, ("consult", "at")),
    "appointments.Lesson.teacher": Decision(
        BLANK,
        (
            *LESSON,
            "wanted",
            "outcome",
            "outcome_line",
            "outcome_at",
        ),
        dict.fromkeys((*LESSON, "outcome_line"), ""),
        "lessons",
    ),
    "appointments.Plan.by": Decision(KEEP, ("consult", "number", "text", "at")),
    "appointments.Note.author": Decision(DELETE, ("consult", "reader", "text", "at"), name="notes_for_preparing"),
    "appointments.Idea.by": Decision(KEEP, ("consult", "title", "link", "why", "at")),
    "appointments.Sharing.member": Decision(DELETE, ("at",), name="shared_with_them"),
    "appointments.Visit.teacher": Decision(
        BLANK,
        ("its", "campus", "group", "period", "on", "since", "until", "mode", "state"),
        {"group": "", "period": ""},
        "visits",
    ),
    "appointments.Visit.its": Decision(KEEP, ("teacher", "campus", "on", "state"), name="visits_they_made"),
    "appointments.Focus.teacher": Decision(
        BLANK,
        ("named", "words", "to_know", "evidence"),
        {"named": "", "words": "", "to_know": "", "evidence": ""},
        "focuses",
    ),
    "appointments.Scratch.author": Decision(DELETE, ("visit", "text", "at"), name="scratch_notes"),
    "appointments.Feedback.author": Decision(
        KEEP, ("visit", "text", "extra_text", "given_at"), name="feedback_they_wrote"
    ),
    "appointments.Feedback.teacher": Decision(
        DELETE, ("visit", "author", "text", "extra", "extra_text", "given_at"), name="feedback_they_got"
    ),
    "appointments.Brag.author": Decision(KEEP, ("title", "text", "state", "made_at"), name="good_news_they_wrote"),
    "appointments.Brag.teacher": Decision(
        BLANK,
        ("title", "text", "audience", "state"),
        {"title": WORDS_GONE, "text": "", "state": "withdrawn"},
        "good_news",
    ),
    # The library: an idea stays for the others, without a name; how it went for somebody goes with them.
    "ideas.Idea.by": Decision(
        BLANK, ("title", "link", "what_for", "text", "state", "made_at"), {"by": None}, "ideas_shared"
    ),
    "ideas.Revision.by": Decision(BLANK, ("idea", "number", "at"), {"by": None}, "ideas_improved"),
    "ideas.Report.by": Decision(BLANK, ("idea", "why", "at"), {"by": None, "why": ""}, "ideas_called_outdated"),
    "ideas.Report.settled_by": Decision(KEEP, ("idea", "settled_at"), name="ideas_settled"),
    "ideas.Trial.member": Decision(
        DELETE,
        (
            "idea",
            "advice",
            "from_whom",
            "result",
            "line",
            "what_changed",
            "goal",
            "subject",
            "grade",
            "size",
            "device",
            "planned_on",
            "tried_on",
            "campus",
            "again",
            "its",
            "helped",
            "at",
        ),
        name="tries",
    ),
    "ideas.Trial.its": Decision(KEEP, ("idea", "result", "helped", "at"), name="tries_they_helped"),
    # A tip stays for whoever has its paper, without a name; an answer goes with its try.
    "ideas.Tip.by": Decision(BLANK, ("title", "text", "audience", "state", "published_at"), {"by": None}, "tips"),
    "ideas.Reply.member": Decision(DELETE, ("tip", "help", "at"), name="answers_to_tips"),
    # Trainings: what somebody taught stays for the others; where they came and what they answered goes with them.
    "trainings.Course.by": Decision(BLANK, ("title", "what_for", "goals", "made_at"), {"by": None}, "courses_made"),
    "trainings.Session.made_by": Decision(
        BLANK, ("course", "campus", "starts", "ends", "state"), {"made_by": None}, "trainings_made"
    ),
    "trainings.Host.member": Decision(DELETE, ("session",), name="trainings_held"),
    "trainings.Reaction.member": Decision(
        DELETE, ("session", "mark", "line", "at"), name="what_they_said_of_trainings"
    ),
    "ideas.Opened.its": Decision(DELETE, ("lead", "at"), name="outcomes_opened_to"),
    "ideas.Opened.lead": Decision(DELETE, ("its", "at"), name="outcomes_seen_of"),
    "trainings.Seat.member": Decision(
        DELETE, ("session", "answer", "since", "attended", "minutes"), name="trainings_answered"
    ),
    "delivery.Prompt.member": Decision(DELETE, ("week", "about")),
    # A team's board: what somebody wrote goes with them, what others answered stays theirs
    "teams.Topic.by": Decision(
        BLANK, ("team", "title", "text", "at"), {"title": WORDS_GONE, "text": "", "words": None}, "written_to_teams"
    ),
    "teams.Seen.member": Decision(DELETE, ("topic", "at"), name="opened_on_boards"),
    "teams.Reaction.member": Decision(DELETE, ("mark", "at"), name="marks_set_on_boards"),
    "teams.Concern.author": Decision(KEEP),
    "teams.Concern.by": Decision(
        BLANK, ("topic", "words", "at", "outcome"), {"by": None, "words": ""}, "handed_on_from_boards"
    ),
    "teams.Concern.decided_by": Decision(KEEP, ("outcome", "decided_at"), name="entries_decided"),
    "teams.Gathering.by": Decision(
        BLANK,
        ("team", "campus", "title", "text", "place", "start", "end", "state"),
        {"title": WORDS_GONE, "text": "", "place": "", "reason": ""},
        "gatherings",
    ),
    "teams.Rsvp.member": Decision(DELETE, ("gathering", "answer", "listed", "at"), name="gatherings_answered"),
    "teams.Bring.by": Decision(BLANK, ("gathering", "words"), {"by": None, "words": WORDS_GONE}, "put_on_lists"),
    "teams.Bring.member": Decision(BLANK, ("gathering", "words"), {"member": None}, "brought_along"),
    "teams.Renewal.member": Decision(DELETE, ("adoption", "asked_at", "answer"), name="asked_whether_to_go_on"),
    # Whom it is about never learns of it, not by taking out what is kept either.
    "teams.Suggestion.its": Decision(DELETE),
    "teams.Suggestion.by": Decision(BLANK, ("team", "at"), {"by": None}, "quiet_words_to_teams"),
    # Days and cards. What somebody wrote on another's card goes with the writer; a card that was got is its receiver's.
    "teams.Birthday.member": Decision(DELETE, ("month", "day", "audience", "leap", "card"), name="birthday"),
    "teams.LifeEvent.member": Decision(DELETE, ("kind", "words", "audience", "at"), name="told_of_their_life"),
    "teams.Card.member": Decision(DELETE, ("team", "occasion", "delivered_at", "thanks"), name="cards_got"),
    "teams.Signature.member": Decision(BLANK, ("card", "words"), {"words": WORDS_GONE}, "written_on_cards"),
    # Thanks
    "appreciation.Thanks.sender": Decision(BLANK, ("reason", "at"), {"reason": ""}, "thanks_given"),
    "appreciation.Receipt.member": Decision(DELETE, ("thanks", "allowed"), name="thanks_got"),
    # Kept for a week only; nobody learns of a mute, not by an export either.
    "appreciation.Wave.sender": Decision(DELETE, ("receiver", "at"), name="waves_sent"),
    "appreciation.Wave.receiver": Decision(DELETE, ("sender", "at"), name="waves_got"),
    "appreciation.Mute.member": Decision(DELETE, ("sender",), name="waves_muted"),
    "appreciation.Mute.sender": Decision(DELETE),
    # Telling
    "delivery.Rhythm.member": Decision(DELETE, ("quiet", "weekday"), name="when_mail_comes"),
    "delivery.Choice.member": Decision(DELETE, ("group", "how")),
    "delivery.Notice.member": Decision(DELETE, ("event", "read_at")),
    "delivery.OutgoingMail.member": Decision(
        BLANK,
        ("to", "subject", "created", "sent_at"),
        {"to": "", "subject": "", "text": "", "html": "", "calendar": "", "headers": {}, "state": "dropped"},
        "mail_to_them",
    ),
    "inbox.Mail.member": Decision(
        BLANK,
        ("received_at", "sender", "subject", "verdict"),
        {"raw": b"", "sender": "", "subject": "", "reading": {}, "said": ""},
        "mail_from_them",
    ),
    "inbox.Block.by": Decision(KEEP, ("address", "at")),
    # The log of this app itself
    "privacy.Export.member": Decision(KEEP, ("at", "reason")),
    "privacy.Export.by_member": Decision(KEEP),
    "privacy.Erasure.member": Decision(KEEP),
    "privacy.Erasure.by_member": Decision(KEEP),
}


def relations():
    """[(label, model, field name)] of every foreign key to Member, many-to-many tables included."""
    from hallway.people.models import Member

    found = []
    for relation in Member._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model = relation.related_model
            found.append((f"{model._meta.label}.{relation.field.name}", model, relation.field.name))
    return sorted(found, key=lambda each: each[0])
