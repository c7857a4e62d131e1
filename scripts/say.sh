# Progress lines with the seconds since the first script started. To be sourced.
export AGORA_STARTED=${AGORA_STARTED:-$(date +%s)}

say() { printf '%4d s  %s\n' $(($(date +%s) - AGORA_STARTED)) "$*"; }

stop() {
  printf '%s\n' "$@" >&2
  exit 1
}
