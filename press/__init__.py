"""What everything that is printed here needs: type, our own files, and a turn at the press."""

from threading import Lock

# Documents of one process share their fonts, and Pango is not made for threads.
AT_THE_PRESS = Lock()
