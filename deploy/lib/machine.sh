# What the machine must have before anything is tried. Sourced after say.sh; needs $root.

readonly minimum_free_kilobytes=$((2 * 1024 * 1024)) # A release build and a young database.

# The toolchain comes first: without it nothing here is of use.
check_swift() {
  command -v swift >/dev/null ||
    give_up "There is no Swift toolchain: 'swift' is not on the PATH. Install Swift 6.2 or" \
      "later (https://www.swift.org/install/linux/debian/12/) and try again."
  local words version
  words=$(swift --version 2>/dev/null) || words=
  [[ $words =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] ||
    give_up "'swift --version' gives no version; the toolchain at $(command -v swift) is not whole."
  version=${BASH_REMATCH[1]}.${BASH_REMATCH[2]}
  ((BASH_REMATCH[1] > 6 || (BASH_REMATCH[1] == 6 && BASH_REMATCH[2] >= 2))) ||
    give_up "This needs Swift 6.2 or later; $(command -v swift) is $version."
}

# Building and running with a full disk fails late and unclearly; so it fails here.
check_disk() {
  local folder=$1 free
  while [[ ! -e $folder ]]; do folder=$(dirname "$folder"); done
  free=$(df -Pk "$folder" | awk 'NR == 2 { print $4 }')
  ((free >= minimum_free_kilobytes)) ||
    give_up "The disk is nearly full: $folder has $((free / 1024)) MB free and 2048 MB are needed." \
      "Free some space and try again."
}

# Whether somebody listens on a port of this machine.
port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

check_port_free() {
  local port=$1
  if port_answers "$port"; then
    give_up "Port $port is taken by another program." \
      "Stop it, or choose another one: SANDBOXPP_PORT=8081 ./deploy/up"
  fi
}

# Asks the portal over HTTP/1.0 for a path; succeeds on status 200. (A bare Debian has no curl.)
portal_answers() {
  local port=$1 path=$2 status
  status=$(
    exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$path" >&3
    read -r -t 5 _ status _ <&3 && printf '%s' "$status"
  ) || return 1
  [[ $status == 200 ]]
}
