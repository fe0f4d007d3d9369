"""People in the search box."""

from .models import Member


def find(member, text, limit):
    """Up to ``limit`` people (Member rows) whose words begin with the typed ones, only whom ``member`` may see."""
    return list(Member.objects.visible_to(member).matching(text)[:limit])
