"""The page of one request: whoever helps with it sees the helper's page, everybody else on it the asker's."""

from django.shortcuts import get_object_or_404

from ..models import Ask
from . import helping, mine


def show(request, number):
    row = get_object_or_404(
        Ask.objects.visible_to(request.user).select_related(
            "requester", "filed_by", "holder", "campus", "room", "topic", "procedure", "merged_into"
        ),
        pk=number,
    )
    return (helping if row.is_staff(request.user) else mine).show(request, row)
