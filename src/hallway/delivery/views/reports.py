"""What a provider reports about mails that it took from us: signed, or it is not believed."""

import logging
from datetime import timedelta

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hallway.core.mailservers import MailProvider
from hallway.core.middleware import public
from hallway.core.now import now

from ..providers import checker, note

log = logging.getLogger("hallway.delivery")
FRESH = timedelta(minutes=2)  # a report may overtake our own note of what the mail is called


@public
@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def reports(request, provider):
    """200 noted · 403 not signed · 400 signed, but nothing we can read · 503 try again, we may not know that mail yet."""
    out = settings.ENV.mail_out
    if not (isinstance(out, MailProvider) and out.reports and out.name == provider):
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    view = checker(out, settings.PUBLIC_URL + request.path)
    try:
        view.setup(request)
        view.run_validators(request)
        events = view.parse_events(request)
    except AnymailWebhookValidationFailure:
        log.warning("a report that %s did not sign was refused", provider)
        return HttpResponse("not signed with the key we know\n", status=403, content_type="text/plain")
    except (AnymailError, ValueError, KeyError, TypeError, AttributeError) as trouble:
        log.warning("a report of %s could not be read: %s", provider, type(trouble).__name__)
        return HttpResponse("not readable\n", status=400, content_type="text/plain")
    with transaction.atomic():
        unknown = [event for event in events if not note(event)]
    if any(event.timestamp and event.timestamp > now() - FRESH for event in unknown):
        return HttpResponse("try again\n", status=503, headers={"Retry-After": "30"})
    return HttpResponse("noted\n", content_type="text/plain")
