"""The mails of people: an invitation, a way back in. They go out through Django's mail, which delivery keeps as rows."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .models import District

LETTERS = {"join": "invitation", "reset": "way_back"}


def link_of(invitation):
    """The address to open, made from the public address and never from a request. Only while ``.token`` is at hand."""
    return settings.PUBLIC_URL + reverse("people:accept", args=[invitation.token])


def send_letter(invitation):
    """Send the mail of a fresh invitation, in the member's language."""
    member, district = invitation.member, District.get()
    with translation.override(member.language or translation.get_language() or "en"):
        name = LETTERS[invitation.purpose]
        join = invitation.purpose == "join"
        about = {
            "member": member,
            "district": district,
            "button_url": link_of(invitation),
            "button": _("Choose a password and come in") if join else _("Choose a new password"),
        }
        subject = (
            _("Your way into Hallway at %(district)s") % {"district": district.name or "school"}
            if join
            else _("Choose a new password for Hallway")
        )
        mail = EmailMultiAlternatives(subject, render_to_string(f"mail/{name}.txt", about), to=[member.email])
        mail.attach_alternative(render_to_string(f"mail/{name}.html", about), "text/html")
        mail.send()
