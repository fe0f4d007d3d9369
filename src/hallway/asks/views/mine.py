from django.http import Http404


def mine(request, *args, **kwargs):
    raise Http404


def show(request, *args, **kwargs):
    raise Http404
