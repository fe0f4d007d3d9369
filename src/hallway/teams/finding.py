"""Searching the boards: only those of one's own teams."""

from .models import Topic


def find(member, text, limit=20):
    """Topics of ``member``'s teams in which each typed word begins a word, latest first."""
    rows = Topic.objects.visible_to(member).matching(text).select_related("team", "by")
    return list(rows.order_by("-moved_at", "-pk")[:limit])
