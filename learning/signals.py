from django.dispatch import Signal

# Sent once for each enrolment, inside the transaction in which it became complete.
# Arguments: enrolment, edition, evidence, language, at.
course_completed = Signal()
