from django.http import Http404


def reply(request, *args, **kwargs):
    raise Http404


def undo_message(request, *args, **kwargs):
    raise Http404


def confirm(request, *args, **kwargs):
    raise Http404


def reopen(request, *args, **kwargs):
    raise Http404


def withdraw(request, *args, **kwargs):
    raise Http404


def nudge(request, *args, **kwargs):
    raise Http404
