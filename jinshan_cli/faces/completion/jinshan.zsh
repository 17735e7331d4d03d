# Tab completion of jinshan in zsh. The program itself answers: one "value<Tab>meaning" a line.
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
_jinshan() {
    local answer value meaning
    local -a open closed
    for answer in "${(@f)$(_JINSHAN_COMPLETE="${(j: :)words[1,CURRENT-1]} $PREFIX" ${~words[1]} 2> /dev/null)}"; do
        value=${answer%%$'\t'*} meaning=${answer#*$'\t'}
        case $value in
            '') ;;
            '<files>'|'<folders>')
                [[ $PREFIX == -*=* ]] && compset -P 1 '*='
                if [[ $value == '<files>' ]]; then _files; else _files -/; fi
                return
                ;;
            *=) open+=("${value//:/\\:}:$meaning") ;;
            *) closed+=("${value//:/\\:}:$meaning") ;;
        esac
    done
    (( $#open )) && _describe -V jinshan open -S ''
    (( $#closed )) && _describe -V jinshan closed
}
compdef _jinshan jinshan
