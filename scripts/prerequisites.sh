#!/usr/bin/env bash
# Makes sure that what the other scripts need is there.
#
#   scripts/prerequisites.sh GROUP...
#
#   build   the .NET SDK 10
#   aot     compiler and linker of the native binary for this machine, and a C library to link against that is old
#           enough for the machines it shall run on (scripts/glibc.sh)
#   disk    room for everything that is built and tested, and for the packages of which it is built
#   native  the C++ compiler that builds the tests' stand-in for the NPU's execution provider
#   cross   the same as aot for linux-arm64, on an x64 machine
#   torch   a C++ runtime new enough for TorchSharp (training, exporting, their tests)
#   fonts   the fonts of scripts/fonts.txt (synthesis of training frames)
#   e2e     Mosquitto, faketime, OpenSSL's program, what it takes to try the systemd unit's sandbox and, on an x64
#           machine, qemu-user 10 with an arm64 OpenSSL (end-to-end tests)
#   package the tools that put Debian packages together
#   chroot  what makes a fresh Debian root to install them in (scripts/package-test.sh), qemu-user 10 included
#
# As root on Debian or Ubuntu it installs what is missing; elsewhere it names in one sentence what is missing
# and exits with 1. What is already there, from wherever, is left alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh
# shellcheck source=scripts/glibc.sh
. scripts/glibc.sh

host_arch=$(uname -m)
readonly trixie_list=/etc/apt/sources.list.d/siskin-trixie.sources
readonly trixie_pin=/etc/apt/preferences.d/siskin-trixie
readonly cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/siskin
readonly qemu=$cache/qemu/qemu-aarch64
readonly arm64_root=$cache/arm64 # what the emulated binary loads besides Debian's cross libraries

fail() { echo "prerequisites: $*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
os() { sed -n "s/^$1=\"\\{0,1\\}\\([^\"]*\\)\"\\{0,1\\}\$/\\1/p" /etc/os-release 2>/dev/null; }
can_install() { [ "$(id -u)" = 0 ] && have apt-get; }
can_install_debian() { can_install && [ "$(os ID)" = debian ]; }

# -- apt ------------------------------------------------------------------------------------------------------------

lists_fresh=
apt() { DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null; }

update_lists() {
    [ -z "$lists_fresh" ] || return 0
    # A broken third-party source is not ours to repair; a package that is then missing says so itself.
    apt update >/dev/null || echo "prerequisites: apt-get update had problems, going on" >&2
    lists_fresh=1
}

# install WHY PACKAGE... installs the packages, or names them and stops.
install() {
    local why=$1
    shift
    [ $# -gt 0 ] || return 0
    can_install || fail "missing for $why: $* (Debian/Ubuntu package names); install them, or run this script as root."
    echo "prerequisites: installing for $why: $*" >&2
    update_lists
    # Nothing that comes along (Mosquitto) may start a service on this machine.
    local policy=/usr/sbin/policy-rc.d ours=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
        ours=1
    fi
    local status=0
    apt install --no-install-recommends "$@" >/dev/null || status=$?
    [ -z "$ours" ] || rm -f "$policy"
    [ "$status" = 0 ] || fail "apt-get could not install $* (needed for $why)."
}

# Makes Debian 13's packages available by name without preferring them: a source of its own with priority 50.
# The mirror is the one that the machine's own Debian source names.
add_trixie() {
    local targets
    # On a new machine apt knows the names of its sources only after an update.
    update_lists
    # shellcheck disable=SC2016 # apt fills these in
    targets=$(apt-get indextargets --format '$(CODENAME)|$(REPO_URI)|$(COMPONENT)' 'Created-By: Packages')
    if ! grep -q '^trixie|' <<<"$targets"; then
        local mirror
        mirror=$(sed -n 's/^bookworm|\(.*\)|main$/\1/p' <<<"$targets" | head -n 1)
        [ -n "$mirror" ] || return 1
        # Old images know the keys of Debian 13 only after an update.
        [ -e /usr/share/keyrings/debian-archive-trixie-stable.gpg ] || install "Debian 13's keys" debian-archive-keyring
        printf 'Package: *\nPin: release n=trixie\nPin-Priority: 50\n' >"$trixie_pin"
        printf 'Types: deb\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: %s\n' \
            "$mirror" /usr/share/keyrings/debian-archive-keyring.gpg >"$trixie_list"
        lists_fresh=
    fi
    update_lists
}

# -- groups ---------------------------------------------------------------------------------------------------------

need_build() {
    if have dotnet; then
        local said
        # In this folder: global.json decides whether the SDK is new enough.
        said=$(dotnet --version 2>&1) && return
        fail "the .NET SDK 10.0 is not usable, dotnet says: $(grep -m 1 '[^[:space:]]' <<<"$said")"
    fi
    case $(os ID)-$(os VERSION_ID) in
        ubuntu-2[4-9].*) install "building" dotnet-sdk-10.0 ;;
        *) fail "the .NET SDK 10.0 is missing; install it from https://dotnet.microsoft.com/download/dotnet/10.0 and put dotnet on the PATH." ;;
    esac
}

