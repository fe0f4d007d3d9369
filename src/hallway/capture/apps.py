from django.apps import AppConfig


class CaptureConfig(AppConfig):
    name = "hallway.capture"
    label = "capture"

    def ready(self):
        from hallway.core import offline

        from .views.page import rendered, shortcut

        # Written as they are in urls.py: addresses cannot be asked for yet.
        offline.SHELLS["/asks/capture/"] = ("/asks/capture/shell/{language}/", rendered)
        offline.SCRIPTS.append("js/captures.js")
        offline.FILES.append("js/capture-page.js")
        offline.SHORTCUTS.append(shortcut)
