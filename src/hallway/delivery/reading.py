"""Notices as their reader may see them: what they are about is named only while the reader may still see it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class News:
    """``sentence`` and ``title`` in the reader's language; ``url``: the noun's page, empty when there is none to see;
    ``words``: what somebody wrote, when it may travel by mail; ``mail_url``: where a mail leads, signed where the noun says so."""

    notice: object
    sentence: str
    title: str
    url: str
    words: str = ""
    mail_url: str = ""

    @property
    def at(self):
        return self.notice.event.at

    @property
    def actor(self):
        return self.notice.event.actor

    @property
    def unread(self):
        return self.notice.read_at is None


def readable(notices, member):
    """``[News]`` for notices whose ``event`` (with its actor) is loaded; one statement for each type of noun."""
    wanted, seen = {}, {}
    for notice in notices:
        wanted.setdefault(notice.event.root_type_id, set()).add(notice.event.root_id)
    from django.contrib.contenttypes.models import ContentType

    for type_pk, ids in wanted.items():
        model = ContentType.objects.get_for_id(type_pk).model_class()
        if model is not None and hasattr(model._default_manager, "visible_to"):
            for row in model._default_manager.visible_to(member).filter(pk__in=ids):
                seen[type_pk, row.pk] = row
    return [_news(notice, member, seen.get((notice.event.root_type_id, notice.event.root_id))) for notice in notices]


def _news(notice, member, root):
    sentence = notice.event.sentence()
    if root is None:
        return News(notice, sentence, "", "")
    if not hasattr(type(root), "reply"):
        title = getattr(root, "news_title", "")
    elif getattr(root, "confidential", False):
        title = _("#%(number)s, confidential") % {"number": root.pk}
    else:
        title = str(root)
    url = root.get_absolute_url() if hasattr(root, "get_absolute_url") else ""
    return News(
        notice, sentence, title, url, mail_url=root.link_for(member) if hasattr(root, "link_in_digest") else url
    )
