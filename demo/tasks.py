"""What Wagtail does again on every save, done once at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.dummy import DummyBackend


@contextmanager
def each_task_once() -> Iterator[None]:
    """Keep the tasks of the block until its end, then run each one once.

    A page is saved several times until it is published, and each time it would enter the index of the admin's search and
    that of references anew. Nothing runs when the block fails.
    """
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    kept = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, {})
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = kept
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual
    for task, args in dict.fromkeys((result.task, tuple(result.args)) for result in kept.results):
        task.enqueue(*args)
