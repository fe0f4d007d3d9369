"""What the pages of a board read, in a constant number of statements."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from hallway.core.components import file as file_chip
from hallway.threads.models import File, Message

from .circle import since
from .models import Concern, Reaction, Seen
from .models.board import ASIDE, MARKS

PER_PAGE = 20
SHOWN = 200  # answers on one page
ICONS = {"heart": "heart", "smile": "smile", "thanks": "hand-heart", "idea": "lightbulb", "strong": "biceps-flexed"}


def fresh(member, topics):
    """Ids of those that moved since ``member`` opened them, or came into the circle. Three statements."""
    topics = list(topics)
    seen = dict(Seen.objects.filter(member=member, topic__in=topics).values_list("topic", "at"))
    came = since(member, {topic.team_id for topic in topics})
    known = {topic.pk: seen.get(topic.pk, came.get(topic.team_id, topic.moved_at)) for topic in topics}
    return {topic.pk for topic in topics if topic.moved_at > known[topic.pk]}


def marks(nouns, member):
    """{(type id, id): [{mark, label, icon, names, mine}]} of these topics and answers; one statement."""
    found: dict = {}
    for row in Reaction.objects.on(*nouns).select_related("member"):
        if row.member.is_active:
            found.setdefault((row.subject_type_id, row.subject_id), {}).setdefault(row.mark, []).append(row.member)
    made = {}
    for noun in nouns:
        key = (ContentType.objects.get_for_model(noun).pk, noun.pk)
        given = found.get(key, {})
        made[key] = [
            {
                "mark": mark,
                "label": label,
                "icon": ICONS[mark],
                "names": [each.full_name for each in given.get(mark, ())],
                "mine": any(each.pk == member.pk for each in given.get(mark, ())),
            }
            for mark, label in MARKS
        ]
    return made


def _set_aside(topic, answers):
    """{answer id, None for the topic: who set it aside, and what they say}; no statement when nothing is."""
    if topic.aside_at is None and all(row.kind != ASIDE for row in answers):
        return {}
    rows = Concern.objects.filter(topic=topic, outcome="aside").select_related("decided_by")
    return {row.message_id: row for row in rows}


def conversation(topic, member):
    """(what the topic itself shows, [what each answer shows]): {row, files, marks, given, mine}. Three statements."""
    rows = Message.objects.of(topic).exclude(~Q(author=member), kind=ASIDE)
    answers = list(rows.select_related("author").reverse()[:SHOWN])[::-1]
    aside = _set_aside(topic, answers)
    files: dict = {}
    for row in File.objects.of(topic):
        files.setdefault(row.message_id, []).append(file_chip(row.name, url=row.get_absolute_url(), size=row.size))
    by_noun = marks([topic, *answers], member)

    def shown(row, author_id, number):
        said = by_noun[ContentType.objects.get_for_model(row).pk, row.pk]
        return {
            "row": row,
            "anchor": f"answer-{row.pk}",
            "files": () if number in aside else files.get(number, ()),
            "marks": said,
            "given": [each for each in said if each["names"]],
            "mine": author_id == member.pk,
            "aside": aside.get(number),
        }

    return shown(topic, topic.by_id, None), [shown(row, row.author_id, row.pk) for row in answers]
