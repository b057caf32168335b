# Where things of this clone lie. Sourced after postgres.sh; needs $root.

# Sets state and what lies under it, without making anything but the state folder itself.
choose_state() {
  state=$root/.sandboxpp
  mkdir -p "$state" 2>/dev/null ||
    give_up "$root cannot be written to by $(id -un). Run this as the clone's owner."
  [[ -O $state ]] ||
    give_up "$state belongs to $(stat -c %U "$state"): this clone was set up by that user." \
      "Run this as that user."
  logs=$state/logs pids=$state/pids
  mkdir -p "$logs" "$pids" "$state/keys" "$state/keystore" "$state/content" "$state/log" "$state/exports"
  # The folder itself may be walked through (the server's user must), what is in it may not.
  chmod 0711 "$state"
  chmod 0700 "$logs" "$pids" "$state/keys" "$state/keystore" "$state/content" "$state/log" "$state/exports"
}

# Sets data and socket: the database under .sandboxpp/, or, where its user cannot get there (a
# clone under /root), under /var/lib/sandboxpp/<digest of the clone's path>.
choose_database_places() {
  local digest
  digest=$(printf '%s' "$root" | sha256sum | cut -c1-12)
  data=$state/postgres/data socket=$state/postgres/socket elsewhere=
  if (($(id -u) == 0)) && ! server_run test -x "$state"; then
    elsewhere=/var/lib/sandboxpp/$digest
    data=$elsewhere/data socket=$elsewhere/socket
  fi
  # In a connection string and in the server's settings only a plain name needs no quotes.
  if (($(printf '%s' "$socket" | wc -c) > longest_socket_folder)) || [[ $socket == *[^A-Za-z0-9/._-]* ]]; then
    socket=/tmp/sandboxpp-$(id -u)-$digest
  fi
}

# Makes the folders of the database. A socket folder under /tmp could have been put there by
# somebody else: only one of our own will do.
make_database_places() {
  mkdir -p -m 0755 "$(dirname "$data")"
  if [[ -e $socket || -L $socket ]]; then
    [[ -d $socket && ! -L $socket && $(stat -c %U "$socket") == "$server_user" ]] ||
      give_up "$socket is in the way: it belongs to somebody else. Remove it and try again."
  fi
  server_folder "$socket"
}

# A cluster made by another release of PostgreSQL cannot be started by this one.
check_data_version() {
  [[ -s $data/PG_VERSION ]] || return 0
  local made
  made=$(<"$data/PG_VERSION")
  [[ $made != "$postgres_version" ]] || return 0
  if [[ -x /usr/lib/postgresql/$made/bin/postgres ]]; then
    postgres_bin=/usr/lib/postgresql/$made/bin postgres_version=$made
    return 0
  fi
  give_up "The database in $data was made by PostgreSQL $made; this machine has" \
    "$postgres_version. Install postgresql-$made, or begin anew with './deploy/up --fresh', which" \
    "deletes it."
}

# Deletes what `up` made, but for the note of the last build and the lock that is being held.
remove_places() {
  rm -rf -- "$data" "$socket"
  [[ -z $elsewhere || ! -d $elsewhere ]] || rmdir -- "$elsewhere"
  find "$state" -mindepth 1 -maxdepth 1 ! -name built ! -name lock -exec rm -rf -- {} +
}
