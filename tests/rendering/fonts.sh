#!/usr/bin/env bash
# Free stand-ins for the fonts that drafts name, for rendering tests on Debian and its like: needs root and apt-get.
# A second run finds everything there and does nothing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fandol=/usr/local/share/fonts/fandol
conf=/etc/fonts/conf.d/64-nigao.conf

has() { fc-list : family | grep -q "$1"; }

packages() {
  if command -v fc-list >/dev/null && has 'Noto Serif CJK' && has 'Liberation'; then return; fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends fontconfig fonts-noto-cjk fonts-liberation2 >/dev/null
}

# 仿宋 and 楷体 are in no package of their own: they are taken out of the TeX package, without TeX.
fandol() {
  if has FandolFang && has FandolKai; then return; fi
  local work
  work=$(mktemp -d)
  (
    cd "$work"
    apt-get download -qq texlive-lang-chinese
    dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar -x --wildcards '*/FandolFang-Regular.otf' '*/FandolKai-Regular.otf'
  )
  install -d "$fandol"
  find "$work" -name 'Fandol*-Regular.otf' -exec install -m 644 {} "$fandol" \;
  rm -rf "$work"
}

packages
fandol
if ! cmp -s "$here/64-nigao.conf" "$conf"; then
  install -m 644 "$here/64-nigao.conf" "$conf"
fi
fc-cache
for family in 仿宋_GB2312 楷体_GB2312 黑体 宋体 方正小标宋简体; do
  printf '%s -> ' "$family"
  fc-match "$family"
done
