"""What a mail says. One template a kind (``mail/<kind>.txt`` and ``.html``), else the default made from the kind's sentence.

The words of a message travel only to people who may read them, and never those of a confidential noun: its mails say
that there is news, and the link shows it.
"""

from email.utils import format_datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Count
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, select_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hallway.core.marker import reply_marker
from hallway.core.now import now
from hallway.core.text import one_line
from hallway.core.tokens import ask_address_token, request_link
from hallway.people.models import District
from hallway.schooltime.middleware import zone_of
from hallway.threads.models import File, Message

from . import headers, invitations
from .choices import group_of
from .models import OutgoingMail
from .pace import leaves_at
from .stopping import stop_url

WORDS = 20_000


class Words:
    """What the messages of some events say, read for all of them together: ``message(event)``, ``files(message)``,
    ``first(root)``."""

    def __init__(self, events):
        roots = {(event.root_type_id, event.root_id) for event in events if event.kind == "ask.opened"}
        numbers = {number for event in events if isinstance(number := event.data.get("message"), int)}
        self.messages = Message.objects.in_bulk(numbers) if numbers else {}
        self.firsts, self.counts = {}, {}
        if roots:
            rows = Message.objects.filter(kind="ask", noun_id__in={pk for _type, pk in roots}).order_by("-at", "-id")
            self.firsts = {(row.noun_type_id, row.noun_id): row for row in rows}
        if numbers:
            rows = File.objects.filter(message__in=numbers).order_by().values_list("message")
            self.counts = dict(rows.annotate(n=Count("pk")))

    def message(self, event):
        found = self.messages.get(event.data.get("message"))
        ours = found and (found.noun_type_id, found.noun_id) == (event.root_type_id, event.root_id)
        return found if ours else None

    def first(self, event):
        found = self.firsts.get((event.root_type_id, event.root_id))
        return found.text[:WORDS] if found else ""


def letter(event, member, district=None, known=None, zone=None):
    """The unsaved ``OutgoingMail`` that tells ``member`` of ``event``, in their language. ``known``: the ``Words`` of its batch;
    ``zone``: what they live by."""
    district, zone = district or District.get(), zone or zone_of(member)
    with translation.override(member.language or district.language), timezone.override(zone):
        return _letter(event, member, district, known or Words([event]))


def _letter(event, member, district, known):
    root = event.root
    message = _message(event, member, known)
    relayed = message is not None and event.actor_id is not None
    help_to = getattr(root, "mailed_to", "") or settings.ENV.mail_address or district.mail_address
    group = group_of(event.kind)
    stop = stop_url(member.pk, group.key) if group else ""
    context = {
        "event": event,
        "member": member,
        "actor": event.actor,
        "district": district,
        "sentence": event.sentence(),
        "root": root,
        "subject": event.subject,
        "title": title(root),
        "confidential": getattr(root, "confidential", False),
        "words": message.text[:WORDS] if message else "",
        "files": known.counts.get(message.pk, 0) if message else 0,
        "first": known.first(event) if event.kind == "ask.opened" and not getattr(root, "confidential", False) else "",
        "marker": reply_marker() if help_to and takes_answers(root) else "",
        "next": root.step_words() if getattr(root, "is_open", False) else "",
        "button": _("Read and answer") if takes_answers(root) else _("See it in Hallway"),
        "why": " ".join([*_where_answers_stand(root, help_to), _("You get this mail because it concerns you.")]),
        "button_url": settings.PUBLIC_URL + path(root, member),
        "stop_url": stop,
    }
    part = invitations.part_for(event, member, help_to, district)
    if part:
        context |= {"title": part.subject, "when": part.when}
    text, html = _rendered(event.kind, context)
    answer = event.kind in ("mail.wrong_door", "mail.private", "idea.mailed") or (
        event.kind == "ask.received" and getattr(root, "through", "") == "mail"
    )
    mail = OutgoingMail(
        event=event,
        member=member,
        sender=_sender(event, district, help_to, relayed),
        to=headers.address(member.email),
        subject=one_line(part.subject if part else subject(event), 250),
        text=text,
        html=html,
        headers=_headers(event, member, root, help_to),
        calendar=part.text if part else "",
        method=part.method if part else "",
        message_id=headers.event_id(event.pk, member.pk),
        answer=answer,
        created=now(),
        next_at=leaves_at(event),
    )
    if stop and not answer:
        mail.headers |= headers.stoppable(stop) if relayed else headers.of_a_list(stop)
    if not relayed:
        mail.headers["Auto-Submitted"] = "auto-replied" if answer else "auto-generated"
        mail.headers["X-Hallway-Event"] = event.kind
    return mail


