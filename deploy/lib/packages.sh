# What the system must provide, and how it gets there. Sourced after say.sh and postgres.sh.
#
# A need is looked for by what it offers, not by a package's name, so that a machine other than
# Debian that has everything is good enough for --no-install.

# What tests need beside what the product needs; `deploy/test` sets it. Each is a program and the
# package that brings it.
extra_programs=()
readonly test_programs=(python3:python3 openssl:openssl z3:z3 nvim:neovim)

# Prints the Debian package of each need that is not met.
missing_packages() {
  local pair
  for pair in "${extra_programs[@]}"; do
    command -v "${pair%%:*}" >/dev/null || say "${pair##*:}"
  done
  command -v pkg-config >/dev/null || say pkg-config
  for pair in libpq:libpq-dev libcrypto:libssl-dev libmicrohttpd:libmicrohttpd-dev \
    libseccomp:libseccomp-dev; do
    if ! pkg-config --exists "${pair%%:*}" 2>/dev/null; then say "${pair##*:}"; fi
  done
  find_postgres || say postgresql
  command -v bwrap >/dev/null || say bubblewrap
  for pair in setpriv prlimit setsid flock; do
    command -v "$pair" >/dev/null || { say util-linux && break; }
  done
}

# Installs what is missing, or says what is. $1 is `install` or `look`.
provide_packages() {
  local mode=$1 log=$2
  local -a missing administrator=()
  [[ -z ${SANDBOXPP_POSTGRES_BIN:-} || -x $SANDBOXPP_POSTGRES_BIN/postgres ]] ||
    give_up "SANDBOXPP_POSTGRES_BIN is '$SANDBOXPP_POSTGRES_BIN', where there is no PostgreSQL" \
      "server: name the folder that holds initdb and postgres, or leave it out."
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} > 0)) || return 0

  local list="${missing[*]}"
  [[ $mode == install ]] ||
    give_up "Missing on this machine: $list. Install them (apt-get install $list), or run without" \
      "--no-install."
  command -v apt-get >/dev/null ||
    give_up "Missing on this machine: $list (Debian's names), and there is no apt-get to install" \
      "them with. Install them with the machine's own means and run again with --no-install."
  if (($(id -u) != 0)); then
    command -v sudo >/dev/null ||
      give_up "Missing on this machine: $list. Installing needs root, and there is no sudo: ask an" \
        "administrator to run 'apt-get install $list'."
    administrator=(sudo)
    [[ -t 0 ]] || administrator=(sudo -n)
    "${administrator[@]}" true 2>/dev/null ||
      give_up "Missing on this machine: $list. Installing needs root, and sudo refuses: ask an" \
        "administrator to run 'apt-get install $list'."
  fi
  say "Installing $list"
  install_packages "$log" "${missing[@]}" ||
    give_up "Installing $list failed; the lines above say why."
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} == 0)) ||
    give_up "Installed, and yet this machine still lacks: ${missing[*]}."
}

# Debian's postgresql package starts a server of its own on port 5432, which nobody asked for
# here; a setting that stands only during the installation prevents it.
readonly no_main_cluster=/etc/postgresql-common/createcluster.d/sandboxpp.conf

install_packages() {
  local log=$1 status=0
  shift
  if [[ " $* " == *" postgresql "* ]]; then
    "${administrator[@]}" mkdir -p "$(dirname "$no_main_cluster")"
    say 'create_main_cluster = false' | "${administrator[@]}" tee "$no_main_cluster" >/dev/null
  fi
  quietly "$log" "${administrator[@]}" apt-get update -q &&
    quietly "$log" "${administrator[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends "$@" || status=$?
  "${administrator[@]}" rm -f "$no_main_cluster"
  return "$status"
}
