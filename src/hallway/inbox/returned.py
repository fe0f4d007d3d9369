"""Which mail of ours a report is about: the bounce address it came to says it, else our own sealed Message-ID inside it.

Nothing else counts, so a forged report says nothing: both hold a seal that only this installation can make.
"""

from django.contrib.contenttypes.models import ContentType

from hallway.asks.models import Ask
from hallway.delivery.headers import read_bounce_address, read_id
from hallway.delivery.models import OutgoingMail
from hallway.delivery.returning import came_back


def mail_of(reading):
    """The ``OutgoingMail`` that came back, or None."""
    number = read_bounce_address([*reading.delivered_to, *reading.to])
    if number is not None and (mail := OutgoingMail.objects.filter(pk=number).first()):
        return mail
    ours = [each for each in reading.returned if read_id(each)]
    return OutgoingMail.objects.filter(message_id__in=ours).first() if ours else None


def ask_of(reading):
    """The number of the request that the mail that came back was about, or None."""
    mail = mail_of(reading)
    event = mail.event if mail else None
    is_ask = event is not None and event.root_type_id == ContentType.objects.get_for_model(Ask).pk
    return event.root_id if is_ask else None


def act(reading):
    """Write down what the report says, and let whoever holds the request know."""
    mail, bounce = mail_of(reading), reading.bounce
    if mail is not None:
        came_back(mail, bounce["status"], permanent=bounce["permanent"], late=reading.late)
