#!/usr/bin/env bash
# Runs a command with TEST_DATABASE_URL set: as given, else the PostgreSQL server of this machine,
# else one that lives as long as the command. usage: scripts/with_postgres.sh COMMAND...
set -euo pipefail
cd "$(dirname "$0")/.."

answers() {
  .venv/bin/python -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()' \
    "host=127.0.0.1 port=5432 user=postgres dbname=postgres" 2>/dev/null
}

if [[ -z ${TEST_DATABASE_URL:-} ]] && answers; then
  export TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5432/agora
fi
if [[ -n ${TEST_DATABASE_URL:-} ]]; then exec "$@"; fi

scripts/setup.sh postgres
bin=$(dirname "$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
home=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# PostgreSQL refuses to run as root
as=()
if ((EUID == 0)); then
  as=(runuser -u postgres --)
  chown postgres "$home"
fi
trap '(cd /; "${as[@]}" "$bin/pg_ctl" stop --silent -D "$home/data" -m immediate || true); rm -rf "$home"' EXIT
(
  cd /
  "${as[@]}" "$bin/initdb" -D "$home/data" --auth=trust --username=postgres --encoding=UTF8 --no-sync >/dev/null
  # Nothing in it outlives the run, so nothing need reach the disk
  "${as[@]}" "$bin/pg_ctl" start --silent --wait -D "$home/data" -l "$home/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off" >/dev/null
)
TEST_DATABASE_URL=postgres://postgres@127.0.0.1:$port/agora "$@"
