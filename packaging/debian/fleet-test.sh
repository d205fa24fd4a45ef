#!/bin/sh
# Runs inside of a fresh Debian root, see scripts/package-test.sh: installs /packages/siskin-fleet.deb, and so on.
# Prints "ok WHAT" for every check and "all passed" at the end; the first failure ends it.
set -eu

version=$1
state=/var/lib/private/siskin-fleet

ok() { echo "ok $*"; }
fail() { echo "not ok $*"; exit 1; }
check() { what=$1; shift; if "$@"; then ok "$what"; else fail "$what: $*"; fi; }
absent() { [ ! -e "$1" ] && [ ! -L "$1" ]; }
apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 "$@" </dev/null >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt-get $*"; }; }

apt install /packages/siskin-fleet.deb
check "fleet: installed version" [ "$(siskin-fleet --version)" = "$version" ]
check "fleet: every file is as packed" [ -z "$(dpkg --verify siskin-fleet)" ]
check "fleet: the service is not enabled by itself" absent /etc/systemd/system/multi-user.target.wants/siskin-fleet.service
check "fleet: the next step is printed" grep -q 'siskin-fleet: Next' /tmp/apt.log
DPKG_MAINTSCRIPT_PACKAGE=siskin-fleet deb-systemd-helper enable siskin-fleet.service >/dev/null
check "fleet: the administrator enables it" [ -L /etc/systemd/system/multi-user.target.wants/siskin-fleet.service ]

# What the unit would do: an unprivileged user with a state folder. There is no broker, and the page says so.
mkdir -p $state
chown 61185:61185 $state
ln -s private/siskin-fleet /var/lib/siskin-fleet
setpriv --reuid=61185 --regid=61185 --clear-groups --no-new-privs \
    /usr/bin/siskin-fleet serve --data $state --broker mqtt://127.0.0.1:1 2>/tmp/fleet.log &
fleet=$!
page() { bash -c 'exec 3<>/dev/tcp/127.0.0.1/9470 && printf "GET /api/fleet HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3 && cat <&3' 2>/dev/null; }
tries=0
until page | grep -q broker_problem; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 $fleet 2>/dev/null; then
        cat /tmp/fleet.log
        fail "fleet: the page is served"
    fi
    sleep 0.2
done
ok "fleet: the page is served"
kill -TERM $fleet
status=0
wait $fleet || status=$?
check "fleet: stopped, it ends with 0" [ $status = 0 ]
check "fleet: the history is in the state folder" [ -s $state/history.db ]
echo "OPTIONS=--broker mqtts://broker.example" >/etc/siskin-fleet/options

apt install /packages/siskin-fleet-later.deb
check "fleet: upgraded version" [ "$(dpkg-query -W -f '${Version}' siskin-fleet)" = "$version+1" ]
check "fleet: it is still enabled" [ -L /etc/systemd/system/multi-user.target.wants/siskin-fleet.service ]

apt remove siskin-fleet
check "fleet: the program is gone" absent /usr/bin/siskin-fleet
check "fleet: its state stays" [ -s $state/history.db ]
check "fleet: its options stay" [ -s /etc/siskin-fleet/options ]

apt purge siskin-fleet
check "fleet: purge removes the state" absent $state
check "fleet: purge removes the link to it" absent /var/lib/siskin-fleet
check "fleet: purge leaves the administrator's options" [ -s /etc/siskin-fleet/options ]
check "fleet: purge disables the service" absent /etc/systemd/system/multi-user.target.wants/siskin-fleet.service
check "fleet: purge leaves no helper state" [ -z "$(find /var/lib/systemd -name '*siskin-fleet*' 2>/dev/null)" ]
echo "all passed"
