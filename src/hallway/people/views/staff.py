"""People for those who manage them: find, add, change, give posts, switch off, let in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hallway.core.page import go, page
from hallway.core.text import one_line

from ..forms.people import FilterForm, NewPersonForm, PersonForm, PostForm
from ..letters import link_of, send_letter
from ..models import Invitation, Member, Post, Room

SHOWN = 50


def needs_manager(view):
    """Only for those who manage people; the verbs ask again for each person."""

    def guarded(request, *args, **kwargs):
        if not request.user.seat.manages_people:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def filtered(people, said):
    if said.get("q"):
        people = people.matching(said["q"])
    posts = Q()
    if said.get("campus"):
        posts &= Q(campus=said["campus"])
    if said.get("role"):
        posts &= Q(role=said["role"])
    if posts:
        people = people.filter(pk__in=Post.objects.filter(posts).values("member"))
    if said.get("state") == "new":
        people = people.filter(last_login=None)
    return people.filter(is_active=said.get("state") != "off")


def after(people, mark):
    """The rows behind the one whose place ``mark`` says ("<folded name>~<id>")."""
    name, _sign, pk = mark.rpartition("~")
    if not pk.isdecimal():
        return people
    return people.filter(Q(folded__gt=name) | Q(folded=name, pk__gt=int(pk)))


def one_page(people, mark):
    """(rows, the mark of the next page or ""), in order of names."""
    rows = list(
        after(people, mark)
        .order_by("folded", "pk")
        .select_related("room__campus")
        .prefetch_related(Prefetch("posts", Post.objects.select_related("campus")))[: SHOWN + 1]
    )
    more = f"{rows[SHOWN - 1].folded}~{rows[SHOWN - 1].pk}" if len(rows) > SHOWN else ""
    return rows[:SHOWN], more


@needs_manager
def people(request):
    form = FilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    rows, more = one_page(filtered(Member.objects.managed_by(request.user), said), one_line(request.GET.get("after")))
    query = request.GET.copy()
    query["after"] = more
    about = {"form": form, "rows": rows, "next_url": f"?{query.urlencode()}" if more else "", "said": said}
    return page(request, "settings/people.html", about, partial="rows")


def _room(form, by):
    """The room that a form names, made when its campus has none of that name; None for no room."""
    campus, name = form.cleaned_data["room_campus"], form.cleaned_data["room_name"]
    if not campus:
        return None
    return Room.objects.filter(campus=campus, name__iexact=name).first() or Room.add(by=by, campus=campus, name=name)


def _said_no(form, error):
    for name, errors in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(name if name in form.fields else None, errors)


@needs_manager
def person_add(request):
    by = request.user
    form = NewPersonForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                member = Member.add(by=by, **form.values(), room=_room(form, by))
                Post.add(by=by, member=member, **form.post())
        except ValidationError as error:
            _said_no(form, error)
        else:
            if form.cleaned_data["invite"]:
                send_letter(Invitation.send(by=by, member=member))
                messages.success(
                    request, _("%(name)s is on the list, and the letter is on its way.") % {"name": member}
                )
            else:
                messages.success(request, _("%(name)s is on the list.") % {"name": member})
            return go(request, reverse("settings:person", args=[member.pk]))
    return render(request, "settings/person_add.html", {"form": form}, status=422 if form.errors else 200)


@needs_manager
def person(request, pk):
    by, member = request.user, get_object_or_404(Member.objects.managed_by(request.user), pk=pk)
    form = PersonForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid():
        fresh = Member.objects.get(pk=pk)  # the form has written into ``member`` already
        try:
            fresh.change(by=by, **form.values(), room=_room(form, by))
        except ValidationError as error:
            _said_no(form, error)
        else:
            messages.success(request, _("Saved."))
            return go(request, reverse("settings:person", args=[pk]))
    return _person_page(request, pk, form=form, status=422 if form.errors else 200)


def _person_page(request, pk, *, form=None, post_form=None, link="", status=200):
    member = get_object_or_404(Member.objects.managed_by(request.user).select_related("room__campus"), pk=pk)
    about = {
        "member": member,
        "form": form or PersonForm(instance=member),
        "post_form": post_form or PostForm(by=request.user),
        "posts": member.posts.select_related("campus"),
        "may": {name: request.user.can(name, member) for name in ("change", "deactivate", "reactivate")},
        "invited": member.invitations.filter(used=None).order_by("-made").first(),
        "outside": member.socialaccount_set.exists(),
        "link": link,
    }
    return render(request, "settings/person.html", about, status=status)


@needs_manager
@require_POST
def post_add(request, pk):
    member = get_object_or_404(Member.objects.managed_by(request.user), pk=pk)
    form = PostForm(request.POST, by=request.user)
    if not form.is_valid():
        return _person_page(request, pk, post_form=form, status=422)
    Post.add(by=request.user, member=member, **form.cleaned_data)
    return go(request, reverse("settings:person", args=[pk]) + "#posts")


@needs_manager
@require_POST
def post_remove(request, pk, post):
    row = get_object_or_404(Post, pk=post, member__in=Member.objects.managed_by(request.user).filter(pk=pk))
    row.remove(by=request.user)
    return go(request, reverse("settings:person", args=[pk]) + "#posts")


@needs_manager
@require_POST
def deactivate(request, pk):
    member = get_object_or_404(Member.objects.managed_by(request.user), pk=pk).deactivate(by=request.user)
    messages.success(request, _("%(name)s can no longer sign in. What they did stays.") % {"name": member})
    return go(request, reverse("settings:person", args=[pk]))


@needs_manager
@require_POST
def reactivate(request, pk):
    member = get_object_or_404(Member.objects.managed_by(request.user), pk=pk).reactivate(by=request.user)
    messages.success(request, _("Welcome back, %(name)s.") % {"name": member})
    return go(request, reverse("settings:person", args=[pk]))


@needs_manager
@require_POST
def invite(request, pk):
    member = get_object_or_404(Member.objects.managed_by(request.user), pk=pk, is_active=True)
    send_letter(Invitation.send(by=request.user, member=member))
    messages.success(request, _("A letter is on its way to %(email)s.") % {"email": member.email})
    return go(request, reverse("settings:person", args=[pk]))


@needs_manager
@require_POST
def reset(request, pk):
    """A way in without mail: a link to read out or hand over, shown once."""
    member = get_object_or_404(Member.objects.managed_by(request.user), pk=pk, is_active=True)
    return _person_page(request, pk, link=link_of(Invitation.send(by=request.user, member=member, purpose="reset")))


@needs_manager
@require_POST
def forget_sign_ins(request, pk):
    get_object_or_404(Member.objects.managed_by(request.user), pk=pk).forget_sign_ins(by=request.user)
    messages.success(request, _("The next outside sign-in with this address is taken as theirs."))
    return go(request, reverse("settings:person", args=[pk]))
