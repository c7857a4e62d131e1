#!/usr/bin/env bash
# Makes the machine ready. usage: scripts/setup.sh PART...
#   python, python-dev   .venv with the locked packages
#   node, node-dev       node_modules with the locked packages
#   new-node             Node.js 22.19 or newer, which Lighthouse needs; in .venv where the system's is older
#   texts                locale/**/*.mo
#   pdf poppler token browser chromium gettext postgres   packages of the system
# A part that is already there is skipped. The copy of a lock file inside .venv or node_modules
# says what is installed there.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/say.sh
mkdir -p var

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  for python in .venv/bin/python ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    new_enough "$python" && return
  done
  stop "Agora needs Python 3.11 or newer. On Debian or Ubuntu: apt-get install python3 python3-venv"
}

make_venv() {
  [[ $python != .venv/bin/python ]] || return 0
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "Python's venv module is missing. On Debian or Ubuntu: apt-get install $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  say "Making .venv with $("$python" --version)"
  rm -rf .venv
  "$python" -m venv .venv
  python=.venv/bin/python
}

pip_install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"; }

uv_install() {
  if ! cmp -s requirements-uv.txt .venv/requirements-uv.txt; then
    pip_install requirements-uv.txt && cp requirements-uv.txt .venv/ || return
  fi
  .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$1"
}

# uv installs in 3 seconds what takes pip 20. pip stays the way out where uv does not run or finds no
# packages: it alone knows a mirror that is set in pip's own configuration.
install_locked() {
  local lock=$1
  cmp -s "$lock" ".venv/$lock" && return
  say "Installing the Python packages of $lock"
  uv_install "$lock" 2>var/install.log || pip_install "$lock" 2>var/install.log || stop "$(tail -n 20 var/install.log)"
  cp "$lock" .venv/
}

python_packages() {
  make_venv
  # The development lock holds all run-time packages, in the same versions
  if [[ $1 == requirements.txt ]] && cmp -s requirements-dev.txt .venv/requirements-dev.txt; then return; fi
  install_locked "$1"
}

has_node() {
  command -v npm >/dev/null &&
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number), [, least, than] = process.argv;
      process.exit(major > least || (major == least && minor >= than) ? 0 : 1)' "$@" 2>/dev/null
}

# Where the system has none that is new enough, it comes as a Python package
own_node() {
  export PATH=$PWD/.venv/bin:$PATH
  has_node "$@" && return
  make_venv
  install_locked requirements-node.txt
  hash -r
}

node_packages() {
  local with=$1
  cmp -s package-lock.json node_modules/.installed-dev && return
  if [[ $with == run ]] && cmp -s package-lock.json node_modules/.installed-run; then return; fi
  own_node 18 0
  say "Installing the browser packages of package-lock.json"
  local omit=()
  [[ $with == dev ]] || omit=(--omit=dev)
  npm ci --loglevel=error "${omit[@]}" >var/npm.log 2>&1 || stop "$(tail -n 20 var/npm.log)"
  cp package-lock.json "node_modules/.installed-$with"
}

# True when the loader finds them; systems other than Linux have other names, WeasyPrint tells there
has_libraries() {
  [[ $(uname) == Linux ]] || return 0
  "$python" -c 'import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]' "$@" 2>/dev/null
}

# Chromium without windows costs less, but only Debian is known to have a package of it
browser_for_tests() { if grep -qsx ID=debian /etc/os-release; then echo chromium-headless-shell; else echo chromium; fi; }

system_packages() {
  local missing=() as=() part
  for part in "$@"; do
    case $part in
      pdf) has_libraries libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0 ||
        missing+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0) ;;
      poppler) command -v pdftotext >/dev/null || missing+=(poppler-utils) ;;
      token) [[ -e /usr/lib/softhsm/libsofthsm2.so ]] || missing+=(softhsm2) ;;
      # Playwright brings a Node.js that needs libatomic
      browser | chromium)
        [[ $part == chromium ]] || part=$(browser_for_tests)
        command -v "$part" >/dev/null && has_libraries libatomic.so.1 || missing+=("$part" libatomic1)
        ;;
      gettext) command -v msgfmt >/dev/null || missing+=(gettext) ;;
      postgres) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql) ;;
    esac
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || as=(sudo -n)
  if ! command -v apt-get >/dev/null || ! "${as[@]}" true 2>/dev/null; then
    stop "Please install these packages, then try again: sudo apt-get install ${missing[*]}"
  fi
  say "Installing ${missing[*]}"
  local install=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300
    install --yes --no-install-recommends "${missing[@]}")
  # A package list that is missing or old is the usual reason for a first refusal
  "${install[@]}" </dev/null >var/apt.log 2>&1 ||
    { "${as[@]}" apt-get update </dev/null && "${install[@]}" </dev/null; } >var/apt.log 2>&1 ||
    stop "$(tail -n 5 var/apt.log)" "This failed: apt-get install ${missing[*]}"
}

system=() parts=()
for part in "$@"; do
  case $part in
    pdf | poppler | token | browser | chromium | gettext | postgres) system+=("$part") ;;
    *) parts+=("$part") ;;
  esac
done

find_python
# apt-get mostly waits for the network and the disk: the other parts need not wait for it
system_packages "${system[@]}" &
apt=$!
# Whoever stops here must not leave apt-get behind, half done
trap 'wait $apt || true' EXIT
for part in "${parts[@]}"; do
  case $part in
    python) python_packages requirements.txt ;;
    python-dev) python_packages requirements-dev.txt ;;
    node) node_packages run ;;
    node-dev) node_packages dev ;;
    new-node) own_node 22 19 ;;
    texts) .venv/bin/python scripts/compile_messages.py ;;
    *) stop "scripts/setup.sh knows no part named $part" ;;
  esac
done
wait $apt