def title(root):
    """The mail's subject, the same for every mail of a conversation so that mail programs keep them together; neutral
    where the noun is confidential."""
    if root is None:
        return _("News from Hallway")
    if hasattr(root, "mail_title"):
        return root.mail_title()
    if getattr(root, "confidential", False):
        return _("#%(number)s Your conversation in Hallway") % {"number": root.pk}
    return str(root) if answerable(root) else _("News from Hallway")


def subject(event):
    """The mail's subject: the conversation's title, else what kind of news it is."""
    root = event.root
    named = answerable(root) or hasattr(root, "mail_title")
    if named or getattr(root, "confidential", False) or not event.about.label:
        return title(root)
    return str(event.about.label)


def answerable(root):
    """Whether an answer by mail has somewhere to go: nouns that people reply to."""
    return hasattr(type(root), "reply")


def takes_answers(root):
    """Whether an answer by mail finds its way: of requests, and of nouns that name a word for their reply address (``answers_as``)."""
    return answerable(root) or bool(getattr(root, "answers_as", ""))


def _where_answers_stand(root, help_to):
    """Who will read what is answered by mail, where that is not plain."""
    said = getattr(root, "answers_stand", "") if help_to else ""
    return [said] if said else []


def path(root, member):
    """Where the mail's button leads: for parties of a request a signed link that needs no sign-in, else the noun's page."""
    if hasattr(root, "link_for"):
        return root.link_for(member)
    if answerable(root) and root.is_party(member):
        return reverse("asks:link", args=[request_link(root.pk, member.pk, member=member)])
    return root.get_absolute_url() if hasattr(root, "get_absolute_url") else reverse("delivery:notices")


def _message(event, member, known):
    """The message that the event tells of, when its words may travel to this member by mail."""
    root, number = event.root, event.data.get("message")
    if not number or root is None or getattr(root, "confidential", False):
        return None
    message = known.message(event)
    if message and message.kind == "note" and not root.is_staff(member):
        return None
    return message


def words_for(event, member):
    """The words that an event brings to this member by mail; empty when there are none or they may not travel."""
    message = _message(event, member, Words([event]))
    return message.text if message else ""


def _rendered(kind, context):
    text = _template(kind, "txt").render(context)
    html = _template(kind, "html").render(context)
    return text.strip() + "\n", html


@lru_cache(maxsize=200)
def _template(kind, ending):
    return select_template([f"mail/{kind}.{ending}", f"mail/default.{ending}"])


def own_template(kind):
    """Whether a kind has a mail template of its own; for the reference."""
    try:
        return bool(get_template(f"mail/{kind}.txt"))
    except TemplateDoesNotExist:
        return False


def _sender(event, district, help_to, relayed):
    name = district.name or "Hallway"
    if relayed:
        name = _("%(person)s at %(district)s") % {"person": event.actor.full_name, "district": name}
    address = help_to or headers.plain(settings.DEFAULT_FROM_EMAIL)
    return headers.named(name, address)


def _headers(event, member, root, help_to):
    said = {
        "Date": format_datetime(event.at if event.at.tzinfo else now()),
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }
    if root is not None:
        before = [headers.value(each, 250) for each in _earlier(root)] + [
            headers.thread_id(event.root_type_id, event.root_id)
        ]
        said["References"] = " ".join(before)
        said["In-Reply-To"] = before[0]
    if help_to and takes_answers(root):
        local, _at, domain = (getattr(root, "answers_to", "") or help_to).rpartition("@")
        token = ask_address_token(root.pk, member.pk, noun=getattr(root, "answers_as", "") or "address")
        said["Reply-To"] = f"{local}+{token}@{domain}"
    return said


def _earlier(root):
    """Message-IDs that the conversation began with elsewhere (``mail_references`` of a noun that came by mail)."""
    found = getattr(root, "mail_references", ())
    return list(found() if callable(found) else found)[:5]
