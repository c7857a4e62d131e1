"""Addresses short enough to be printed, the same in every language. They stand at the root of the site."""

from django.urls import path

from . import views

urlpatterns = [path("v/<str:code>/", views.short, name="certificate")]
