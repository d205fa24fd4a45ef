#!/usr/bin/env bash
# Lays out every C# and MSBuild file as .csharpierrc says: one dialect, kept by a tool instead of by reviews.
#
#   scripts/format.sh            writes
#   scripts/format.sh --check    only tells what differs; exits with 1 then (scripts/test.sh)
#
# `var`, unused usings and banned calls are the build's business: .editorconfig and agent/BannedSymbols.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh

case ${1-} in
    '') mode=format ;;
    --check) mode=check ;;
    *) echo "format: unknown option '$1'; usage: scripts/format.sh [--check]" >&2; exit 2 ;;
esac
dotnet tool restore --verbosity quiet >/dev/null || { echo "format: dotnet tool restore failed" >&2; exit 1; }
dotnet csharpier "$mode" . --log-level Warning
[ "$mode" = check ] || exit 0

# The tool leaves comments and names alone; only a text in quotes may be longer than a line.
long=$(git ls-files '*.cs' | LC_ALL=C.UTF-8 xargs grep -nE '^.{121,}' | grep -v '"' || true)
if [ -n "$long" ]; then
    printf 'format: longer than 120 columns:\n%s\n' "$long" >&2
    exit 1
fi
