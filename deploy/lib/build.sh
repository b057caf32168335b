# Building the programs. Sourced after say.sh; needs $root, $state and $logs.

# Sets program. Builds for release unless nothing changed since the last time; sets built to say
# which it was. A folder's own time changes when a file in it comes or goes.
build_release() {
  local stamp=$state/built flavour
  flavour=$(swift --version 2>/dev/null | head -n 1)
  program=$root/.build/release/sandboxpp
  built=
  if [[ -x $program && -x $root/.build/release/sandboxpp-validator && -f $stamp &&
    $(<"$stamp") == "$flavour" && -z $(find "$root/Package.swift" "$root/Sources" \
      -newer "$stamp" -print -quit) ]]; then
    return 0
  fi
  say "Building for release (some minutes the first time)"
  # The stamp is older than the build, so that what is edited meanwhile is built the next time.
  printf '%s' "$flavour" >"$stamp.new"
  local product
  for product in sandboxpp sandboxpp-validator; do
    quietly "$logs/build.log" swift build --package-path "$root" -c release --product "$product" \
      --explicit-target-dependency-import-check error ||
      give_up "The build failed; the lines above say why."
  done
  mv -f "$stamp.new" "$stamp"
  built=yes
}
