# Tab completion of jinshan in bash. The program itself answers: one "value<Tab>meaning" a line.
_jinshan() {
    local line=${COMP_LINE:0:COMP_POINT} word value meaning before=
    word=${line##*[[:space:]]}
    # bash replaces only what stands after the last "=", so what stands before it is taken off each value
    [[ $COMP_WORDBREAKS == *=* && $word == *=* ]] && before=${word%"${word##*=}"}
    COMPREPLY=()
    while IFS=$'\t' read -r value meaning; do
        case $value in
            '<files>') compopt -o filenames 2> /dev/null; value=f ;;
            '<folders>') compopt -o filenames 2> /dev/null; value=d ;;
            *)
                [[ $value == *= ]] && compopt -o nospace 2> /dev/null
                COMPREPLY+=("${value#"$before"}")
                continue
                ;;
        esac
        while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -"$value" -- "${word#"$before"}")
    done < <(_JINSHAN_COMPLETE=$line "${1/#\~\//$HOME/}" 2> /dev/null)
}
complete -F _jinshan jinshan
