from django.urls import path

from .views import topics

app_name = "procedures"
urlpatterns = [
    path("topics/", topics.topics, name="topics"),
    path("topics/add/", topics.topic_add, name="topic_add"),
    path("topics/<int:pk>/", topics.topic, name="topic"),
    path("procedure/", topics.procedure, name="procedure"),
]
