from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "hallway.ideas"
    label = "ideas"

    def ready(self):
        from hallway.core.search import searchable
        from hallway.people import bringing

        from . import tool_list
        from .finding import find

        bringing.LISTS["tools"] = tool_list
        searchable("ideas", _("Ideas and tools"), find, order=50)
