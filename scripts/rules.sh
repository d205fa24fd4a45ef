#!/usr/bin/env bash
# Checks the alert rules with promtool, and runs their tests: packaging/prometheus.
#
#   scripts/rules.sh             ends with 1 where a rule is wrong, with 3 where there is no promtool (Debian: prometheus)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../packaging/prometheus"

command -v promtool >/dev/null || { echo "rules: promtool is missing; on Debian it comes with prometheus" >&2; exit 3; }
promtool check rules siskin.rules.yml
promtool test rules siskin.rules.test.yml
promtool check config --syntax-only prometheus.yml
if command -v amtool >/dev/null; then
    amtool check-config alertmanager.yml
else
    echo "rules: amtool is missing, alertmanager.yml was not checked; on Debian it comes with prometheus-alertmanager" >&2
fi
