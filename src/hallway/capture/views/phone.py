"""What the script on the phone asks: who is signed in here, whom one may name, and to keep what it caught."""

import hashlib
import json
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hallway.core.storage import NotKept, keep
from hallway.core.verb import Denied, Refused
from hallway.people.models import Member, Post

from ..forms import Sent, marks_of
from ..models import Capture
from ..placing import meant
from .page import kept_words

MOST = 5000  # names a phone keeps; whoever serves a whole city finds the others by typing them
MOST_PHOTOS = 10


@require_safe
def here(request):
    """Who is signed in on this phone, and the stamp that a POST of theirs needs. Kept nowhere."""
    member = request.user
    answer = JsonResponse(
        {
            "member": member.pk,
            "name": member.short_name,
            "its": member.seat.is_its,
            "language": translation.get_language(),
            "token": get_token(request),
        }
    )
    answer["Cache-Control"] = "no-store, private"
    return answer


@require_safe
def names(request):
    """``{"people": [[id, name, campus, room], …]}``: whom the member may help, with an ETag; nothing else about anybody."""
    member = request.user
    if not member.seat.is_its:
        raise Denied("names")
    said = json.dumps({"people": _people(member)}, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(said).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(said, content_type="application/json")
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache, private"
    return answer


def _people(member):
    posts = Post.objects.filter(campus__isnull=False).in_force_now()
    if member.seat.served is not None:
        posts = posts.filter(campus__in=member.seat.served)
    people = (
        Member.objects.visible_to(member).filter(is_active=True, pk__in=posts.values("member")).exclude(pk=member.pk)
    )
    people = [*people.select_related("room").only("name", "preferred_name", "folded", "room__name")[:MOST]]
    campuses: dict = {}
    for pk, name in (
        posts.filter(member__in=[one.pk for one in people]).values_list("member", "campus__name").order_by("pk")
    ):
        campuses.setdefault(pk, name)
    return [[one.pk, one.full_name, campuses.get(one.pk, ""), one.room.name if one.room_id else ""] for one in people]


@require_POST
def take(request):
    """Keep one capture that a phone kept. Answers JSON: 200 with what became of it, else a sentence for the person.

    409 ``other``: it belongs to somebody else than who is signed in. 503: try again later, as it is.
    """
    member = request.user
    if not member.seat.is_its:
        return _no(HTTPStatus.FORBIDDEN, "denied", _("Only the help team captures."))
    form = Sent(request.POST)
    if not form.is_valid():
        return _no(HTTPStatus.UNPROCESSABLE_ENTITY, "unclear", form.first_problem())
    said = form.cleaned_data
    if said["member"] != member.pk:
        return _no(HTTPStatus.CONFLICT, "other", _("Somebody else kept this on this phone."))
    uploads = request.FILES.getlist("files")
    if len(uploads) > MOST_PHOTOS:
        return _no(HTTPStatus.UNPROCESSABLE_ENTITY, "unclear", _("Ten photos at a time, please."))
    what = {name: said[name] for name in ("line", "name", "teaching_stopped", "note_only", "mine")}
    what["requester"] = form.chosen() or meant(said["name"], member)
    try:
        marks = marks_of(uploads)
        row = Capture.made_before(said["key"], Capture.digest_of(by=member, marks=marks, **what))
        if row is None:
            stored = [keep(one, one.name, one.content_type or "") for one in uploads]
            row = Capture.keep(by=member, key=said["key"], at=form.at(), stored=stored, marks=marks, **what)
    except NotKept as refusal:
        # A full disk is the school's trouble, not the phone's: it tries again by itself.
        later = isinstance(refusal.__cause__, OSError)
        status = HTTPStatus.SERVICE_UNAVAILABLE if later else HTTPStatus.UNPROCESSABLE_ENTITY
        return _no(status, "later" if later else "unclear", refusal.sentence)
    except OSError:
        return _no(HTTPStatus.SERVICE_UNAVAILABLE, "later", _("The photo did not fit just now. It is sent again."))
    except Refused as refusal:
        return _no(HTTPStatus.CONFLICT, "refused", refusal.sentence)
    return JsonResponse(
        {"state": row.state, "number": row.ask_id, "url": row.get_absolute_url(), "said": str(kept_words(row))}
    )


def _no(status, code, sentence):
    return JsonResponse({"code": code, "sentence": str(sentence)}, status=status)
