#!/usr/bin/env bash
# Builds the Debian packages into artifacts/packages/: siskin_VERSION_ARCH.deb and siskin-fleet_VERSION_ARCH.deb, for amd64
# and arm64.
#
#   scripts/package.sh [amd64] [arm64] [--no-publish] [--quick] [--output DIR]
#
# Without an architecture both (on an arm64 machine its own). It publishes the binaries first; --no-publish takes those
# that scripts/publish.sh left. --quick compresses little. The same commit and the same tools give the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

publish=1 archs=() compression=(-Zxz) output=artifacts/packages
while [ $# -gt 0 ]; do
    case $1 in
        amd64 | arm64) archs+=("$1") ;;
        --no-publish) publish= ;;
        --quick) compression=(-Zgzip -z1) ;;
        --output) output=${2?--output needs a folder}; shift ;;
        *) echo "package: unknown argument '$1'; see the first lines of scripts/package.sh" >&2; exit 2 ;;
    esac
    shift
done
if [ ${#archs[@]} = 0 ]; then
    case $(uname -m) in
        x86_64) archs=(amd64 arm64) ;;
        aarch64) archs=(arm64) ;;
        *) echo "package: this machine is $(uname -m); packages are built on x86_64 and aarch64." >&2; exit 1 ;;
    esac
fi
rid_of() { case $1 in amd64) echo linux-x64 ;; arm64) echo linux-arm64 ;; esac; }

scripts/prerequisites.sh package
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
changelog=$(sed -n '1s/^siskin (\([^)]*\)).*/\1/p' packaging/debian/changelog)
[ "$changelog" = "$version" ] || {
    echo "package: packaging/debian/changelog is of $changelog, Directory.Build.props says $version." >&2
    exit 1
}
if [ -n "$publish" ]; then
    rids=()
    for arch in "${archs[@]}"; do rids+=("$(rid_of "$arch")"); done
    scripts/publish.sh "${rids[@]}"
fi
# Times in the package are those of the commit, or of the changelog where there is no repository.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null \
    || date --date="$(sed -n 's/^ -- .*>  //p' packaging/debian/changelog | head -n 1)" +%s)
export SOURCE_DATE_EPOCH

# The Depends field for ELF files: their libraries, and the newest symbol versions that they need of them.
depends_of() {
    local needed newest package
    # GLIBCXX versions came with these releases of GCC, by which Debian numbers libstdc++6.
    local -A gcc=([21]=5 [22]=6 [24]=7 [25]=8 [26]=9 [28]=10 [29]=11 [30]=12 [31]=13 [32]=13.2 [33]=14)
    needed=$(readelf --dynamic "$@" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u)
    newest=$(readelf --version-info "$@" | grep -o '\bGLIBC_[0-9.]*' | sort -uV | tail -n 1)
    printf 'libc6 (>= %s)' "${newest#GLIBC_}"
    # .NET loads OpenSSL by itself, for hashes and TLS.
    printf ', libssl3t64 | libssl3'
    for package in $needed; do
        case $package in
            libc.so.6 | libm.so.6 | libdl.so.2 | libpthread.so.0 | librt.so.1 | ld-linux*) ;;
            libgcc_s.so.1) printf ', libgcc-s1' ;;
            libstdc++.so.6)
                newest=$(readelf --version-info "$@" | grep -o '\bGLIBCXX_3\.4\.[0-9]*' | sort -uV | tail -n 1)
                newest=${newest##*.}
                printf ', libstdc++6 (>= %s)' "${gcc[$newest]?"GLIBCXX_3.4.$newest is unknown to scripts/package.sh"}"
                ;;
            *) echo "package: no Debian package is known for $package" >&2; return 1 ;;
        esac
    done
}

