# Where measurements run: a folder, a program, a server and a database of their own. Sourced by the
# scripts beside it; what it makes it removes when they end.
#
# SANDBOXPP_TEST_SERVER names a server to use instead of a private one with the settings of
# deploy/postgresql.conf, SANDBOXPP_PROGRAM a program that is built already.
for part in say machine postgres places build; do . "$root/deploy/lib/$part.sh"; done

find_postgres || give_up "There is no PostgreSQL $oldest_postgres or later."
choose_server_user
place=$(mktemp -d /tmp/sandboxpp-bench.XXXXXX)
chmod 0711 "$place"
server= made=
finish() {
  trap - EXIT HUP INT TERM
  [[ -z $made ]] || "$postgres_bin/psql" -q "$administration" -c "DROP DATABASE $made WITH (FORCE)" || :
  [[ -z $server ]] || server_run "$postgres_bin/pg_ctl" -D "$place/data" -m immediate -w stop \
    >/dev/null 2>&1 || :
  rm -rf -- "$place"
}
trap finish EXIT
trap 'exit 2' HUP INT TERM

choose_program() {
  program=${SANDBOXPP_PROGRAM:-}
  if [[ -z $program ]]; then
    check_swift
    choose_state
    build_release
  fi
}

choose_server() {
  administration=${SANDBOXPP_TEST_SERVER:-}
  [[ -z $administration ]] || return 0
  make_cluster "$place/data" trust "$place/initdb.log" || give_up "The database could not be made."
  configure_cluster "$place/data"
  server_folder "$place/socket" # trust is safe behind a folder that only its user may enter.
  server=yes
  server_run "$postgres_bin/pg_ctl" -D "$place/data" -w -t 60 -l "$place/data/server.log" \
    -o "-c unix_socket_directories=$place/socket" start >/dev/null ||
    give_up "The database does not start: $(tail -n 3 "$place/data/server.log")"
  administration=$(server_address "$place/socket" postgres postgres)
}

# A database with the schema.
make_database() {
  local name=sandboxpp_bench_$$
  "$postgres_bin/psql" -q "$administration" -c "CREATE DATABASE $name"
  made=$name
  database="$administration dbname=$made"
  (cd "$root" && "$program" db init --database "$database" >/dev/null)
}

settle_down() { "$postgres_bin/psql" -qX "$database" -c VACUUM -c CHECKPOINT; }
