from django.http import Http404


def show(request, switch):
    raise Http404
