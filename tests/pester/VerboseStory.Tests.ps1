# What is told of work that takes minutes: with -Verbose, in CI, and by the progress bars.
Describe 'The story of the work' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $name = 's3-sink-raw-mnpi-dev'

        # What a command says: verbose and debug lines, and the lines that a host shows without being asked.
        function Get-Said {
            param([scriptblock] $Body)
            $streams = @(& $Body 4>&1 5>&1 6>&1)
            @{
                Verbose = @($streams | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message)
                Debug   = @($streams | Where-Object { $_ -is [Management.Automation.DebugRecord] } | ForEach-Object Message)
                Told    = @($streams | Where-Object { $_ -is [Management.Automation.InformationRecord] } | ForEach-Object { "$_" } |
                        Where-Object { $_ -notmatch '^Rehearsal' })
            }
        }

        # The text without what differs from run to run.
        function Get-Even {
            param([string[]] $Line)
            @($Line -replace '(\d+ min )?\d+ s( |$)', 'TIME$2' -replace ', after TIME$')
        }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -AsDefault -ConnectorTransition 0.2
        $spec = Import-KrakenConnectorSpec $sinkFile
        $clock = $null
    }

    AfterEach {
        if ($clock) { $clock.Dispose() }
        Remove-Item Env:CI, Env:TF_BUILD -ErrorAction Ignore
        Remove-Variable KrakenProgressPreference -Scope Global -ErrorAction Ignore
        $aws | Stop-KrakenLocalAws
    }

    It 'tells each step, each change of state and the outcome with -Verbose' {
        $lines = Get-Even (Get-Said { $spec | New-KrakenMskConnector -Verbose }).Verbose
        $lines | Should -Contain "${name}: Creating Connector $name"
        $lines | Should -Contain "${name}: CREATING; usually 5 to 12 min"
        $lines | Should -Contain "${name}: RUNNING after TIME of CREATING"
        $lines | Should -Contain "${name}: Created, RUNNING, TIME in all"
        @($lines -match 'CREATING; usually').Count | Should -Be 1
        $lines.IndexOf("${name}: CREATING; usually 5 to 12 min") |
            Should -BeLessThan $lines.IndexOf("${name}: Created, RUNNING, TIME in all")
        @($lines | Group-Object | Where-Object Count -GT 1).Name | Should -BeNullOrEmpty
    }

    It 'tells once a minute that AWS is at work' {
        $aws | Stop-KrakenLocalAws
        $aws = Start-KrakenLocalAws -AsDefault -ConnectorTransition 4
        $clock = $storyClockType::Start(60)
        $lines = @((Get-Said { $spec | New-KrakenMskConnector -Verbose }).Verbose -match ': CREATING, \d+ min')
        $lines[0..1] | Should -Be @("${name}: CREATING, 1 min; usually 5 to 12", "${name}: CREATING, 2 min; usually 5 to 12")
        @($lines | Group-Object | Where-Object Count -GT 1) | Should -BeNullOrEmpty
    }

    It 'tells the same lines as plain information in CI, where nobody asked for -Verbose' {
        $verbose = @((Get-Even (Get-Said { $spec | New-KrakenMskConnector -Verbose }).Verbose) -match "^${name}: ")
        Remove-KrakenMskConnector $name -Confirm:$false 6>$null | Out-Null
        $env:CI = 'true'
        $said = Get-Said { $spec | New-KrakenMskConnector }
        # What is made side by side may come in any order.
        $verbose.Count | Should -BeGreaterThan 5
        Get-Even $said.Told | Sort-Object | Should -Be ($verbose | Sort-Object)
        $said.Verbose | Should -BeNullOrEmpty
    }

    It 'shows them in a script that CI runs, with no preference of the streams set' {
        $script = @"
Import-Module '$modulePath'
`$aws = Start-KrakenLocalAws -AsDefault -ConnectorTransition 0.2
Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector | Out-Null
"@
        $env:TF_BUILD = 'True'
        $file = [IO.Path]::Combine($TestDrive, 'ci.ps1')
        Set-Content $file $script
        $program, [string[]] $shell = Get-Shell
        $text = & $program @shell -NoProfile -NonInteractive -File $file
        $LASTEXITCODE | Should -Be 0
        $text | Should -Contain "${name}: CREATING; usually 5 to 12 min"
        @($text -match ': Created, RUNNING, .* in all$').Count | Should -Be 1
    }

    It 'tells them once: as details where -Verbose is given, and not at a prompt without it' {
        $env:CI = 'true'
        (Get-Said { $spec | New-KrakenMskConnector -Verbose }).Told | Should -BeNullOrEmpty
        Remove-Item Env:CI
        (Get-Said { Remove-KrakenMskConnector $name -Confirm:$false }).Told | Should -BeNullOrEmpty
    }

    It 'obeys one preference, and refuses a value that it does not know' {
        $global:KrakenProgressPreference = 'Lines'
        (Get-Said { $spec | New-KrakenMskConnector }).Told | Should -Contain "${name}: CREATING; usually 5 to 12 min"
        $global:KrakenProgressPreference = 'Bars'
        $env:CI = 'true'
        (Get-Said { Remove-KrakenMskConnector $name -Confirm:$false }).Told | Should -BeNullOrEmpty
        $global:KrakenProgressPreference = 'Loud'
        { $spec | New-KrakenMskConnector } | Should -Throw '$KrakenProgressPreference: ''Loud'' is not one of Auto, Lines, Bars.'
        $global:KrakenProgressPreference = 'Auto'
        Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1 -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'says nothing of it where nothing is changed' {
        $env:CI = 'true'
        (Get-Said { $spec | Compare-KrakenMskConnector; $spec | New-KrakenMskConnector -WhatIf }).Told -match "^${name}: " | Should -BeNullOrEmpty
    }

    It 'tells a failure as such, with the state that the connector came to' {
        $rehearsalType::AddFault($aws.EndpointUrl, 'Kind=ConnectorFails,Cause=TopicDenied')
        $lines = Get-Even (Get-Said { $spec | New-KrakenMskConnector -Verbose -ErrorAction SilentlyContinue }).Verbose
        $lines | Should -Contain "${name}: FAILED after TIME of CREATING"
        $lines | Should -Contain "${name}: Failed, TIME in all"
    }

    It 'tells API calls with -Debug and not with -Verbose' {
        $verbose = Get-Said { $spec | New-KrakenMskConnector -Verbose }
        $verbose.Verbose -match 'kafkaconnect:|iam:' | Should -BeNullOrEmpty
        $debug = Get-Said { Get-KrakenMskConnector $name -Debug }
        $debug.Debug -match '^s3-sink-raw-mnpi-dev: kafkaconnect:ListConnectors: OK, \d+ ms$' | Should -HaveCount 1
        (Get-Said { Get-KrakenMskConnector $name }).Debug | Should -BeNullOrEmpty
    }

    It 'does not count the time of an answer' {
        $clock = $storyClockType::Start(0)
        $shell = [powershell]::Create([Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace(
                ($hostWithPerson = $answeringHostType::new($clock, [timespan]::FromHours(2)))))
        $shell.Runspace.Open()
        try {
            # The session's endpoint is this session's.
            $aws | Stop-KrakenLocalAws
            $aws = Start-KrakenLocalAws -ConnectorTransition 0.2
            $null = $shell.AddScript(@"
Import-Module '$modulePath'
`$spec = Import-KrakenConnectorSpec '$sinkFile'
`$spec | New-KrakenMskConnector -EndpointUrl $($aws.EndpointUrl) -Verbose -Confirm
Remove-KrakenMskConnector $name -EndpointUrl $($aws.EndpointUrl) -Region us-east-1 -Verbose
"@).Invoke()
            $hostWithPerson.Questions | Should -Be 2
            $verbose = @($shell.Streams.Verbose | ForEach-Object Message)
            $verbose | Should -Contain "${name}: Created, RUNNING, 0 s in all"
            $verbose | Should -Contain "${name}: Removed, 0 s in all"
            $shell.Streams.Progress | Where-Object StatusDescription -Match '1\d\d:' | Should -BeNullOrEmpty
        }
        finally {
            $shell.Runspace.Dispose()
            $shell.Dispose()
        }
    }

    It 'keeps the bar in the first half while a replacement deletes, and never draws one that is full before the end' {
        # The session's endpoint is this session's.
        $aws | Stop-KrakenLocalAws
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.2
        $null = $spec | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl 6>$null
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript(@"
Import-Module '$modulePath'
Import-KrakenConnectorSpec '$sinkFile' |
    Update-KrakenMskConnector -Description other -AllowReplacement -Force -EndpointUrl $($aws.EndpointUrl)
"@).Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            $bars = @($shell.Streams.Progress | Where-Object { $_.Activity -eq $name -and $_.RecordType -eq 'Processing' })
            $deleting = @($bars | Where-Object StatusDescription -Match 'DELETING')
            $deleting.Count | Should -BeGreaterThan 0
            $deleting.PercentComplete | ForEach-Object { $_ | Should -BeLessOrEqual 45 }
            # PowerShell draws a bar without a share as a full one.
            @($bars | Where-Object { $_.PercentComplete -lt 0 }).Count | Should -Be 0
            @($bars | Where-Object { $_.PercentComplete -eq 100 -and $_.StatusDescription -notmatch 'RUNNING' }).Count | Should -Be 0
        }
        finally {
            $shell.Dispose()
        }
    }
}
