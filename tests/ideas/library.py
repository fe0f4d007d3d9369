"""An idea of Tess at Oak, and another like it of Olga: made when first asked for, found again after."""

from hallway.ideas.models import Idea, Tool


def idea(cast):
    """Tess shares exit questions on three colors of paper, for grades 3 to 5."""
    found = Idea.objects.filter(by=cast.tess, title__startswith="Exit").first()
    return found or Idea.share(
        by=cast.tess, campus=cast.oak, title="Exit questions on three colors of paper", grades=[3, 4, 5], subject="math",
        what_for="See at one look who can do it alone.", text="Green: I can do it. Yellow: nearly. Red: not yet.",
    )  # fmt: skip


def other(cast):
    """Olga shares what is much the same."""
    found = Idea.objects.filter(by=cast.olga).first()
    return found or Idea.share(by=cast.olga, campus=cast.oak, title="Three colors of exit questions")


def tool(cast):
    """Quill.org, which the district has approved."""
    found = Tool.objects.filter(folded="quill org").first()
    return found or Tool.add(
        by=cast.dora, name="Quill.org", host="quill.org", approval="approved", note="Sign in with school."
    )
