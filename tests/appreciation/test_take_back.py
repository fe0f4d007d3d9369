"""The sender takes a thank-you back: row, words and what was told of it are gone."""

import pytest

from hallway.appreciation.models import Thanks
from hallway.core.verb import Denied
from hallway.history.models import Event


@pytest.fixture
def thanks(cast):
    return Thanks.give(by=cast.tess, receivers=[cast.ivan], reason="Before the bell")


def test_take_back(cast, thanks, as_):
    tess = as_(cast.tess)
    assert tess.post(f"/thanks/{thanks.pk}/take_back/").status_code == 303
    assert not Thanks.objects.exists()
    assert not Event.objects.filter(kind="thanks.given").exists()
    assert tess.post(f"/thanks/{thanks.pk}/take_back/").status_code == 303


@pytest.mark.parametrize("who", ["ivan", "olga", "kim", "lena", "ada", "dora"])
def test_only_the_sender_may(cast, thanks, who):
    with pytest.raises(Denied):
        thanks.take_back(by=getattr(cast, who))
