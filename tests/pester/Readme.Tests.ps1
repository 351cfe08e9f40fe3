# The README's PowerShell blocks in order, as pasted into one session: what a block leaves behind, the next one finds.
Describe 'The README, from top to bottom' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        . ([IO.Path]::Combine($PSScriptRoot, 'pages.ps1'))
        $blocks = @(Get-PageBlock ([IO.Path]::Combine($root, 'README.md')) | Where-Object Language -EQ 'powershell')
        $folder = "$TestDrive/repository"
        $null = New-Item -ItemType Directory "$folder/specs", "$folder/examples"
        Copy-Item $specFolder "$folder/examples/specs" -Recurse
        # The module is built already.
        "'$modulePath'" | Set-Content "$folder/build.ps1"
        # The reader's own connector.
        $orders = New-SourceInput @{ connector_name = 'orders-cdc' }
        $orders | ConvertTo-Json -Depth 6 | Set-Content "$folder/orders.tfvars.json"
        Copy-Item "$folder/orders.tfvars.json" "$folder/specs"
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'runs without an error' {
        $session = New-PageSession $folder
        $isRehearsed = $false
        try {
            foreach ($block in $blocks) {
                $run = Invoke-PageBlock $session $block.Code
                $run.Errors | Should -BeNullOrEmpty -Because $block.Code
                if (-not $isRehearsed -and $block.Code -match 'Stop-KrakenLocalAws') {
                    # From here on, the README speaks of the reader's AWS, in which its connector runs.
                    $isRehearsed = $true
                    $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
                    $null = $orders | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
                    $defaults = "foreach (`$name in 'Compare', 'New', 'Update', 'Get', 'Suspend', 'Resume', 'Restart') { `$PSDefaultParameterValues[`"`$name-KrakenMskConnector:EndpointUrl`"] = '$($aws.EndpointUrl)' }
                        foreach (`$name in 'Get', 'Suspend', 'Resume', 'Restart') { `$PSDefaultParameterValues[`"`$name-KrakenMskConnector:Region`"] = 'us-east-1' }
                        `$PSDefaultParameterValues['Update-KrakenMskConnector:Force'] = `$true"
                    (Invoke-PageBlock $session $defaults).Errors | Should -BeNullOrEmpty
                }
            }
        }
        finally {
            $session.Dispose()
        }
        $isRehearsed | Should -BeTrue
        # What the blocks say that they do is done: both examples are made by the saved plan, and the reader's runs.
        (Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1).ConnectorState | Should -Be @('RUNNING', 'RUNNING', 'RUNNING')
    }
}
