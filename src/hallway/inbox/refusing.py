"""A polite no to somebody whom nobody here knows, where the district chose that: short, fixed words, nothing of theirs quoted."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from hallway.core.now import now
from hallway.delivery import headers, pace
from hallway.delivery.models import OutgoingMail
from hallway.people.models import District

ONCE_IN = timedelta(days=1)
AN_HOUR = 20  # to strangers altogether: whoever forges a thousand senders makes us write twenty mails
KIND = "mail.not_for_you"


def refuse(mail):
    """Write to the mail's sender that this address is for staff; once a day for an address. Whether it was written."""
    address = headers.address(mail.sender)
    if not address or not headers.help_address():
        return False
    if not pace.may_answer(address):
        return False
    moment = now()
    written = OutgoingMail.objects.filter(answer=True, headers__has_key="X-Hallway-Event", created__gt=moment - ONCE_IN)
    if written.filter(to=address).exists():
        return False
    strangers = OutgoingMail.objects.filter(answer=True, member=None, created__gt=moment - timedelta(hours=1))
    if strangers.count() >= AN_HOUR:
        return False
    district = District.get()
    with translation.override(district.language):
        said = _(
            "Thank you for writing. This address belongs to the help team for the staff of %(district)s, and yours is not among"
            " the addresses we know. If you work here, please write from your school address. If you do not, the school's office"
            " is glad to help. Your mail was not passed on."
        ) % {"district": district.name}
        subject = _("About your mail to %(district)s") % {"district": district.name}
    EmailMessage(
        subject, said, headers.named(district.name or "Hallway", headers.help_address()), [address],
        headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "X-Hallway-Event": KIND, "X-Hallway-Keep": "yes"},
        connection=_rows(),
    ).send()  # fmt: skip
    return True


def _rows():
    from hallway.delivery.backend import RowBackend

    return RowBackend()
