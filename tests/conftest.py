"""What all tests share: a database from a template, and people in their roles."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from accounts.models import User
from courses.models import CoursePage
from tests import databases, factories

# Browser tests drive Chromium over a loop of their own, while their fixtures use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis_settings.register_profile(
    "agora", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
hypothesis_settings.load_profile("agora")

_database: databases.TestDatabase | None = None
_is_dirty = False


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[None]:
    global _database
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    # Restoring the template undoes what was committed. Emptying the tables as well would cost time, and the ledger forbids it.
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: None)
        _database = databases.for_worker(worker)
        _database.restore()
        yield
        _database.drop()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """After a test that really committed, the next one gets the template again."""
    global _is_dirty
    if _is_dirty and _database:
        from pytest_django.plugin import blocking_manager_key

        with item.config.stash[blocking_manager_key].unblock():
            _database.restore()
        _is_dirty = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[object]:
    """Playwright leaves its loop in the thread, and sealing starts one: which test came before must not matter."""
    if "browser" in getattr(item, "fixturenames", ()):
        return (yield)
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        return (yield)
    finally:
        asyncio._set_running_loop(loop)


# First, because it would not be called at all after a fixture that fails.
@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    global _is_dirty
    marker = item.get_closest_marker("django_db")
    names = set(getattr(item, "fixturenames", ()))
    if names & {"transactional_db", "live_server"} or (marker and marker.kwargs.get("transaction")):
        _is_dirty = True


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A request leaves its language behind in the thread; the next test begins in English all the same."""
    with translation.override("en"):
        yield


@pytest.fixture
def admin_indexes(settings: Any) -> None:
    """What is saved enters the search of the admin and the index of what is used where, as it does outside the tests."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def learner(db: None) -> User:
    return factories.user("learner@example.org", first_name="Lena", last_name="Lerner")


@pytest.fixture
def other_learner(db: None) -> User:
    return factories.user("other@example.org")


@pytest.fixture
def trainer(db: None) -> User:
    user = factories.user("trainer@example.org")
    user.groups.add(Group.objects.get(name="Trainers"))
    return user


@pytest.fixture
def administrator(db: None) -> User:
    return factories.user("administrator@example.org", is_superuser=True, is_staff=True)


@pytest.fixture
def course(db: None) -> CoursePage:
    """Two modules of two lessons each, a test in the second, a certificate of achievement."""
    return factories.course()


@pytest.fixture
def learner_client(learner: User) -> Client:
    client = Client()
    client.force_login(learner)
    return client
