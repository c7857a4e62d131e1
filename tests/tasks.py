"""What Wagtail does beside every save."""

from typing import Any

from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend

# Named, because their modules cannot be imported before there is a backend.
INDEXES = {"modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"}


class WithoutIndexes(ImmediateBackend):
    """Runs tasks at once, without the two that take nearly half the time of making a page: they enter it into the search of
    the admin and into the index of what is used where. A test that looks there asks for the fixture `admin_indexes`.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any] | None:
        return None if task.module_path in INDEXES else super().enqueue(task, args, kwargs)
