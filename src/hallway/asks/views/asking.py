from django.http import Http404


def new(request, *args, **kwargs):
    raise Http404


def promised(request, *args, **kwargs):
    raise Http404


def people(request, *args, **kwargs):
    raise Http404
