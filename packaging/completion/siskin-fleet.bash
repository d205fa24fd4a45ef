# bash completion for siskin-fleet: the program itself knows its commands and options.
_siskin_fleet()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} line=${COMP_LINE:0:COMP_POINT}

    case $before in
        --password-file | --ca-file | --token-file | --labels)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            compopt -o filenames
            return
            ;;
        --data | push)
            [[ $word == -* ]] || { mapfile -t COMPREPLY < <(compgen -d -- "$word"); compopt -o filenames; return; }
            ;;
    esac
    # Options are offered to those who begin one.
    local unwanted='^[/?-]'
    [[ $word == -* ]] && unwanted='^[/?]'
    # From its own name on, without what stands before it (sudo, variables).
    [[ $line == siskin-fleet* ]] || line="siskin-fleet ${COMP_WORDS[*]:1:COMP_CWORD}"
    mapfile -t COMPREPLY < <(
        compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null | grep -v "$unwanted")" -- "$word")
}
complete -F _siskin_fleet siskin-fleet
