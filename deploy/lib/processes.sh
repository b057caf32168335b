# Starting and stopping the parts as background processes. Sourced after say.sh; needs $pids,
# $logs and $root.
#
# Each part is kept by deploy/lib/keep, which writes pids/<part>.pid: one line each for the keeper
# and its child, as `pid birth`. The birth (start time in clock ticks since boot) tells the process
# from another one that was given the same number later.

readonly longest_log=$((10 * 1024 * 1024)) # A longer one is put aside when the part starts.

process_birth() {
  local line
  line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  line=${line##*) } # The name in brackets may hold anything, spaces too.
  local -a fields
  read -ra fields <<<"$line"
  [[ ${fields[0]} != Z ]] || return 1 # It has ended; only its parent has not looked yet.
  printf '%s' "${fields[19]}"
}

process_lives() { [[ $(process_birth "$1") == "$2" ]]; }

# Whether the keeper of a part lives.
part_lives() {
  local pid birth
  [[ -s $pids/$1.pid ]] || return 1
  read -r pid birth <"$pids/$1.pid"
  process_lives "$pid" "$birth"
}

# start_part NAME STOP_SIGNAL COMMAND…: nothing if it is there already. A child whose keeper was
# killed is ended first. Returns once the pid file is there, so that `down` cannot miss the part.
start_part() {
  local name=$1 signal=$2 log=$logs/$1.log
  shift 2
  ! part_lives "$name" || return 0
  stop_part "$name" 20
  if [[ -f $log && $(stat -c %s "$log") -gt $longest_log ]]; then mv -f "$log" "$log.1"; fi
  # A session of its own: closing the terminal ends nothing. The lock of `up` is not passed on.
  setsid "$root/deploy/lib/keep" "$pids/$name.pid" "$signal" "$@" \
    </dev/null >>"$log" 2>&1 9>&- &
  disown
  wait_until 10 test -s "$pids/$name.pid" || give_up "$name does not start; $log says why."
}

# stop_part NAME SECONDS: asks the keeper, who asks its child; kills both after the time given.
stop_part() {
  local name=$1 seconds=$2 pid birth deadline
  local file=$pids/$name.pid
  [[ -s $file ]] || return 0
  local -a lines
  mapfile -t lines <"$file"
  deadline=$((SECONDS + seconds))
  for line in "${lines[@]}"; do
    read -r pid birth <<<"$line"
    if process_lives "$pid" "$birth"; then kill -TERM "$pid" 2>/dev/null || :; fi
    while process_lives "$pid" "$birth" && ((SECONDS < deadline)); do sleep 0.1; done
    if process_lives "$pid" "$birth"; then
      say "$name did not end within $seconds s and was killed."
      kill -KILL "$pid" 2>/dev/null || :
    fi
  done
  rm -f -- "$file"
}

# wait_until SECONDS COMMAND…: true as soon as the command succeeds.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.2
  done
}
