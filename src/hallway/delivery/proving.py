"""The link that proves that mail arrives: it is mailed to an address that had trouble, and opening it cures the trouble."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.core.text import as_number
from hallway.core.tokens import seal, sealed
from hallway.people.models import District

from .models import AddressTrouble

DAYS = 7
LENGTH = 26


def proof_token(address, pk):
    """Says which trouble, until when (days since 1970) and that the address got it."""
    until = int(now().timestamp()) // 86400 + DAYS
    return f"{pk}-{until}-{seal('address works', pk, address, until, length=LENGTH)}"


def read_proof_token(text):
    """The ``AddressTrouble`` that a genuine token is about, else None. It runs out after a week."""
    number, _dash, rest = (text or "").partition("-")
    until, _dash, mac = rest.partition("-")
    number, until = as_number(number), as_number(until)
    if number is None or until is None or not mac.isascii():
        return None
    trouble = AddressTrouble.objects.filter(pk=number).first()
    if trouble is None or len(mac) != LENGTH or until < int(now().timestamp()) // 86400:
        return None
    return trouble if sealed(mac, "address works", trouble.pk, trouble.address, int(until)) else None


def send_link(member):
    """Mail the link to the member, in their language; it goes out whatever is known of the address."""
    trouble, district = AddressTrouble.objects.get(address=member.email), District.get()
    url = settings.PUBLIC_URL + reverse("delivery:address", args=[proof_token(trouble.address, trouble.pk)])
    with translation.override(member.language or district.language):
        about = {"member": member, "district": district, "button_url": url, "button": _("Yes, mail arrives here")}
        subject = _("Does mail from Hallway arrive?")
        mail = EmailMultiAlternatives(subject, render_to_string("mail/proof.txt", about), to=[member.email])
        mail.attach_alternative(render_to_string("mail/proof.html", about), "text/html")
        mail.send()
