from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0006_self_ratings")]

    operations = [
        migrations.RemoveConstraint(model_name="note", name="one_note_per_enrolment_and_activity"),
        migrations.RenameField(model_name="note", old_name="activity_key", new_name="object_key"),
        migrations.AddField(model_name="note", name="lesson_key", field=models.UUIDField(null=True)),
        migrations.AddField(
            model_name="note", name="is_bookmarked", field=models.BooleanField(default=False)
        ),
        migrations.AddField(model_name="note", name="passage", field=models.JSONField(null=True)),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "object_key"), name="one_note_per_enrolment_and_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_bookmarked", False),
                    models.Q(("lesson_key", models.F("object_key")), ("lesson_key__isnull", False)),
                    _connector="OR",
                ),
                name="only_lessons_are_bookmarked",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("passage__isnull", True),
                    models.Q(
                        ("lesson_key__isnull", False),
                        models.Q(
                            ("lesson_key", models.F("object_key")),
                            ("lesson_key__isnull", False),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_highlight_is_in_a_lesson_under_its_own_key",
            ),
        ),
    ]
