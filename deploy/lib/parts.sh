# The parts of the program as `up` runs them, and what they are told. Sourced after machine.sh,
# processes.sh and postgres.sh; needs $program, $state and $socket.

# In the order in which they start; they stop the other way round, the database last.
readonly parts=(seal tick work serve)

# The database role that each part logs in as; schema.sql makes them. The server's own superuser
# makes the schema.
declare -rA part_role=([seal]=seal [tick]=tick [work]=work [serve]=portal)
readonly login_roles=(postgres portal work seal tick)
readonly database_name=sandboxpp

# Sets command to what runs a part.
part_command() {
  case $1 in
    seal) command=(seal --log "$state/log" --key "$state/keys/log.key") ;;
    tick) command=(tick --keystore "$state/keystore") ;;
    work) command=(work --engine local --content "$state/content") ;;
    serve) command=(serve --listen "127.0.0.1:$port" --log "$state/log"
      --content "$state/content" --exports "$state/exports" --keys "$state/keys"
      --keystore "$state/keystore" ${SANDBOXPP_SCAN_REQUIRED:+--scan-required}) ;;
  esac
}

# Sets port: the one asked for, else the last one. A portal that listens elsewhere is stopped, once
# it is known that it can listen here.
choose_port() {
  local last=8080
  if [[ -s $state/port ]]; then last=$(<"$state/port"); fi
  port=${SANDBOXPP_PORT:-$last}
  if [[ $port != "$last" ]] || ! part_lives serve; then check_port_free "$port"; fi
  if [[ $port != "$last" ]]; then stop_part serve 20; fi
}

start_parts() {
  local part
  local -a command
  say "$port" >"$state/port"
  for part in "${parts[@]}"; do
    part_command "$part"
    SANDBOXPP_DATABASE=$(server_address "$socket" "${part_role[$part]}" "$database_name") \
      start_part "$part" TERM "$program" "${command[@]}"
  done
}

stop_parts() {
  local index
  for ((index = ${#parts[@]} - 1; index >= 0; index--)); do
    stop_part "${parts[index]}" 20
  done
}

# The server of `up`: who you are on this machine is who you are in the database (peer). The
# operator of the clone may be any of the roles; nobody else has an account.
start_database() {
  if [[ ! -s $data/PG_VERSION ]]; then
    say "Making a private PostgreSQL $postgres_version in $data"
    [[ -z $elsewhere ]] || say "(the user $server_user cannot enter $state, so it does not lie there)"
    rm -rf -- "$data"
    make_cluster "$data" peer "$logs/initdb.log" || give_up "The database could not be made."
  fi
  configure_cluster "$data"
  local account role
  say 'local all all peer map=operator' >"$data/pg_hba.conf"
  for account in "$(id -un)" "$server_user"; do
    for role in "${login_roles[@]}"; do say "operator \"$account\" $role"; done
  done >"$data/pg_ident.conf"
  start_part postgres INT "${as_server[@]}" "$postgres_bin/postgres" -D "$data" \
    -c unix_socket_directories="$socket"
  wait_until 60 server_answers "$socket" ||
    give_up "The database does not start; $logs/postgres.log says why."
}

# The schema, the regulators' policies and the sample cohort. A marker is written last: what was
# interrupted is begun anew, what is whole is led to the newest schema.
load_database() {
  local marker=$state/loaded
  export SANDBOXPP_DATABASE
  SANDBOXPP_DATABASE=$(server_address "$socket" postgres "$database_name")
  export SANDBOXPP_KEYSTORE=$state/keystore
  if [[ -f $marker ]]; then
    quietly "$logs/migrate.log" "$program" db migrate --schema "$root/schema.sql" \
      --calendar "$root/deploy/calendars/hong-kong.json" ||
      give_up "The database was made from another schema; ./deploy/up --fresh begins anew."
    return 0
  fi
  say "Loading schema, policies and the sample cohort"
  {
    server_run "$postgres_bin/dropdb" -h "$socket" -U postgres --if-exists --force "$database_name" &&
      server_run "$postgres_bin/createdb" -h "$socket" -U postgres "$database_name"
  } >"$logs/load.log" 2>&1 || give_up "The database could not be made; $logs/load.log says why."
  quietly "$logs/load.log" "$program" db init --schema "$root/schema.sql" \
    --calendar "$root/deploy/calendars/hong-kong.json" || give_up "The schema could not be loaded."
  quietly "$logs/load.log" "$program" sample load --root "$root" ||
    give_up "The sample cohort could not be loaded."
  : >"$marker"
}

# What a terminal needs to speak to this installation: `. .sandboxpp/environment`.
write_environment() {
  {
    printf 'export %s=%q\n' SANDBOXPP_DATABASE "$(server_address "$socket" postgres "$database_name")" \
      SANDBOXPP_URL "http://127.0.0.1:$port" SANDBOXPP_CONTENT "$state/content" \
      SANDBOXPP_LOG "$state/log" SANDBOXPP_KEYSTORE "$state/keystore"
    printf 'export SANDBOXPP_VERIFIER_KEY=$(cat %q)\n' "$state/keys/log.key.vkey"
    printf 'export PATH=%q:$PATH\n' "$(dirname "$program")"
  } >"$state/environment"
}

# The sample's trials need what is started by now. Once they stand where the sample plans them,
# they are the user's; what could not be done is tried again by the next `up`.
run_sample() {
  local marker=$state/sample-run
  [[ ! -f $marker ]] || return 0
  say "Running the sample's trials"
  if SANDBOXPP_CONTENT=$state/content quietly "$logs/sample.log" \
    timeout -k 5 300 "$program" sample run --root "$root"; then
    : >"$marker"
  else
    say "The sample's trials could not all be run; the next ./deploy/up tries again." >&2
  fi
}
