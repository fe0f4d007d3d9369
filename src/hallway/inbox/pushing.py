"""Mail that a provider pushes, signed with a key that only it and we know. Anymail checks the signature; the raw bytes go the way of
all mail: kept and committed first, then "200". Off unless ``HALLWAY_MAIL_PUSH`` names the provider.

A repeated push is the same content again and only counted, so an old one that somebody replays does nothing.
"""

import base64
import binascii
import json
import logging
import re
from importlib import import_module
from urllib.parse import parse_qsl

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from django.conf import settings
from django.db import Error, InterfaceError
from django.http import Http404, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hallway.core.middleware import public

from . import bounds
from .keeping import keep_many

log = logging.getLogger("hallway.inbox")
BODY = bounds.KEPT * 3 // 2  # bytes of one push: a mail as large as we keep, in base64
# The view of Anymail that knows the provider's signature, and what it calls the key.
CHECKS = {
    "mailgun": ("anymail.webhooks.mailgun.MailgunInboundWebhookView", "webhook_signing_key"),
    "mandrill": ("anymail.webhooks.mandrill.MandrillCombinedWebhookView", "webhook_key"),
    "mailersend": ("anymail.webhooks.mailersend.MailerSendInboundWebhookView", "inbound_secret"),
    "postal": ("anymail.webhooks.postal.PostalInboundWebhookView", "webhook_key"),
}


@public
@csrf_exempt
@require_POST
def push(request, provider):
    """One push. 200 kept · 403 not signed by the provider · 400 signed, but no mail in it · 413 too large · 503 try again."""
    key = settings.ENV.mail_push.get(provider)
    if key is None:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY:
        return _said(413, "larger than we take")
    request._body = request.read(BODY + 1)  # larger than a form of ours may be
    try:
        fields = _form_of_mailgun(request) if provider == "mailgun" else {}
        _must_be_signed(request, provider, key)
        raws = list(RAWS[provider](request, fields))
    except AnymailWebhookValidationFailure:
        log.warning("a push that %s did not sign was refused", provider)
        return _said(403, "not signed with the key we know")
    except (AnymailError, ValueError, KeyError, TypeError, AttributeError, binascii.Error) as trouble:
        log.warning("a push of %s holds no raw mail: %s", provider, type(trouble).__name__)
        return _said(400, "there is no raw mail in it; see docs/admin/mail-in.md")
    try:
        keep_many(raws, f"push {provider}")
    except (Error, InterfaceError):
        log.exception("a pushed mail could not be kept; the provider tries again")
        return _said(503, "try again")
    return _said(200, "kept")


def _said(status, words):
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)


def _must_be_signed(request, provider, key):
    path, name = CHECKS[provider]
    module, _dot, view = path.rpartition(".")
    values = {name: key, "basic_auth": []}
    if provider == "mandrill":  # signs the address it was told, which is the public one
        values["webhook_url"] = settings.PUBLIC_URL + request.path
    checking = getattr(import_module(module), view)(**values)
    checking.run_validators(request)


def _form_of_mailgun(request):
    """{name: bytes} of the form. Mailgun puts the mail into a field; Django would decode it, and takes fields of some megabytes
    only. The few words that are signed become ``request.POST``, which is what is checked."""
    kind, about = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    if kind == "multipart/form-data":
        fields = {}
        for piece in (b"\r\n" + request.body).split(b"\r\n--" + about["boundary"].encode("ascii"))[1:-1]:
            head, _blank, value = piece.partition(b"\r\n\r\n")
            if name := re.search(rb'\bname="([^"]*)"', head):
                fields[name[1].decode("ascii", "replace")] = value
    else:
        said = parse_qsl(request.body.decode("ascii"), keep_blank_values=True, encoding="latin-1", max_num_fields=1000)
        fields = {name: value.encode("latin-1") for name, value in said}
    form = QueryDict(mutable=True)
    for name in ("token", "timestamp", "signature"):
        if name in fields:
            form[name] = fields[name].decode("ascii", "replace")
    request._post, request._files = form, MultiValueDict()
    return fields


def _mailgun(request, fields):
    yield fields["body-mime"]


def _mandrill(request, fields):
    for event in json.loads(request.POST["mandrill_events"]):
        if event.get("event") == "inbound":
            yield event["msg"]["raw_msg"].encode("utf-8", "replace")


def _mailersend(request, fields):
    yield json.loads(request.body)["data"]["raw"].encode("utf-8", "replace")


def _postal(request, fields):
    event = json.loads(request.body)
    yield (
        base64.b64decode(event["message"])
        if event.get("base64") is True
        else event["message"].encode("utf-8", "replace")
    )


RAWS = {"mailgun": _mailgun, "mandrill": _mandrill, "mailersend": _mailersend, "postal": _postal}
