"""What stands on the wall. Short addresses, because people type them from paper."""

from django.urls import path

from .views import how

app_name = "how"
urlpatterns = [
    path("", how.paper, name="paper"),
    path("<int:pk>/", how.page, name="page"),
    path("<int:pk>/stickers/", how.stickers, name="stickers"),
]
