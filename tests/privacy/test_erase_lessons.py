"""What others put beside a teacher's lesson or their good news goes with the teacher, the bytes, too."""

from pathlib import Path

import pytest

from hallway.appointments.models import Brag
from hallway.core.storage import keep
from hallway.privacy.models import Erasure
from hallway.threads.models import File

from ..appointments import made


@pytest.mark.django_db(transaction=True)
def test_files_of_others_on_their_lessons(cast, settings):
    consult = made.consult(cast)
    consult.say(by=cast.ivan, text="Here it is", stored=[keep(b"a plan", "plan.txt")])
    Brag.draft(
        by=cast.ivan, teacher=cast.tess, campus=cast.oak, title="Everybody spoke", stored=[keep(b"a photo", "a.txt")]
    )
    paths = [Path(settings.ENV.files) / path for path in File.objects.values_list("path", flat=True)]
    assert len(paths) == 2
    assert all(path.exists() for path in paths)
    Erasure.carry_out(by=cast.ada, member=cast.tess, reason="asked for")
    assert not File.objects.exists()
    assert not any(path.exists() for path in paths)
