#!/usr/bin/env bash
# Puts known faults into a copy of the tree, one by one, and looks whether the fast tests notice.
#
#   scripts/mutants.sh                      every fault of tests/mutants/*.txt
#   scripts/mutants.sh signals requests     those of some lists
#   scripts/mutants.sh --only TEXT ...      those whose name contains TEXT; may be given more than once
#   scripts/mutants.sh --tests PROJECT ...  those that the tests of one project should notice
#   scripts/mutants.sh --in FOLDER ...      keeps the copy and what was built in a folder, so that the next run builds less
#   scripts/mutants.sh --limit SECONDS ...  how long the tests of one fault may take (300); more on a busy machine
#   scripts/mutants.sh --list ...           says only whether each fault's text is still there; builds nothing
#
# A list holds blocks of lines, apart by an empty one: name, file (under agent/ or models/, by its name alone where that
# is unique), from (text that stands in it once), to (what stands there instead, perhaps nothing), test (a project and,
# where its whole run is too long, the part of a test's name that has to match). A fault takes 10 to 40 seconds: only the
# project that holds it is compiled, and laid beside the tests; one that survives so is looked at again after a whole build.
#
# The exit code is 0 when every fault was noticed, 1 when one survived, 2 when one could not be put in: its text is no
# longer found, does not compile, or its tests do not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/environment.sh
. scripts/environment.sh
# Nothing runs long enough to be worth measuring for a better compilation.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_TieredPGO=0
limit=300 # seconds for the tests of one fault; a hang was noticed, too

only=() list='' folder='' tests=''
lists=()
while [ $# -gt 0 ]; do
    case $1 in
        --only) only+=("${2?mutants: --only needs a text}"); shift ;;
        --tests) tests=${2?mutants: --tests needs a project}; shift ;;
        --in) folder=${2?mutants: --in needs a folder}; shift ;;
        --limit) limit=${2?mutants: --limit needs seconds}; shift ;;
        --list) list=1 ;;
        -*) echo "mutants: unknown option '$1'; see the head of the script" >&2; exit 2 ;;
        *)
            [ -f "tests/mutants/$1.txt" ] || { echo "mutants: no list tests/mutants/$1.txt" >&2; exit 2; }
            lists+=("tests/mutants/$1.txt") ;;
    esac
    shift
