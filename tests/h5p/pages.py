"""Pages of a course, without the course: a place for each content, and what it said in `window.heard`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLPattern, URLResolver, path

import config.urls
from h5p.models import Content

PAGE = """{% extends "base.html" %}{% load h5p_tags static %}
{% block title %}Playing{% endblock %}
{% block head_extra %}<link rel="stylesheet" href="{% static "css/components/lesson.css" %}">
<link rel="stylesheet" href="{% static "css/components/blocks.css" %}">{% endblock %}
{% block main %}<h1>Playing</h1><div class="blocks">{% for one in contents %}{% h5p_player one one.title state %}{% endfor %}</div>{% endblock %}
"""


def play(request: HttpRequest) -> HttpResponse:
    """The contents whose numbers are in `?n=…`, each with the state in `?state=…`."""
    contents = [Content.objects.get(pk=number) for number in request.GET.getlist("n")]
    template = engines["django"].from_string(PAGE)
    return HttpResponse(
        template.render({"contents": contents, "state": request.GET.get("state", "")}, request)
    )


urlpatterns: list[URLPattern | URLResolver] = [path("playing/", play), *config.urls.urlpatterns]
