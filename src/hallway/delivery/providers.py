"""Mail through a provider's API instead of a mail server; Anymail speaks to the provider. And what the provider reports later."""

import re
from importlib import import_module

import requests
from anymail import exceptions as anymail
from anymail.signals import EventType, RejectReason
from django.core.mail import get_connection

from . import returning
from .models import OutgoingMail
from .posting import Refused, ServerAway
from .writing import message

SECONDS = 15
KEY_REFUSED, TOO_MANY, BROKEN = {401, 403}, 429, 500
NOT_ACCEPTED = {"invalid": "550 5.1.3", "rejected": "550 5.7.1", "failed": "554 5.0.0"}
EXTRA = {"postmark": {"X-PM-KeepID": "true"}}  # it would write a Message-ID of its own
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
FOR_GOOD = {RejectReason.BOUNCED, RejectReason.INVALID}
LOST = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
SOFT = re.compile(r"soft|transient|temporary|blocked|dmarc", re.IGNORECASE)


class Api:
    """The way out over a provider's API, with the same words as ``posting.Smtp``."""

    def __init__(self, provider):
        self.provider = provider
        self.backend = get_connection(
            f"anymail.backends.{provider.name}.EmailBackend",
            **provider.options, timeout=SECONDS, ignore_unsupported_features=True,
        )  # fmt: skip

    def send(self, mail, _sender, _plain):
        """Hand over one mail; the provider's name for it. Raises ``Refused`` and ``ServerAway``."""
        said = message(mail)
        said.extra_headers |= EXTRA.get(self.provider.name, {})
        try:
            self.backend.open()
            self.backend.send_messages([said])
        except anymail.AnymailRecipientsRefused:
            pass  # its status says why
        except (anymail.AnymailSerializationError, anymail.AnymailUnsupportedFeature, anymail.AnymailInvalidAddress):
            raise Refused(554, "5.6.0 the provider cannot take it like this", recipient=False) from None
        except (anymail.AnymailAPIError, requests.RequestException) as error:
            raise _of(error) from error
        status = said.anymail_status
        for word in status.status or ():
            if word in NOT_ACCEPTED:
                raise Refused(
                    int(NOT_ACCEPTED[word][:3]), f"{NOT_ACCEPTED[word][4:]} the provider: {word}", recipient=True
                )
        number = status.message_id
        return str(number if isinstance(number, str) else next(iter(number or ()), ""))[:200]

    def close(self):
        self.backend.close()


def _of(error):
    """What an error of the API means: for this mail, or for all of them now."""
    code = getattr(error, "status_code", None)
    if code is None:
        return ServerAway("The mail provider could not be reached.")
    if code in KEY_REFUSED:
        return ServerAway(f"The mail provider does not accept the key. ({code})")
    if code == TOO_MANY or code >= BROKEN:
        return ServerAway(f"The mail provider does not take mail now. ({code})")
    return Refused(554, f"5.6.0 the provider answered {code}", recipient=False)


def checker(provider, address):
    """Anymail's view that knows how the provider signs its reports; ``address``: where they are sent, which some sign, too."""
    module = import_module(f"anymail.webhooks.{provider.name}")
    kinds = ("TrackingWebhookView", "CombinedWebhookView")
    name = next(name for kind in kinds for name in vars(module) if name.endswith(kind))
    values = {"basic_auth": []} | provider.reports
    if provider.name == "mandrill":
        values["webhook_url"] = address
    if provider.name == "unisender_go":
        values["api_key"] = provider.options["api_key"]
    return getattr(module, name)(**values)


def note(event):
    """Write down what one report says. False when we know no mail of that name (yet)."""
    mail = OutgoingMail.objects.filter(provider_id=str(event.message_id)).first() if event.message_id else None
    if mail is None:
        return not event.message_id
    words = f"{event.mta_response or ''} {event.description or ''}"
    found = STATUS.search(words)
    status = found[0] if found else ""
    if event.event_type == EventType.DELIVERED:
        returning.arrived(mail)
    elif event.event_type == EventType.DEFERRED:
        returning.came_back(mail, status, permanent=False, late=True)
    elif event.event_type == EventType.COMPLAINED:
        returning.complained(mail)
    elif event.event_type in LOST:
        soft = status.startswith("4") or bool(SOFT.search(_kind(event.esp_event)))
        returning.came_back(mail, status, permanent=event.reject_reason in FOR_GOOD and not soft)
    return True


def _kind(esp_event):
    """What the provider itself calls the happening, as far as it says so."""
    said = esp_event if isinstance(esp_event, dict) else {}
    return " ".join(str(said.get(key, "")) for key in ("Type", "event", "type", "bounce_classification", "severity"))
