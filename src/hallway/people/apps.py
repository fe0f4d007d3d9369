from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "hallway.people"
    label = "people"

    def ready(self):
        from hallway.core.search import searchable

        from .finding import find

        searchable("people", _("People"), find, order=20)
