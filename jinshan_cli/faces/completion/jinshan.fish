# Tab completion of jinshan in fish. The program itself answers: one "value<Tab>meaning" a line.
function __jinshan_complete
    set --local token (commandline -ct)
    # of --output=file only the file is a path
    set --local before (string match --regex -- '^-[^=]*=' $token)
    set --local path (string replace --regex -- '^-[^=]*=' '' $token)
    for answer in (env _JINSHAN_COMPLETE=(commandline -cp | string collect) jinshan 2> /dev/null)
        switch $answer
            case '<files>*'
                string replace --regex -- '^' "$before" (__fish_complete_path $path)
            case '<folders>*'
                string replace --regex -- '^' "$before" (__fish_complete_directories $path)
            case '*'
                echo $answer
        end
    end
end
complete --command jinshan --no-files --keep-order --arguments '(__jinshan_complete)'
