#!/usr/bin/env bash
# LibreOffice and free fonts for the rendering tests, where they may be installed: as root, with apt-get. Where all is
# there it ends at once; where something is not and may not be, it says what is skipped and why, and is no failure.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fonts='仿宋_GB2312=Fang 楷体_GB2312=Kai 黑体=Sans 宋体=Serif 方正小标宋简体=Serif'

has_office() { command -v soffice >/dev/null || command -v libreoffice >/dev/null; }

has_fonts() {
  command -v fc-match >/dev/null || return 1
  local pair
  for pair in $fonts; do
    fc-match -f '%{family}' "${pair%%=*}" | grep -q -e "${pair##*=}" -e "${pair%%=*}" || return 1
  done
}

lacking() {
  has_office || echo 'LibreOffice'
  has_fonts || echo 'fonts'
}

skip() {
  echo "rendering: no $(lacking | paste -sd, | sed 's/,/, no /') here, and $1; the tests of printed pages are skipped" >&2
  exit 0
}

[ -z "$(lacking)" ] && exit 0
[ "$(id -u)" -eq 0 ] || skip 'only root may install them'
command -v apt-get >/dev/null || skip 'there is no apt-get to install them'

echo "rendering: installing $(lacking | paste -sd, | sed 's/,/ and /') for the tests of printed pages" >&2
export DEBIAN_FRONTEND=noninteractive
if ! has_office; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-writer >/dev/null
fi
has_fonts || "$here/fonts.sh" >&2
[ -z "$(lacking)" ] || skip 'apt-get could not install them'