pack() {
    local arch=$1 published root depends
    published=artifacts/publish/$(rid_of "$arch")
    [ -x "$published/siskin" ] || { echo "package: $published/siskin is missing; run scripts/publish.sh" >&2; exit 1; }
    root=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$root'" RETURN
    chmod 755 "$root"
    put() { install -D -m "$1" "$2" "$root/$3"; }

    put 755 "$published/siskin" usr/lib/siskin/siskin
    for library in "$published"/*.so; do put 644 "$library" "usr/lib/siskin/${library##*/}"; done
    mkdir -p "$root/usr/bin"
    ln -s ../lib/siskin/siskin "$root/usr/bin/siskin"
    # No conffile: postinst writes the small file when there is none, and the reference lies where nobody edits it.
    put 644 packaging/debian/siskin.toml usr/share/siskin/siskin.toml
    put 644 agent/Siskin.Agent/Configuration/siskin.toml usr/share/siskin/siskin.toml.sample
    mkdir -p "$root/etc/siskin/conf.d"
    (cd models/bundles && find siskin-mini -type f) | while read -r file; do
        put 644 "models/bundles/$file" "usr/share/siskin/bundles/$file"
    done
    for sample in models/samples/*; do put 644 "$sample" "usr/share/siskin/samples/${sample##*/}"; done
    put 644 packaging/systemd/siskin.service usr/lib/systemd/system/siskin.service
    put 644 packaging/systemd/siskin-npu.conf usr/share/doc/siskin/examples/siskin-npu.conf
    put 644 packaging/completion/siskin.bash usr/share/bash-completion/completions/siskin
    put 644 packaging/completion/_siskin usr/share/zsh/vendor-completions/_siskin
    put 644 packaging/completion/siskin.fish usr/share/fish/vendor_completions.d/siskin.fish
    put 644 packaging/debian/copyright usr/share/doc/siskin/copyright
    put 644 README.md usr/share/doc/siskin/README.md
    [ ! -d docs ] || for page in docs/*.md; do [ ! -e "$page" ] || put 644 "$page" "usr/share/doc/siskin/docs/${page##*/}"; done
    put 644 packaging/debian/lintian-overrides usr/share/lintian/overrides/siskin
    mkdir -p "$root/usr/share/man/man1"
    gzip -9n <packaging/debian/changelog >"$root/usr/share/doc/siskin/changelog.gz"
    gzip -9n <packaging/man/siskin.1 >"$root/usr/share/man/man1/siskin.1.gz"

    depends=$(depends_of "$published/siskin" "$published"/*.so)
    mkdir "$root/DEBIAN"
    install -m 755 packaging/debian/{postinst,prerm,postrm} "$root/DEBIAN/"
    (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$arch/; s/@DEPENDS@/$depends/; \
        s/@SIZE@/$(du -k -s --apparent-size --exclude=DEBIAN "$root" | cut -f 1)/" \
        packaging/debian/control >"$root/DEBIAN/control"
    build siskin
}

# The package of what watches many devices, for a machine that need not be one.
pack_fleet() {
    local arch=$1 published root depends
    published=artifacts/publish/$(rid_of "$arch")
    [ -x "$published/siskin-fleet" ] || { echo "package: $published/siskin-fleet is missing; run scripts/publish.sh" >&2; exit 1; }
    root=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf '$root'" RETURN
    chmod 755 "$root"
    put() { install -D -m "$1" "$2" "$root/$3"; }

    put 755 "$published/siskin-fleet" usr/lib/siskin-fleet/siskin-fleet
    put 644 "$published/libe_sqlite3.so" usr/lib/siskin-fleet/libe_sqlite3.so
    mkdir -p "$root/usr/bin" "$root/etc/siskin-fleet" "$root/usr/share/man/man1"
    ln -s ../lib/siskin-fleet/siskin-fleet "$root/usr/bin/siskin-fleet"
    put 644 packaging/systemd/siskin-fleet.service usr/lib/systemd/system/siskin-fleet.service
    put 644 packaging/completion/siskin-fleet.bash usr/share/bash-completion/completions/siskin-fleet
    put 644 packaging/completion/_siskin-fleet usr/share/zsh/vendor-completions/_siskin-fleet
    put 644 packaging/completion/siskin-fleet.fish usr/share/fish/vendor_completions.d/siskin-fleet.fish
    for example in packaging/prometheus/*.yml packaging/grafana/*.json; do
        put 644 "$example" "usr/share/doc/siskin-fleet/examples/${example##*/}"
    done
    put 644 packaging/debian/copyright usr/share/doc/siskin-fleet/copyright
    for page in fleet scale; do put 644 "docs/$page.md" "usr/share/doc/siskin-fleet/$page.md"; done
    sed 's/^siskin:/siskin-fleet:/' packaging/debian/lintian-overrides >"$root/overrides"
    put 644 "$root/overrides" usr/share/lintian/overrides/siskin-fleet
    rm "$root/overrides"
    sed 's/^siskin (/siskin-fleet (/' packaging/debian/changelog | gzip -9n >"$root/usr/share/doc/siskin-fleet/changelog.gz"
    gzip -9n <packaging/man/siskin-fleet.1 >"$root/usr/share/man/man1/siskin-fleet.1.gz"

    depends=$(depends_of "$published/siskin-fleet" "$published/libe_sqlite3.so")
    mkdir "$root/DEBIAN"
    for part in postinst prerm postrm; do install -m 755 "packaging/debian/fleet-$part" "$root/DEBIAN/$part"; done
    (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    sed "s/@VERSION@/$version/; s/@ARCHITECTURE@/$arch/; s/@DEPENDS@/$depends/; \
        s/@SIZE@/$(du -k -s --apparent-size --exclude=DEBIAN "$root" | cut -f 1)/" \
        packaging/debian/fleet-control >"$root/DEBIAN/control"
    build siskin-fleet
}

# build NAME: makes the package of that name of the folder $root, for $arch.
build() {
    # Neither the umask nor the day of the build enters the package.
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    mkdir -p "$output"
    dpkg-deb --root-owner-group "${compression[@]}" --build "$root" "$output/$1_${version}_$arch.deb" >/dev/null
    printf '%s: %s bytes, depends on %s\n' "$output/$1_${version}_$arch.deb" \
        "$(stat -c %s "$output/$1_${version}_$arch.deb")" "$depends"
}

for arch in "${archs[@]}"; do pack "$arch"; pack_fleet "$arch"; done
