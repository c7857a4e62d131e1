"""Questions of the bank and terms of the glossary."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Locale

from courses.models import BankQuestion, GlossaryTerm

from . import shapes
from .course_folder import WHOLE, Course
from .keys import key
from .memory import Memory
from .questions import entry_of_test
from .reading import Fields, read_entries
from .texts import plain, spell_out


def write_bank(
    course: Course, *, language: str, locale: Locale, lessons: dict[str, int], memory: Memory
) -> None:
    """Write and publish the questions that are new or have changed; `lessons` are the pages of `language` by key."""
    for entry in course.bank[language]:
        fields = entry["question"]
        question_key = key(course.key, "bank", fields["id"])
        new = BankQuestion(translation_key=question_key, locale=locale, live=False)
        content = {
            "body": [entry_of_test(fields, key=question_key, lessons=lessons)],
            "tags": [str(tag) for tag in entry["tags"]],
        }
        make = partial(_write_question, new, content, entry)
        memory.keep(f"{course.key}/bank/{fields['id']}.{language}", content, make)


def write_glossary(path: Path, *, locales: dict[str, Locale], memory: Memory) -> None:
    for entry in read_entries(path):
        name = shapes.TERM.check(entry, "a term of the glossary")["key"]
        for language, locale in locales.items():
            if language not in entry and language not in WHOLE:
                continue
            words = shapes.TERM_WORDS.check(entry[language], f"the term in {language}")
            forms = [str(form) for form in words.get("forms") or () if str(form) != words["term"]]
            content = {
                "term": plain(words, "term"),
                "forms": "\n".join(forms),
                "definition": plain(words, "definition"),
            }
            new = GlossaryTerm(translation_key=key("glossary", name), locale=locale)
            memory.keep(f"glossary/{name}.{language}", content, partial(_write_term, new, content, words))


def _write_question(new: BankQuestion, content: dict[str, Any], origin: Fields, known: int | None) -> int:
    question = (known and BankQuestion.objects.filter(pk=known).first()) or new
    question.body = json.dumps(content["body"])
    question.tags.set(content["tags"])
    _check(question, origin)
    question.save()
    question.save_revision().publish()
    return question.pk


def _write_term(new: GlossaryTerm, content: dict[str, str], origin: Fields, known: int | None) -> int:
    term = (known and GlossaryTerm.objects.filter(pk=known).first()) or new
    for field, value in content.items():
        setattr(term, field, value)
    _check(term, origin)
    term.save()
    return term.pk


def _check(snippet: BankQuestion | GlossaryTerm, origin: Fields) -> None:
    try:
        snippet.full_clean()
    except ValidationError as error:
        raise origin.mistake(spell_out(error)) from error
