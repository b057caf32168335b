# Sentences for the person at the terminal. Sourced by the other scripts.

# Lines of progress or of an answer, one for each argument.
say() { printf '%s\n' "$@"; }

# One clear sentence on what is wrong and what to do; the command could not do its work.
give_up() {
  printf 'deploy: %s\n' "$*" >&2
  exit 2
}

# Runs a command with its output in a file; shows the end of it only when the command fails.
quietly() {
  local log=$1 status=0
  shift
  "$@" >"$log" 2>&1 || status=$?
  if ((status != 0)); then
    tail -n 40 "$log" >&2
    say "The whole output is in $log." >&2
  fi
  return "$status"
}
