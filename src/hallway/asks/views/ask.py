"""The page of one request: whoever helps with it sees the helper's page, everybody else on it the asker's."""

from . import helping, mine
from .talking import find


def show(request, number):
    row = find(request, number)
    return (helping if row.is_staff(request.user) else mine).show(request, row)