# Figures of a clean clone: its outputs and the tests' own files are 2 GB, the packages 3.5 GB and as much while they
# are unpacked. A disk that fills up in the middle ends in hundreds of lines that hide why.
need_disk() {
    local packages=${NUGET_PACKAGES:-${HOME:-/root}/.nuget/packages}
    room . 3 "building and testing"
    [ -d "$packages/torchsharp" ] || room "$(dirname "$packages")" 10 "building, testing and the packages for it"
}

# room FOLDER GB WHY stops unless the folder's disk has that much room.
room() {
    local folder=$1 free
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1000000) }')
    [ "$free" -ge "$2" ] || fail "the disk of $(realpath "$folder") has $free GB free; $3 takes $2 GB."
}

need_aot() {
    local packages=()
    have clang || packages+=(clang)
    have ld.lld || packages+=(lld)
    have objcopy || packages+=(binutils)
    [ -e /usr/include/zlib.h ] || packages+=(zlib1g-dev)
    [ -e /usr/include/stdio.h ] || packages+=(libc6-dev)
    install "the native binary" "${packages[@]}"
    case $host_arch in
        x86_64) need_sysroot linux-x64 amd64 x86_64-linux-gnu ;;
        aarch64) need_sysroot linux-arm64 arm64 aarch64-linux-gnu ;;
    esac
}

# need_sysroot RID ARCHITECTURE TRIPLET: Debian 12's or Ubuntu 22.04's C library to link against, unpacked into the cache,
# where that of this machine is newer. It takes neither root nor a change of apt's own sources.
need_sysroot() {
    local sysroot
    sysroot=$(sysroot_of "$1")
    [ -n "$sysroot" ] || return 0
    [ -e "$sysroot/usr/lib/$3/libc.so" ] && return
    local why="the C library here is $(host_glibc "$1"), and a binary linked against it runs on no older system"
    local instead="set SISKIN_SYSROOT to the root of a Debian 12 or Ubuntu 22.04 with libc6-dev and libgcc-12-dev, or to / for a binary that only has to run here"
    [ -z "${SISKIN_SYSROOT-}" ] || fail "SISKIN_SYSROOT=$SISKIN_SYSROOT holds no usr/lib/$3/libc.so; $instead."
    local suite
    case $(os ID) in
        debian) suite=bookworm ;;
        ubuntu) suite=jammy ;;
        *) fail "$why; $instead." ;;
    esac
    have apt-get && have dpkg-deb || fail "$why; $instead."
    local mirror folder key=/usr/share/keyrings/$(os ID)-archive-keyring.gpg
    # shellcheck disable=SC2016 # apt fills these in
    mirror=$(apt-get indextargets --format '$(CODENAME)|$(REPO_URI)|$(COMPONENT)' 'Created-By: Packages' \
        | sed -n 's/^[a-z]*|\(.*\)|main$/\1/p' | head -n 1)
    [ -n "$mirror" ] || fail "$why; apt's sources name no mirror to take an older one from: $instead."
    echo "prerequisites: unpacking the C library of $suite for $2 into $sysroot" >&2
    folder=$(mktemp -d)
    chmod 755 "$folder"
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" "$folder/root"
    echo "deb [signed-by=$key] $mirror $suite main" >"$folder/sources.list"
    local own=(-o "APT::Architecture=$2" -o "APT::Architectures=$2" -o "Dir::Etc::sourcelist=$folder/sources.list"
        -o Dir::Etc::sourceparts=- -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache"
        -o Dir::State::status=/dev/null -o Debug::NoLocking=1 -o APT::Sandbox::User=root)
    (cd "$folder" && { apt "${own[@]}" update && apt "${own[@]}" download libc6 libc6-dev libgcc-s1 libgcc-12-dev; } >log 2>&1 \
        && for package in *.deb; do dpkg-deb -x "$package" root; done && [ -e "root/usr/lib/$3/libc.so" ]) \
        || { tail -n 3 "$folder/log" >&2; rm -rf "$folder"; fail "$why; that of $suite could not be downloaded: $instead."; }
    # Its absolute links would lead to this machine's own libraries.
    find "$folder/root" -type l -lname '/*' -printf '%p\n%l\n' | while read -r link && read -r target; do
        ln -sfnr "$folder/root$target" "$link"
    done
    # Headers, translations and the like are not linked.
    rm -rf "$folder/root/usr/include" "$folder/root/usr/share" "$sysroot"
    mkdir -p "${sysroot%/*}"
    mv "$folder/root" "$sysroot"
    rm -rf "$folder"
}

