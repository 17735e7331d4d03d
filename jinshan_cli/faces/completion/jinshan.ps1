# Tab completion of jinshan in PowerShell. The program itself answers: one "value<Tab>meaning" a line.
Register-ArgumentCompleter -Native -CommandName jinshan -ScriptBlock {
    param($word, $command, $cursor)
    $line = $command.ToString()
    $length = $cursor - $command.Extent.StartOffset
    $env:_JINSHAN_COMPLETE = if ($length -gt $line.Length) { "$line " } else { $line.Substring(0, $length) }
    try {
        jinshan 2> $null | ForEach-Object {
            $value, $meaning = $_ -split "`t", 2
            if ($value -and -not $value.StartsWith('<')) {
                if (-not $meaning) { $meaning = $value }
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
            }
        }
    } finally {
        Remove-Item Env:_JINSHAN_COMPLETE
    }
}
