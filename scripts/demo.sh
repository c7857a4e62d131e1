#!/usr/bin/env bash
# From nothing to a running site with a demo course. Run again, it starts where it is.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
export DJANGO_SETTINGS_MODULE=config.settings.development
export DJANGO_RUNSERVER_HIDE_WARNING=true
port=${PORT:-8000}
export BASE_URL=${BASE_URL:-http://localhost:$port}

# Before anything long: a port in use would only be noticed at the very end
python=$(command -v python3 || true)
if [[ -n $python ]] && ! "$python" - "$port" <<'PY'; then
import errno, socket, sys
# The demo needs both names: localhost for the site, 127.0.0.1 for the content of packages
for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, int(sys.argv[1])))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                sys.exit(1)
PY
  stop "Port $port is in use. Choose another one: make demo PORT=$((port + 1))"
fi

scripts/setup.sh pdf poppler python texts
if [[ -f var/agora.sqlite3 ]]; then
  scripts/setup.sh node
else
  # The database needs no browser packages, and the sheets need no database: each half on a core of its own
  {
    scripts/setup.sh node
    .venv/bin/python manage.py print_sheets
  } &
  beside=$!
  trap 'wait $beside || true' EXIT
  say "Preparing the database"
  # The checks would miss the browser packages; the server runs them
  .venv/bin/python manage.py migrate --verbosity 0 --skip-checks
  wait $beside
fi
say "Loading the demo course"
exec .venv/bin/python manage.py serve_demo "localhost:$port"
