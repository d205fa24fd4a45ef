#!/usr/bin/env bash
# Draws what the demo prints as docs/demo.svg, the picture of README.md. Needs the published binary (scripts/publish.sh).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case $(uname -m) in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac
printed=$(COLUMNS=150 NO_COLOR=1 "artifacts/publish/$rid/siskin" demo)
awk -v widest="$(wc -L <<<"$printed")" '
    { sub(/[[:space:]]+$/, ""); gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;"); gsub(/>/, "\\&gt;"); line[NR] = $0 }
    END {
        width = widest * 7.83 + 32; height = (NR + 2) * 17 + 24
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n", width, height, width, height
        print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#11161c\"/>"
        print "<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"13\" fill=\"#d7dde4\" xml:space=\"preserve\">"
        print "<text x=\"16\" y=\"26\" fill=\"#7fd1b9\">$ ./scripts/demo.sh</text>"
        for (i = 1; i <= NR; i++) {
            text = line[i]
            gsub(/ right /, " <tspan fill=\"#7fd18a\">right</tspan> ", text)
            gsub(/ wrong /, " <tspan fill=\"#e07a7a\">wrong</tspan> ", text)
            printf "<text x=\"16\" y=\"%d\">%s</text>\n", 26 + (i + 1) * 17, text
        }
        print "</g></svg>"
    }' <<<"$printed" >docs/demo.svg
