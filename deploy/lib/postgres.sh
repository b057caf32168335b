# A private PostgreSQL server: where its programs are, whose it is, how it is made. Sourced after
# say.sh; needs $root.

readonly oldest_postgres=15
readonly longest_socket_folder=60 # sun_path holds 107 bytes, the file's own name is part of it.

# Sets postgres_bin and postgres_version to the newest server of this machine. Fails if there is
# none. SANDBOXPP_POSTGRES_BIN names the folder where the search would miss it.
find_postgres() {
  local candidate version
  postgres_bin= postgres_version=0
  for candidate in ${SANDBOXPP_POSTGRES_BIN:+"$SANDBOXPP_POSTGRES_BIN"} \
    /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
    [[ -x $candidate/initdb && -x $candidate/postgres ]] || continue
    version=$("$candidate/postgres" --version) || continue
    [[ $version =~ \ ([0-9]+) ]] || continue
    version=${BASH_REMATCH[1]}
    if ((version >= oldest_postgres && version > postgres_version)); then
      postgres_bin=$candidate postgres_version=$version
    fi
    [[ $candidate != "${SANDBOXPP_POSTGRES_BIN:-}" || -z $postgres_bin ]] || return 0
  done
  [[ -n $postgres_bin ]]
}

# Sets server_user and as_server. PostgreSQL refuses to run as root, so as root it runs as the
# user that its package made; setpriv becomes the server instead of standing before it.
choose_server_user() {
  server_user=$(id -un)
  as_server=()
  if (($(id -u) == 0)); then
    server_user=postgres
    id "$server_user" >/dev/null 2>&1 ||
      give_up "There is no user 'postgres' to run the database as; Debian's postgresql package" \
        "makes one. Install it, or run this as a user who is not root."
    as_server=(setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --init-groups)
  fi
}

# A folder that only the server's user may enter (and root, who may enter all).
server_folder() {
  mkdir -p "$1"
  chmod 0700 "$1"
  (($(id -u) != 0)) || chown "$server_user" "$1"
}

# The server's programs, as its user, from a folder that every user may enter.
server_run() { (cd / && "${as_server[@]}" "$@"); }

# Makes the cluster: checksums against silent damage, UTF-8 everywhere, sorting by code point so
# that a new C library never changes the order of an index.
make_cluster() {
  local data=$1 authentication=$2 log=$3
  server_folder "$data"
  quietly "$log" server_run "$postgres_bin/initdb" --pgdata="$data" --username=postgres \
    --auth-local="$authentication" --auth-host=reject --encoding=UTF8 --locale=C.UTF-8 \
    --data-checksums
}

# The settings of deploy/postgresql.conf, copied because the server's user may be unable to read
# the clone; each further argument is a line that comes after them and so wins.
configure_cluster() {
  local data=$1
  shift
  { cat "$root/deploy/postgresql.conf" && printf '%s\n' "$@"; } >"$data/postgresql.conf"
  (($(id -u) != 0)) || chown "$server_user" "$data/postgresql.conf"
}

# A connection string for one role of a private server.
server_address() { printf 'host=%s user=%s dbname=%s' "$1" "$2" "$3"; }

server_answers() { "$postgres_bin/pg_isready" -q -h "$1" -U postgres -d postgres -t 2; }
