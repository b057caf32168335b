#!/bin/bash
# Verifies the signatures of one key on a C2SP signed note, with openssl and coreutils alone.
# It shares nothing with the code under test: what it accepts, a stranger accepts.
#   verify-note.sh VERIFIER_KEY NOTE_FILE      exit 0: signed by the key; 1: not
set -euo pipefail
export LC_ALL=C

refuse() { echo "refused: $*" >&2; exit 1; }
to_hex() { od -An -v -tx1 | tr -d ' \n'; }
# Octal escapes are all that a portable printf knows.
from_hex() {
  local rest=$1
  while [ -n "$rest" ]; do
    printf "\\$(printf '%03o' "0x${rest:0:2}")"
    rest=${rest:2}
  done
}

vkey=$1 note=$2
name=${vkey%%+*} tail=${vkey#*+}
id=${tail%%+*} key=$(printf '%s' "${tail#*+}" | base64 -d | to_hex)
[ ${#key} -eq 66 ] || refuse "the key has not 33 bytes"
computed=$({ printf '%s\n' "$name"; from_hex "$key"; } | sha256sum | cut -c1-8)
[ "$computed" = "$id" ] || refuse "the key id is $computed, not $id"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# An Ed25519 SubjectPublicKeyInfo is a fixed prefix before the 32 bytes (RFC 8410).
from_hex "302a300506032b6570032100${key:2}" > "$work/key.der"

empty=$(grep -n '^$' "$note" | tail -n 1 | cut -d: -f1)
[ -n "$empty" ] || refuse "no empty line"
head -n $((empty - 1)) "$note" > "$work/text"

found=0
while IFS=' ' read -r dash signer encoded; do
  [ "$dash" = "—" ] && [ "$signer" = "$name" ] || continue
  raw=$(printf '%s' "$encoded" | base64 -d | to_hex)
  [ "${raw:0:8}" = "$id" ] || continue
  raw=${raw:8}
  case ${key:0:2} in
    01) cp "$work/text" "$work/message" ;;
    04)
      printf 'cosignature/v1\ntime %d\n' "0x${raw:0:16}" > "$work/message"
      cat "$work/text" >> "$work/message"
      raw=${raw:16}
      ;;
    *) refuse "key type ${key:0:2} is unknown" ;;
  esac
  [ ${#raw} -eq 128 ] || refuse "a signature has not 64 bytes"
  from_hex "$raw" > "$work/signature"
  openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey "$work/key.der" \
    -in "$work/message" -sigfile "$work/signature" > /dev/null || refuse "a signature is wrong"
  found=1
done < <(tail -n +$((empty + 1)) "$note")
[ "$found" = 1 ] || refuse "no signature of this key"
echo "signed by $name"
