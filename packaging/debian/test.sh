#!/bin/sh
# Runs inside of a fresh Debian root, see scripts/package-test.sh: installs /packages/siskin.deb, and so on.
# Prints "ok WHAT" for every check and "all passed" at the end; the first failure ends it.
set -eu

version=$1
config=/etc/siskin/siskin.toml
state=/var/lib/private/siskin

ok() { echo "ok $*"; }
fail() { echo "not ok $*"; exit 1; }
check() { what=$1; shift; if "$@"; then ok "$what"; else fail "$what: $*"; fi; }
absent() { [ ! -e "$1" ] && [ ! -L "$1" ]; }
apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 "$@" </dev/null >/tmp/apt.log 2>&1 || { cat /tmp/apt.log; fail "apt-get $*"; }; }

# What the unit would do: an unprivileged user with a state folder.
serve() {
    mkdir -p $state
    chown -R 61184:61184 $state
    [ -e /var/lib/siskin ] || ln -s private/siskin /var/lib/siskin
    chmod 755 /var/lib/private
    STATE_DIRECTORY=/var/lib/siskin setpriv --reuid=61184 --regid=61184 --clear-groups --no-new-privs \
        /usr/bin/siskin run --config $config 2>/tmp/agent.log &
    agent=$!
    tries=0
    until grep -q '\[2\] ' /tmp/agent.log; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ] || ! kill -0 $agent 2>/dev/null; then
            cat /tmp/agent.log
            fail "the agent came online"
        fi
        sleep 0.2
    done
    ok "the agent came online"
}

ask() {
    siskin request --timeout 120 --device chroot --image /usr/share/siskin/samples/digit.jpg "Read the digit." >/tmp/answer \
        || { cat /tmp/agent.log; fail "a frame was answered"; }
    check "a frame was answered" grep -q . /tmp/answer
}

leave() {
    kill -TERM $agent
    status=0
    wait $agent || status=$?
    check "a stopped agent ends with 0" [ $status = 0 ]
}

apt update
apt install /packages/siskin.deb
check "installed version" [ "$(siskin --version)" = "$version" ]
quietly() { "$@" >/tmp/output 2>&1 || { cat /tmp/output; false; }; }
check "the packaged configuration is valid" quietly siskin check --config $config
check "the bundle is whole" quietly siskin bundle verify /usr/share/siskin/bundles/siskin-mini
check "the service is enabled" [ -L /etc/systemd/system/multi-user.target.wants/siskin.service ]
check "every file is as packed" [ -z "$(dpkg --verify siskin)" ]
check "no file is a conffile" absent /var/lib/dpkg/info/siskin.conffiles
check "the next step is printed" grep -q 'siskin: Next' /tmp/apt.log
check "the reference is there" [ -s /usr/share/siskin/siskin.toml.sample ]
check "the bundle is found without an option" quietly siskin ask --image /usr/share/siskin/samples/digit.jpg "Read the digit."
siskin sample-config >/tmp/sample.toml
check "the printed reference is valid as it is" quietly siskin check --config /tmp/sample.toml

sed -i 's/^#device = .*/device = "chroot"/; s/^url = .*/embedded = true/' $config
echo secret >/etc/siskin/password
cp $config /tmp/changed.toml
serve
ask
leave
check "the ledger is in the state folder" [ -s $state/ledger.db ]

apt install /packages/later.deb
check "upgraded version" [ "$(dpkg-query -W -f '${Version}' siskin)" = "$version+1" ]
check "a changed configuration survives the upgrade" cmp -s $config /tmp/changed.toml
check "nothing is laid beside it" [ "$(ls /etc/siskin)" = "$(printf 'conf.d\npassword\nsiskin.toml')" ]
check "the service is still enabled" [ -L /etc/systemd/system/multi-user.target.wants/siskin.service ]
serve
ask
leave

apt remove siskin
check "the program is gone" absent /usr/bin/siskin
check "its libraries are gone" absent /usr/lib/siskin
check "the configuration stays" cmp -s $config /tmp/changed.toml
check "the state stays" [ -s $state/ledger.db ]

apt install /packages/later.deb
check "the configuration is taken up again" cmp -s $config /tmp/changed.toml
serve
leave

apt purge siskin
check "purge removes the configuration" absent $config
check "purge removes the state" absent $state
check "purge removes the link to it" absent /var/lib/siskin
check "purge leaves the administrator's secrets" [ -s /etc/siskin/password ]
check "purge disables the service" absent /etc/systemd/system/multi-user.target.wants/siskin.service
check "purge leaves no helper state" [ -z "$(find /var/lib/systemd -name '*siskin*' 2>/dev/null)" ]

# The first packages had the whole reference as a conffile.
apt install /packages/first.deb
apt install /packages/siskin.deb
check "an unchanged old conffile gives way to the small file" cmp -s $config /usr/share/siskin/siskin.toml
apt purge siskin
check "purge removes the configuration after that, too" absent $config
apt install /packages/first.deb
echo '# A line of the administrator.' >>$config
cp $config /tmp/changed.toml
apt install /packages/siskin.deb
check "a changed old conffile stays" cmp -s $config /tmp/changed.toml
apt install /packages/later.deb
check "it stays at later upgrades" cmp -s $config /tmp/changed.toml
apt purge siskin
check "purge removes it" absent $config
echo "all passed"
