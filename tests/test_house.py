"""The house rules that no single feature's test would notice being broken."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

SRC = Path(__file__).resolve().parent.parent / "src" / "hallway"
TESTS = Path(__file__).resolve().parent
FILES = [p for p in SRC.rglob("*.py") if "migrations" not in p.parts]
ROWS_OF_THE_HOUSE = [m for m in apps.get_models() if m.__module__.startswith("hallway.")]


def verbs():
    """(model, name, rule) of every verb, inherited ones once a model."""
    for model in ROWS_OF_THE_HOUSE:
        for name in dir(model):
            if name.startswith("_") or name in ("objects", "DoesNotExist", "MultipleObjectsReturned"):
                continue
            found = next((vars(cls)[name] for cls in model.__mro__ if name in vars(cls)), None)
            function = getattr(found, "__func__", found)
            if hasattr(function, "verb"):
                yield model, name, function


def test_no_file_is_longer_than_a_room():
    long = {str(p.relative_to(SRC)): n for p in FILES if (n := len(p.read_text().splitlines())) > 300}
    assert not long


def test_every_verb_has_a_rule_of_its_own_words():
    """``Ask.close`` asks ``may_close``; a rule lives in the rules.py of the verb's app."""
    wrong = []
    for model, name, function in verbs():
        rule = function.rule
        if not rule.__module__.endswith(".rules"):
            wrong.append(f"{model.__name__}.{name}: rule in {rule.__module__}")
        if model._meta.app_label not in rule.__module__:
            wrong.append(f"{model.__name__}.{name}: rule of another app")
    assert not wrong
    assert len(list(verbs())) > 30


def test_every_verb_is_walked_by_a_test():
    said = "\n".join(p.read_text() for p in TESTS.rglob("test_*.py"))
    missing = sorted({f"{m.__name__}.{n}" for m, n, _f in verbs() if not re.search(rf"\b{n}\b", said)})
    assert not missing


def recorded():
    """Kinds written by ``record("…")`` anywhere, by reading the code."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args:
                first = node.args[0]
                values = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                yield from (v.value for v in values if isinstance(v, ast.Constant))


def test_events_are_declared_and_written():
    from hallway.history.kinds import KINDS

    written = set(recorded())
    indirect = set(re.findall(r'"(\w+\.\w+)"', "\n".join(p.read_text() for p in FILES if p.name != "events.py")))
    assert written <= set(KINDS), "written but not declared"
    assert set(KINDS) <= written | indirect, "declared but never written"


def test_only_verbs_write():
    """No view, form or template tag saves, creates, updates or deletes a row of ours by itself."""
    writing = re.compile(r"\.(save|create|update|delete|bulk_create|bulk_update|update_or_create|get_or_create)\(")
    allowed = {"form.save(", "messages.", "request.session", "session."}
    found = []
    for path in FILES:
        if "views" not in path.parts and path.name not in ("views.py", "components.py", "context.py"):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if writing.search(line) and not any(word in line for word in allowed) and "# house:" not in line:
                found.append(f"{path.relative_to(SRC)}:{number} {line.strip()}")
    assert not found


def test_templates_hold_no_inline_script_or_style():
    """The content policy would refuse them; mails are the one place where style stands inline."""
    found = []
    for path in (SRC / "templates").rglob("*.html"):
        if path.relative_to(SRC / "templates").parts[0] == "mail":
            continue
        text = path.read_text()
        if re.search(r"\son[a-z]+=|style=\"|javascript:", text) or re.search(r"<style(?![^>]*nonce)", text):
            found.append(str(path.relative_to(SRC)))
    assert not found


def test_no_forbidden_words_in_what_people_read():
    """DOMAIN's words to avoid, and the voice's."""
    bad = re.compile(r"\b(successfully|please note|ticket|customer|end user|leaderboard)\b", re.I)
    found = []
    for path in (SRC / "templates").rglob("*.html"):
        text = re.sub(
            r"{#.*?#}|{%.*?%}", lambda m: m.group(0) if "trans" in m.group(0) else "", path.read_text(), flags=re.S
        )
        if bad.search(text):
            found.append(f"{path.relative_to(SRC)}: {bad.search(text).group(0)}")
    assert not found


@pytest.mark.parametrize("name", ["services", "selectors", "utils", "helpers", "common", "signals"])
def test_no_room_without_a_subject(name):
    assert not [p for p in SRC.rglob("*") if p.stem == name]


EAGER = {"gettext", "ngettext", "pgettext", "npgettext"}


def said_while_loading(tree):
    """Calls of an eager gettext outside functions: they speak the language of whoever came first, or none."""
    ours = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == "django.utils.translation"]
    names = {alias.asname or alias.name for node in ours for alias in node.names if alias.name in EAGER}
    inside = {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Lambda)
        for part in (node.body if isinstance(node.body, list) else [node.body])
        for each in ast.walk(part)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in names and id(node) not in inside:
            yield node.lineno


def test_no_text_is_translated_before_its_reader_is_known():
    found = {f"{p.relative_to(SRC)}:{line}" for p in FILES for line in said_while_loading(ast.parse(p.read_text()))}
    assert not found
    wrong = "from django.utils.translation import gettext as _\nA = _('a')\ndef f(x=_('b')):\n    return _('c')"
    assert [*said_while_loading(ast.parse(wrong))] == [2, 3], "so the test can fail"


def test_journeys_wait_for_what_they_look_at():
    """A press comes back with the first byte of the next page: what looks at once sees half a page on a busy machine."""
    at_once = re.compile(r"\.is_(visible|hidden)\(\)")
    found = [
        f"{p.name}:{number}"
        for p in (TESTS / "journeys").glob("*.py")
        for number, line in enumerate(p.read_text().splitlines(), 1)
        if at_once.search(line)
    ]
    assert not found, "locator.wait_for() instead"