need_native() {
    local packages=()
    have g++ || packages+=(g++)
    [ -e /usr/include/stdio.h ] || packages+=(libc6-dev)
    install "the tests' stand-in for the NPU" "${packages[@]}"
}

need_cross() {
    [ "$host_arch" = x86_64 ] || return 0
    local packages=()
    have aarch64-linux-gnu-gcc || packages+=(gcc-aarch64-linux-gnu)
    [ -e /usr/aarch64-linux-gnu/include/stdio.h ] || packages+=(libc6-dev-arm64-cross)
    # ONNX Runtime is C++; the emulated run of the tests loads this library.
    [ -e /usr/aarch64-linux-gnu/lib/libstdc++.so.6 ] || packages+=(libstdc++6-arm64-cross)
    install "the native binary for arm64" "${packages[@]}"
    need_sysroot linux-arm64 arm64 aarch64-linux-gnu
}

need_torch() {
    has_glibcxx && return
    local what="libstdc++ with GLIBCXX_3.4.32 (GCC 13.2; in Debian 13, Ubuntu 24.04 and later)"
    can_install_debian || fail "missing for TorchSharp: $what; only training, exporting and their tests need it."
    add_trixie || fail "missing for TorchSharp: $what, and this machine's apt sources name no Debian 12 mirror to take it from."
    echo "prerequisites: installing for TorchSharp: libstdc++6 from Debian 13" >&2
    apt install --no-install-recommends -t trixie libstdc++6 >/dev/null \
        || fail "apt-get could not install libstdc++6 from Debian 13 (needed for TorchSharp)."
    has_glibcxx || fail "libstdc++6 from Debian 13 is installed, but $what is still not found."
}

has_glibcxx() {
    local library
    for library in /usr/lib/"$host_arch"-linux-gnu/libstdc++.so.6 /usr/lib64/libstdc++.so.6 /usr/lib/libstdc++.so.6; do
        [ -e "$library" ] || continue
        grep -aq 'GLIBCXX_3\.4\.32' "$library" && return
    done
    return 1
}

need_fonts() {
    [ -e scripts/fonts.txt ] || return 0
    local packages=() package
    while read -r package; do
        package_installed "$package" || packages+=("$package")
    done < <(sed 's/#.*//; s/[[:space:]]//g; /^$/d' scripts/fonts.txt)
    install "drawing training frames" "${packages[@]}"
}

package_installed() { have dpkg-query && dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

need_e2e() {
    local packages=()
    # Debian puts the broker into /usr/sbin, which is not on every PATH.
    have mosquitto || [ -x /usr/sbin/mosquitto ] || packages+=(mosquitto)
    have mosquitto_pub || packages+=(mosquitto-clients)
    have openssl || packages+=(openssl)
    # systemd's unit is analysed, and its sandbox is made, without a running systemd.
    have systemd-analyze || packages+=(systemd)
    have bwrap || packages+=(bubblewrap)
    [ -e /usr/include/seccomp.h ] || packages+=(libseccomp-dev)
    have clang || packages+=(clang)
    have faketime || packages+=(faketime)
    install "the end-to-end tests" "${packages[@]}"
    # The tests start brokers of their own; the one that Debian sets up for the next boot is not wanted.
    case " ${packages[*]-} " in *" mosquitto "*) ! have systemctl || systemctl disable --quiet mosquitto 2>/dev/null || true ;; esac
    [ "$host_arch" = x86_64 ] || return 0
    need_qemu
    need_arm64_openssl
}

