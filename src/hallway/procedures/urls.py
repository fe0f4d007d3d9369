from django.urls import path

from . import views

app_name = "procedures"
urlpatterns = [
    path("topics/", views.topics, name="topics"),
    path("topics/add/", views.topic_add, name="topic_add"),
    path("topics/<int:pk>/", views.topic, name="topic"),
    path("procedure/", views.procedure, name="procedure"),
]
