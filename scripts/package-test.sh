#!/usr/bin/env bash
# Installs, starts, upgrades, removes and purges the Debian packages in fresh Debian 13 roots. Needs root, Debian's
# package mirror, and for arm64 on an x64 machine a kernel that has binfmt_misc in user namespaces (6.7).
#
#   scripts/package-test.sh [amd64] [arm64]      packages of artifacts/packages, as scripts/package.sh left them
#
# There is no systemd in the roots: what its unit would start is started by hand, as an unprivileged user. The last line
# is "package-test: N checks passed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() { echo "package-test: $*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "needs root."
archs=("$@")
case $(uname -m) in
    x86_64) [ $# -gt 0 ] || archs=(amd64 arm64) ;;
    aarch64) [ $# -gt 0 ] || archs=(arm64) ;;
    *) fail "this machine is $(uname -m)." ;;
esac
native=$(dpkg --print-architecture)
scripts/prerequisites.sh package chroot

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/siskin
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
# The mirror is the one that this machine's own Debian source names.
# shellcheck disable=SC2016 # apt fills these in
mirror=$(apt-get indextargets --format '$(COMPONENT)|$(REPO_URI)' 'Created-By: Packages' | sed -n 's/^main|//p' | head -n 1)
[ -n "$mirror" ] || fail "this machine's apt sources name no Debian mirror."

work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT

# Runs a shell script with mounts of its own; for a foreign architecture in a user namespace whose kernel knows the
# emulator, so that this machine learns nothing.
isolated() {
    local arch=$1
    shift
    if [ "$arch" = "$native" ]; then
        unshare --mount --pid --fork --kill-child -- bash -euc "$1" isolated "${@:2}"
        return
    fi
    local go pid
    go=$work/go-$arch-$RANDOM
    mkfifo "$go"
    # The ELF header of aarch64, its mask, and F: the emulator is opened now, from outside of the root.
    # shellcheck disable=SC2016 # for the inner shells
    unshare --user -- bash -c 'read -r _ <"$0"; exec unshare --mount --pid --fork --kill-child -- bash -euc "$@"' "$go" '
        mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
        printf "%s" ":siskin-aarch64:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:$QEMU:F" \
            >/proc/sys/fs/binfmt_misc/register
        '"$1" isolated "${@:2}" &
    pid=$!
    # All users of a system, written from here: that needs neither newuidmap nor subordinate ids.
    until echo 0 0 65536 >"/proc/$pid/uid_map"; do sleep 0.1; done 2>/dev/null
    echo 0 0 65536 >"/proc/$pid/gid_map"
    echo go >"$go"
    wait "$pid"
}
export QEMU=$cache/qemu/qemu-aarch64

root_of() {
    local arch=$1 tar=$cache/roots/trixie-$1.tar
    if [ ! -s "$tar" ]; then
        echo "package-test: making a Debian 13 root for $arch"
        mkdir -p "$cache/roots"
        # shellcheck disable=SC2016 # for the inner shell
        isolated "$arch" 'mmdebstrap --quiet --mode=root --variant=minbase --architectures="$1" --skip=check/qemu,chroot/mount/sys \
            trixie "$2" "$3"' "$arch" "${tar%.tar}.new.tar" "$mirror"
        mv "${tar%.tar}.new.tar" "$tar"
    fi
    mkdir "$work/$arch"
    tar -C "$work/$arch" -xf "$tar" --exclude=./dev
    mkdir -p "$work/$arch/dev"
}

# A later version of the package, with a small file and a reference that changed as well, and an earlier one that had the
# reference as a conffile.
others() {
    local package=$1 unpacked
    unpacked=$work/others-$2
    dpkg-deb -R "$package" "$unpacked"
    sed -i "s/^Version: .*/Version: $version+1/" "$unpacked/DEBIAN/control"
    echo '# A line of the next version.' | tee -a "$unpacked/usr/share/siskin/siskin.toml" >>"$unpacked/usr/share/siskin/siskin.toml.sample"
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$unpacked" "$work/$2/packages/later.deb" >/dev/null
    sed -i "s/^Version: .*/Version: $version~first/" "$unpacked/DEBIAN/control"
    mv "$unpacked/usr/share/siskin/siskin.toml.sample" "$unpacked/etc/siskin/siskin.toml"
    echo /etc/siskin/siskin.toml >"$unpacked/DEBIAN/conffiles"
    rm -r "$unpacked"/DEBIAN/post* "$unpacked/etc/siskin/conf.d" "$unpacked/usr/share/siskin/siskin.toml"
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$unpacked" "$work/$2/packages/first.deb" >/dev/null
    rm -rf "$unpacked"
}

# A later version of siskin-fleet's package.
later_fleet() {
    local unpacked=$work/fleet-$2
    dpkg-deb -R "$1" "$unpacked"
    sed -i "s/^Version: .*/Version: $version+1/" "$unpacked/DEBIAN/control"
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$unpacked" "$work/$2/packages/siskin-fleet-later.deb" >/dev/null
    rm -rf "$unpacked"
}

total=0
for arch in "${archs[@]}"; do
    package=artifacts/packages/siskin_${version}_$arch.deb fleet=artifacts/packages/siskin-fleet_${version}_$arch.deb
    for one in "$package" "$fleet"; do [ -s "$one" ] || fail "$one is missing; run scripts/package.sh"; done
    root_of "$arch"
    mkdir "$work/$arch/packages"
    cp "$package" "$work/$arch/packages/siskin.deb"
    cp "$fleet" "$work/$arch/packages/siskin-fleet.deb"
    others "$package" "$arch"
    later_fleet "$fleet" "$arch"
    cp packaging/debian/test.sh packaging/debian/fleet-test.sh "$work/$arch/packages/"
    cp --dereference /etc/resolv.conf "$work/$arch/etc/resolv.conf"
    echo "package-test: $arch"
    for script in test.sh fleet-test.sh; do
        # shellcheck disable=SC2016 # for the inner shell
        isolated "$arch" '
            mount --make-rprivate /
            mount --rbind /dev "$1/dev"
            mount -t proc proc "$1/proc"
            exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
                sh "/packages/$3" "$2"' "$work/$arch" "$version" "$script" | tee "$work/$arch.log"
        total=$((total + $(grep -c '^ok ' "$work/$arch.log")))
        tail -n 1 "$work/$arch.log" | grep -qx 'all passed' || fail "$arch failed in $script"
    done
done
echo "package-test: $total checks passed"
