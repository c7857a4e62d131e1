#!/usr/bin/env bash
# Collects the texts to translate into locale/. usage: scripts/collect_messages.sh LANGUAGE...
# Without line numbers and obsolete entries a diff shows only what changed for a translator.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p locale
python manage.py makemessages --verbosity 0 "${@/#/--locale=}" --add-location file --no-obsolete \
  --ignore '.*' --ignore node_modules --ignore var --ignore tests
