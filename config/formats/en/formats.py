"""Dates and numbers in English are British, as the language is; Django's are American."""

from django.conf.locale.en_GB.formats import *
