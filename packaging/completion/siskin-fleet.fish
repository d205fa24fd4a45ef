# fish completion for siskin-fleet: the program itself knows its commands and options.
complete -c siskin-fleet -a '(set -l line (commandline -cp); siskin-fleet "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -v -r "^[/?]")'
