"""Full text for any noun: how words are kept, how a query is made, and the list of nouns that can be searched."""

import re

from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import RawSQL

from .text import fold

WORD = re.compile(r"[^\W_]+")
NOUNS = []
# What a row is found by, and more words; no longer than a row may be.
ADDED = (
    "CASE WHEN {said} IS NULL OR pg_column_size({words}) > 200000 THEN {words}"
    " ELSE coalesce({words}, ''::tsvector) || to_tsvector('simple', {said}) END"
)


class Words(Func):
    """``to_tsvector('simple', folded text)`` as an expression to store in a ``SearchVectorField``."""

    function = "to_tsvector"
    template = "to_tsvector('simple', %(expressions)s)"
    output_field = SearchVectorField()


def plain(*texts, limit=200_000):
    """The words of these texts, accents folded, with nothing but spaces between: "P-114" → "p 114".

    What is kept and what is asked go through here, so that PostgreSQL's parser (which would read "-114" as a number, and an
    address as one word) cannot make them differ.
    """
    return " ".join(WORD.findall(fold(" ".join(text for text in texts if text))[:limit]))


def words_of(*texts):
    """The expression that keeps these texts for searching (at most 200 kB of them)."""
    return Words(Value(plain(*texts), output_field=TextField()))


def more(words):
    """The expression for the column ``words`` of a row that is to be found by these (``plain``), too."""
    return RawSQL(ADDED.format(words="words", said="%s"), [words, words], output_field=SearchVectorField())  # noqa: S611 - ours


class Matches(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "

    def __init__(self, field, query):
        from django.db.models import BooleanField

        super().__init__(
            F(field),
            Func(Value(query), function="to_tsquery", template="to_tsquery('simple', %(expressions)s)"),
            output_field=BooleanField(),
        )


def query_of(text):
    """The tsquery text for what a person typed: every word must begin a word of the row. Empty when nothing to look for."""
    words = plain(text, limit=1000).split()[:8]
    return " & ".join(f"{w[:60]}:*" for w in words)


def beginning(word):
    """Enough of a word that its other forms begin like it, too."""
    return word if len(word) < 6 else word[: max(5, min(len(word) - 2, 60))]


def searchable(name, label, find, order=100):
    """Add a noun to the search page: ``find(member, text, limit) -> list of rows``; called from an app's ``ready``."""
    NOUNS.append((order, name, label, find))
    NOUNS.sort(key=lambda noun: noun[:2])
