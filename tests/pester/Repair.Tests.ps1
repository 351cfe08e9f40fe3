# The scheduled job that restarts dead tasks, as the script that it is.
Describe 'repair.ps1' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $repair = [IO.Path]::Combine($root, 'examples', 'repair.ps1')

        function Invoke-Repair([string] $More) {
            $shell = Get-Shell
            $command = "`$PSStyle.OutputRendering = 'PlainText'; `$ErrorView = 'NormalView'; Import-Module '$modulePath'; & '$repair' -Region us-east-1 -EndpointUrl $($aws.EndpointUrl) $More; 'went on'"
            $output = & $shell[0] @($shell | Select-Object -Skip 1) -NoLogo -NoProfile -NonInteractive -Command $command 2>&1 | Out-String
            [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = $output -replace '\s*\n\s*\|?\s*', ' ' }
        }

        function Get-Restart([string] $Name) {
            @(Get-KrakenConnectorOperation $Name -Region us-east-1 -EndpointUrl $aws.EndpointUrl | Where-Object OperationType -EQ RESTART_CONNECTOR).Count
        }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1 -Fault @(
            @{ Kind = 'TasksDie'; Connector = 'mends'; Count = 2; Cause = 'TopicDenied' }
            @{ Kind = 'TasksDie'; Connector = 'dies'; Cause = 'TopicDenied' }
        )
        $null = @{ mends = '3.7.x'; dies = '2.7.1'; lives = '3.7.x' }.GetEnumerator().ForEach({
            New-SinkInput @{ connector_name = $_.Key; kafkaconnect_version = $_.Value }
        }) | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -NoTaskCheck -WarningAction Ignore
    }

    AfterEach {
        Stop-KrakenLocalAws -EndpointUrl $aws.EndpointUrl
    }

    It 'restarts what died until it lives, and after the third restart within an hour stops with the diagnosis' {
        $first = Invoke-Repair
        $first.ExitCode | Should -Be 0 -Because $first.Output
        $first.Output | Should -Match 'Restart 1 of 3 within an hour did not help'
        $second = Invoke-Repair
        $second.ExitCode | Should -Be 0 -Because $second.Output
        (Get-Restart mends), (Get-Restart dies), (Get-Restart lives) | Should -Be 2, 2, 0
        $null = Invoke-Repair
        $last = Invoke-Repair

        $last.ExitCode | Should -Be 1
        (Get-Restart mends), (Get-Restart dies), (Get-Restart lives) | Should -Be 2, 3, 0
        $last.Output | Should -Match "'dies' is RUNNING, but its task"
        $last.Output | Should -Match 'Restarted 3 times within an hour, and tasks still die: dies\. Not looked at: 0\.'
        $last.Output | Should -Not -Match 'went on'
    }

    It 'shows with -WhatIf what it would restart, and restarts nothing' {
        $run = Invoke-Repair -More "-Name 'd*' -WhatIf"
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Output | Should -Match 'Restart dies in us-east-1, which is RUNNING'
        $run.Output | Should -Not -Match 'mends'
        (Get-Restart mends), (Get-Restart dies) | Should -Be 0, 0
    }

    It 'ends with an error where a restart is refused, and goes on with the others' {
        Stop-KrakenLocalAws -EndpointUrl $aws.EndpointUrl
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1 -Fault @(
            @{ Kind = 'TasksDie'; Connector = 'a-*'; Count = 2; Cause = 'TopicDenied' }
            @{ Kind = 'AccessDenied'; Operation = 'RestartConnector'; Times = 1 }
        )
        $null = 'a-1', 'a-2' | ForEach-Object { New-SinkInput @{ connector_name = $_; kafkaconnect_version = '3.7.x' } } |
            New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -NoTaskCheck -WarningAction Ignore

        $run = Invoke-Repair

        $run.ExitCode | Should -Be 1 -Because $run.Output
        $run.Output | Should -Match 'kafkaconnect:RestartConnector'
        $run.Output | Should -Match 'tasks still die: none\. Not looked at: 0\. Could not be restarted: a-[12]\.'
        $run.Output | Should -Not -Match 'did not help'
        (Get-Restart a-1) + (Get-Restart a-2) | Should -Be 1
    }
}
