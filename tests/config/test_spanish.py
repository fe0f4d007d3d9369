"""The Spanish is whole: every sentence said, every placeholder kept. New sentences: see CONTRIBUTING."""

import re

from babel.messages.pofile import read_po
from django.conf import settings

SLOTS = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue():
    path = settings.LOCALE_PATHS[0] / "es" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="es") if message.id]


def texts(value):
    return value if isinstance(value, tuple | list) else (value,)


def test_every_sentence_is_said():
    missing = [message.id for message in catalogue() if not all(texts(message.string)) or message.fuzzy]
    assert not missing


def test_placeholders_are_kept():
    wrong = []
    for message in catalogue():
        asked = set(SLOTS.findall(" ".join(texts(message.id))))
        if any(set(SLOTS.findall(said)) - asked for said in texts(message.string)):
            wrong.append(message.id)
        if asked - set(SLOTS.findall(" ".join(texts(message.string)))):
            wrong.append(message.id)
    assert not wrong