done
[ ${#lists[@]} -gt 0 ] || lists=(tests/mutants/*.txt)

names=() files=() befores=() afters=() projects=() filters=()
declare -A field=()
is_wanted() {
    local text
    [ -z "$tests" ] || [ "${2%% *}" = "$tests" ] || return 1
    [ ${#only[@]} -gt 0 ] || return 0
    for text in "${only[@]}"; do
        [[ $1 != *"$text"* ]] || return 0
    done
    return 1
}
take() {
    [ ${#field[@]} -gt 0 ] || return 0
    local key
    for key in name file from test; do
        [ -n "${field[$key]-}" ] || { echo "mutants: $1: a fault (${field[name]-without a name}) has no $key" >&2; exit 2; }
    done
    if is_wanted "${field[name]}" "${field[test]}"; then
        names+=("${field[name]}") files+=("${field[file]}")
        befores+=("${field[from]}") afters+=("${field[to]-}")
        projects+=("${field[test]%% *}")
        case ${field[test]} in *' '*) filters+=("${field[test]#* }") ;; *) filters+=('') ;; esac
    fi
    field=()
}
for file in "${lists[@]}"; do
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
            '') take "$file" ;;
            '#'*) ;;
            [a-z]*:*) value=${line#*:}; field[${line%%:*}]=${value# } ;;
            *) echo "mutants: $file: not understood: $line" >&2; exit 2 ;;
        esac
    done <"$file"
    take "$file"
done
[ ${#names[@]} -gt 0 ] || { echo "mutants: no fault is called so" >&2; exit 2; }

# Sets place to the file of fault $1 below $base, original to what it holds, and content to that with the fault in it;
# otherwise says why not.
base=.
put_in() {
    local found rest
    mapfile -t found < <(find "$base/agent" "$base/models" \( -name bin -o -name obj \) -prune \
        -o -type f -path "*/${files[$1]}" -print)
    case ${#found[@]} in
        0) why="no file ${files[$1]}"; return 1 ;;
        1) place=${found[0]} ;;
        *) why="${#found[@]} files ${files[$1]}"; return 1 ;;
    esac
    original=$(cat "$place"; printf x)
    original=${original%x}
    rest=${original#*"${befores[$1]}"}
    if [ "$rest" = "$original" ]; then why="not found in ${place#"$base"/}: ${befores[$1]}"; return 1; fi
    if [[ $rest == *"${befores[$1]}"* ]]; then why="more than once in ${place#"$base"/}: ${befores[$1]}"; return 1; fi
    content=${original%%"${befores[$1]}"*}${afters[$1]}$rest
}

stale=0 survived=0 killed=0
if [ -n "$list" ]; then
    for i in "${!names[@]}"; do
        if put_in "$i"; then printf 'ready  %s\n' "${names[i]}"
        else printf 'STALE  %s: %s\n' "${names[i]}" "$why"; stale=$((stale + 1)); fi
    done
    printf '%d faults, %d stale\n' "${#names[@]}" "$stale"
    [ "$stale" = 0 ] || exit 2
    exit 0
fi

if [ -n "$folder" ]; then
    mkdir -p "$folder"
    scratch=$(cd "$folder" && pwd)
else
    scratch=$(mktemp -d)
fi
readonly server=siskin-mutants-$$
compiler=''
finish() {
    [ -z "$compiler" ] || "${compiler%/*}/VBCSCompiler" -pipename:"$server" -shutdown >/dev/null 2>&1 || true
    [ -n "$folder" ] || rm -rf "$scratch"
}
trap finish EXIT
# A file that is there already keeps its time, or one that held a fault would not be compiled again.
sums() { { xargs -0 -r sha256sum 2>/dev/null || true; } | LC_ALL=C sort; } # of a file that is gone none
there=$(cd "$scratch" && find . \( -name bin -o -name obj \) -prune -o -type f -printf '%P\0' | sums)
here=$(git ls-files -z --cached --others --exclude-standard | sums)
LC_ALL=C comm -23 <(cut -c67- <<<"$there" | LC_ALL=C sort) <(cut -c67- <<<"$here" | LC_ALL=C sort) \
    | (cd "$scratch" && xargs -d '\n' -r rm -f)
LC_ALL=C comm -13 <(echo "$there") <(echo "$here") | cut -c67- \
    | tar --files-from=- --create --file=- | tar --extract --touch --directory="$scratch"
base=$scratch

build() {
    dotnet build "$scratch/$1" --configuration Release -v quiet -m:1 -nodeReuse:false -p:UseSharedCompilation=false \
        -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false "${@:2}" </dev/null >"$scratch/log" 2>&1
}
# What the compiler is told about project $1, a line each, for compiling it again without MSBuild, and without what no
# test looks at.
instruct() {
    [ ! -f "$scratch/$1.rsp" ] || return 0
    compiler=$(dotnet msbuild "$scratch/$1" -nodeReuse:false -getProperty:RoslynTargetsPath)/bincore/csc.dll
    mkdir -p "$(dirname "$scratch/$1.rsp")"
    dotnet msbuild "$scratch/$1" -nodeReuse:false -m:1 '-t:PrepareResources;Compile' -getItem:CscCommandLineArgs \
        -p:Configuration=Release -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:BuildProjectReferences=false \
        -p:ProvideCommandLineArgs=true -p:SkipCompilerExecution=true -p:NonExistentFile=/none </dev/null \
        | sed -n 's/^ *"Identity": "\(.*\)",$/\1/p' \
        | sed "s/\\\\u002B/+/g; s/\\\\u0022/\"/g; s/\\\\u0027/'/g; s/\\\\\\\\/\\\\/g" \
        | grep -v -E '^/(noconfig$|doc:|refout:|debug:|embed|analyzer:.*(NetAnalyzers|CodeStyle|BannedApi|ILLink))' \
            >"$scratch/$1.rsp"
}
# Compiles the project of the file at $place alone, by a compiler that stays in memory, and lays what came of it beside
# the tests of $1; sets there, and kept to what lay there.
there='' kept=$scratch/kept.dll
build_alone() {
    local owner=${place#"$base"/} made
    owner=$(cut -d / -f 1-2 <<<"$owner")
    # The fleet's binary is built with files of the agent.
    [ "$1 $owner" != 'Siskin.Fleet.Tests agent/Siskin.Agent' ] || owner=agent/Siskin.Fleet
    instruct "$owner"
    (cd "$scratch/$owner" && dotnet exec "$compiler" -shared:"$server" -keepalive:900 -noconfig \
        @"$scratch/$owner.rsp") </dev/null >"$scratch/log" 2>&1 || return 1
    made=("$scratch/$owner"/obj/Release/*/*.dll)
    there=("$scratch/tests/$1"/bin/Release/*/)
    there=$there${made[0]##*/}
    cp "$there" "$kept"
    cp "${made[0]}" "$there"
}
# Runs the tests of project $1 that match $2 within $3 seconds, 0 for any time; sets status, and noticed to the first that
# failed.
run() {
    local assembly=("$scratch/tests/$1"/bin/Release/*/"$1.dll") by=()
    [ -z "$2" ] || by=(--filter "$2")
    status=0
    timeout --kill-after=10 "$3" dotnet test "${assembly[0]}" "${by[@]}" --logger 'console;verbosity=normal' \
        -- xUnit.StopOnFail=true xUnit.PreEnumerateTheories=false </dev/null >"$scratch/log" 2>&1 || status=$?
    noticed=$(sed -n 's/^ *Failed \([^ ]*\).*\[.*/\1/p' "$scratch/log" | head -n 1)
    [ "$status" != 0 ] || grep -q '^ *Passed' "$scratch/log" || status=-1 # nothing ran
}
filter_of() { [ -z "$1" ] || printf 'FullyQualifiedName~%s' "${1//|/|FullyQualifiedName~}"; }

# Without a fault everything has to pass, or a failure says nothing.
declare -A wanted=()
for i in "${!names[@]}"; do
    filter=$(filter_of "${filters[i]}")
    case ${wanted[${projects[i]}]-} in
        '') wanted[${projects[i]}]=${filter:-all} ;;
        all) ;;
        *) [ -z "$filter" ] && wanted[${projects[i]}]=all || wanted[${projects[i]}]+="|$filter" ;;
    esac
done
for project in "${!wanted[@]}"; do
    echo "== $project without a fault"
    filter=${wanted[$project]}
    [ "$filter" != all ] || filter=''
    build "tests/$project" || { cat "$scratch/log" >&2; exit 2; }
    run "$project" "$filter" 0 # all tests of a list together
    [ "$status" = 0 ] || { tail -n 40 "$scratch/log" >&2; echo "mutants: $project fails without a fault" >&2; exit 2; }
done

table=''
for i in "${!names[@]}"; do
    began=$SECONDS verdict='' remark='' rebuild=''
    if ! put_in "$i"; then verdict=STALE remark=$why
    else
        printf '%s' "$content" >"$place"
        filter=$(filter_of "${filters[i]}")
        if ! build_alone "${projects[i]}"; then
            verdict=STALE remark="does not compile: $(grep -m 1 -o 'error [A-Z]*[0-9]*: [^[]*' "$scratch/log" || true)"
        else
            run "${projects[i]}" "$filter" "$limit"
            cp "$kept" "$there"
            # A constant stands in other assemblies, too.
            if [ "$status" = 0 ]; then
                build "tests/${projects[i]}" --no-restore || { cat "$scratch/log" >&2; exit 2; }
                run "${projects[i]}" "$filter" "$limit"
                rebuild=${projects[i]}
            fi
            case $status in
                0) verdict=survived remark="in ${place#"$base"/}" ;;
                -1) verdict=STALE remark="no test of ${projects[i]} matches ${filters[i]}" ;;
                124 | 137) verdict=killed remark="the tests ran into ${limit} s" ;;
                *) verdict=killed remark=${noticed:-the tests ended with $status} ;;
            esac
        fi
        printf '%s' "$original" >"$place"
        [ -z "$rebuild" ] || build "tests/$rebuild" --no-restore || { cat "$scratch/log" >&2; exit 2; }
    fi
    case $verdict in
        killed) killed=$((killed + 1)) ;;
        survived) survived=$((survived + 1)) ;;
        *) stale=$((stale + 1)) ;;
    esac
    line=$(printf '%-9s %4d s  %s  (%s)' "$verdict" $((SECONDS - began)) "${names[i]}" "$remark")
    echo "$line"
    table+=$line$'\n'
done

printf '\n%s\n%d faults: %d killed, %d survived, %d could not be put in\n' \
    "$(printf '%s' "$table" | sort)" "${#names[@]}" "$killed" "$survived" "$stale"
[ "$survived" = 0 ] || exit 1
[ "$stale" = 0 ] || exit 2
