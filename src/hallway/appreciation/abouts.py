"""What a thank-you can be about: nouns that its two sides share. Apps above add theirs, as they do for the search."""

from django.contrib.contenttypes.models import ContentType

ABOUT = []
FEW = 4


def thankable(find):
    """Add nouns: ``find(member, person, limit) -> [(row, "what it is called")]``, latest first, only what both may read; called from
    an app's ``ready``."""
    ABOUT.append(find)


def choices(member, people):
    """[(value, words)] of what ``member`` shares with the first of ``people``; empty for none."""
    if not people:
        return []
    found = [pair for find in ABOUT for pair in find(member, people[0], FEW)]
    return [(f"{row._meta.label_lower}:{row.pk}", words) for row, words in found]


def named(value):
    """The row that a value of ``choices`` names; ``value`` has been one of them."""
    label, _, number = value.partition(":")
    return ContentType.objects.get_by_natural_key(*label.split(".")).get_object_for_this_type(pk=int(number))
