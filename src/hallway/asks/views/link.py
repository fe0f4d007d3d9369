from django.http import Http404


def link(request, *args, **kwargs):
    raise Http404