# Debian 12's qemu 7.2 crashes inside ONNX Runtime's processor detection. Debian 13's is one static file, which is
# unpacked into the user's cache without being installed.
need_qemu() {
    [ -x "$qemu" ] && return
    local own
    own=$(command -v qemu-aarch64 || command -v qemu-aarch64-static || true)
    if [ -n "$own" ] && [ "$("$own" --version | sed -n '1s/[^0-9]*\([0-9]*\).*/\1/p')" -ge 10 ]; then
        mkdir -p "${qemu%/*}"
        ln -sf "$own" "$qemu"
        return
    fi
    can_install_debian || fail "missing for the emulated arm64 test: qemu-aarch64 version 10 or later on the PATH, or at $qemu."
    add_trixie || fail "missing for the emulated arm64 test: qemu-user 10, and this machine's apt sources name no Debian 12 mirror to derive Debian 13's from."
    echo "prerequisites: unpacking qemu-user from Debian 13 into ${qemu%/*}" >&2
    local folder
    folder=$(mktemp -d)
    chmod 755 "$folder"
    (cd "$folder" && apt -o APT::Sandbox::User=root download qemu-user/trixie >/dev/null && dpkg-deb -x qemu-user_*.deb unpacked) \
        || { rm -rf "$folder"; fail "Debian 13's qemu-user could not be downloaded (needed for the emulated arm64 test)."; }
    mkdir -p "${qemu%/*}"
    mv "$folder/unpacked/usr/bin/qemu-aarch64" "$qemu"
    rm -rf "$folder"
}

# .NET computes hashes and TLS with the system's OpenSSL, of which Debian has no cross package: the arm64 package is
# unpacked beside the emulator. Its lists are kept apart, so that the machine's own apt stays of one architecture.
need_arm64_openssl() {
    [ -e "$arm64_root/usr/lib/aarch64-linux-gnu/libssl.so.3" ] && return
    can_install_debian || fail "missing for the emulated arm64 test: an arm64 libssl.so.3 and libcrypto.so.3 in $arm64_root/usr/lib/aarch64-linux-gnu."
    echo "prerequisites: unpacking OpenSSL for arm64 into $arm64_root" >&2
    local folder
    folder=$(mktemp -d)
    chmod 755 "$folder"
    mkdir -p "$folder/lists/partial" "$folder/root"
    local foreign=(-o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::Lists=$folder/lists" -o APT::Sandbox::User=root)
    apt "${foreign[@]}" update >/dev/null || echo "prerequisites: apt-get update for arm64 had problems, going on" >&2
    # Debian 12's first: where both are known, the cross libraries are Debian 12's too, too old for Debian 13's OpenSSL.
    (cd "$folder" && { apt "${foreign[@]}" download libssl3 || apt "${foreign[@]}" download libssl3t64 libzstd1 zlib1g; } >/dev/null 2>&1 \
        && for package in *.deb; do dpkg-deb -x "$package" root; done) \
        || { rm -rf "$folder"; fail "OpenSSL for arm64 could not be downloaded (needed for the emulated arm64 test)."; }
    rm -rf "$arm64_root"
    mkdir -p "${arm64_root%/*}"
    mv "$folder/root" "$arm64_root"
    rm -rf "$folder"
    [ -e "$arm64_root/usr/lib/aarch64-linux-gnu/libssl.so.3" ] || fail "Debian's OpenSSL for arm64 holds no libssl.so.3."
}

need_package() {
    local packages=()
    have dpkg-deb || packages+=(dpkg)
    have readelf || packages+=(binutils)
    have xz || packages+=(xz-utils)
    install "Debian packages" "${packages[@]}"
}

need_chroot() {
    local packages=()
    have mmdebstrap || packages+=(mmdebstrap)
    have unshare || packages+=(util-linux)
    install "a fresh Debian root" "${packages[@]}"
    [ "$host_arch" = x86_64 ] || return 0
    need_qemu
}

readonly groups=(build disk aot native cross torch fonts e2e package chroot)
[ $# -gt 0 ] || fail "name at least one group of: ${groups[*]}."
for group in "$@"; do
    grep -qxF -e "$group" <<<"$(printf '%s\n' "${groups[@]}")" || fail "unknown group '$group'; there are ${groups[*]}."
    "need_$group"
done
