# fish completion for siskin: the program itself knows its commands and options.
complete -c siskin -a '(set -l line (commandline -cp); siskin "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -v -r "^[/?]")'
