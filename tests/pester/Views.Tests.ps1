# What PowerShell's own formatters, converters and streams make of the module's objects.
Describe 'The views of objects' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $there = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        $specs = 'views-a', 'views-b' | ForEach-Object { New-SinkInput @{ connector_name = $_ } }
        $made = $specs | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -InformationVariable told 6> $null
        $again = $specs | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore 6> $null
        $objects = @{
            ConnectorPlan   = $specs[0] | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
            ConnectorPolicy = $specs[0] | Get-KrakenConnectorPolicy -WarningAction Ignore
            SpecValidation  = New-SinkInput @{ autoscaling_mcu_count = 3 } | Test-KrakenConnectorSpec
            PolicyTest      = $specs[0] | Test-KrakenConnectorPolicy -WarningAction Ignore
            RemovalResult   = Remove-KrakenMskConnector views-b @there -Confirm:$false
        }
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'give way to Format-List and Format-Table: <_>' -ForEach 'ConnectorPlan', 'ConnectorPolicy', 'SpecValidation', 'PolicyTest', 'RemovalResult' {
        ($objects[$_] | Format-List * | Out-String -Width 200) | Should -Match '(?m)^ConnectorName +: (views-|s3-sink)'
        ($objects[$_] | Format-Table ConnectorName | Out-String -Width 200) | Should -Match '(?m)^-{13}'
    }

    It 'are a text by default: <Type>' -ForEach @(
        @{ Type = 'ConnectorPlan'; Expect = 'views-a in us-east-1' }
        @{ Type = 'ConnectorPolicy'; Expect = 'Policy of views-a: \d+ statements' }
        @{ Type = 'SpecValidation'; Expect = 's3-sink-raw-mnpi-dev: invalid' }
        @{ Type = 'PolicyTest'; Expect = 'views-a: passed' }
        @{ Type = 'RemovalResult'; Expect = 'views-b: \d+ resources removed' }
    ) {
        ($objects[$Type] | Out-String -Width 120) | Should -Match $Expect
    }

    It 'have members of plain types' {
        $all = @($objects.Values) + $made[0] + (Get-KrakenLocalAwsRequest)[0] + $aws +
            ($specs[0] | New-KrakenConnectorSpec -WarningAction Ignore) +
            ($specs[0] | Test-KrakenMskConnector -Check Objects.Plugin -EndpointUrl $aws.EndpointUrl -WarningAction Ignore)
        foreach ($object in $all) {
            ($object | Get-Member).Definition -match 'Version=' | Should -BeNullOrEmpty -Because $object.GetType().Name
        }
        ($objects.SpecValidation | Get-Member Findings).Definition |
            Should -Be 'System.Collections.Generic.IReadOnlyList[Kraken.MskConnect.Specs.SpecFinding] Findings {get;set;}'
    }

    It 'turn enums into words, and conditions into objects, as JSON' {
        $plan = $objects.ConnectorPlan | ConvertTo-Json -Depth 9 | ConvertFrom-Json
        $plan.Resources.Action | Should -BeIn 'None', 'Update'
        $finding = ($objects.SpecValidation | ConvertTo-Json -Depth 9 | ConvertFrom-Json).Findings | Where-Object Severity -EQ 'Error'
        $finding.Field | Should -Contain 'AutoscalingMcuCount'
        $policy = $objects.ConnectorPolicy | ConvertTo-Json -Depth 9 | ConvertFrom-Json
        $policy.Trust.Statements[0].Effect | Should -Be 'Allow'
        $policy.Trust.Statements[0].Conditions.Key | Should -Contain 'aws:SourceAccount'
        $checks = ($objects.PolicyTest | ConvertTo-Json -Depth 9 | ConvertFrom-Json).Checks
        $checks.Kind | Should -Contain 'Required'
        $checks.Outcome | Select-Object -Unique | Sort-Object | Should -Be 'Allowed', 'ImplicitDeny'
    }

    It 'show what became of each connector' {
        $made.Result | Should -Be 'Created', 'Created'
        $again.Result | Should -Be 'Unchanged', 'Unchanged'
        ($again | Out-String -Width 80) | Should -Match 'Result +State +Region +Name'
        ($again | Out-String -Width 80) | Should -Match 'Unchanged .*RUNNING.*views-a'
        (Get-KrakenMskConnector views-a @there | Out-String -Width 80) | Should -Not -Match 'Result'
    }

    It 'share a table where a script changes connectors and lists them: <Order>' -ForEach @(
        @{ Order = 'changed first'; Script = { $again; Get-KrakenMskConnector views-a @there } }
        @{ Order = 'listed first'; Script = { Get-KrakenMskConnector views-a @there; $again } }
    ) {
        $text = & $Script | Out-String -Width 80
        $text | Should -Not -Match 'ConnectorArn'
        [regex]::Matches($text, '(?m)RUNNING +us-east-1 .*views-').Count | Should -Be 3
    }

    It 'are lines, and no lists, behind a text' {
        $checks = Test-KrakenMskConnector views-a @there -Check Cluster.State
        $text = & { $objects.SpecValidation; $made; Get-KrakenMskConnector views-a @there; $checks } | Out-String -Width 80
        $text | Should -Match '(?m)^Created +RUNNING +us-east-1 +views-b'
        $text | Should -Match '(?m)^RUNNING +us-east-1 +views-a'
        $text | Should -Match '(?m)^Pass +Cluster.State +The cluster'
        $text | Should -Not -Match 'ConnectorArn|Evidence'
    }

    It 'are broken at words in a log without a screen, where PowerShell takes 80 columns' {
        $text = Invoke-Child "Import-KrakenConnectorSpec '$root/examples/specs/s3*.json' | Compare-KrakenMskConnector -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK"
        $lines = "$text" -split '\r?\n'
        $lines | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        $lines | Should -Contain '                                on arn:aws:kafka:us-east-1:123456789012:'
    }

    It 'break the last column of a table where it begins' {
        $views = ([xml](Get-Content ([IO.Path]::Combine($root, 'module', 'Kraken.MskConnect.Format.ps1xml')) -Raw)).Configuration.ViewDefinitions.View |
            Where-Object InnerXml -Match '::InColumn'
        $views.Count | Should -BeGreaterThan 5
        foreach ($view in $views) {
            # Behind each column stands a space.
            $widths = @($view.TableControl.TableHeaders.TableColumnHeader | ForEach-Object Width | Where-Object { $_ } | ForEach-Object { 1 + $_ })
            $column = [regex]::Match($view.InnerXml, '::InColumn\(.*?, (\d+), \$Host\)').Groups[1].Value
            $column | Should -Be ($widths | Measure-Object -Sum).Sum -Because "$($view.Name) has columns of $widths"
        }
    }

    It 'cut nothing at 80 columns: <Name>' -ForEach @(
        @{ Name = 'grants'; Shown = 'Resource, and why'; Script = { New-SinkInput | Get-KrakenConnectorPolicy -As Table } }
        @{ Name = 'statements'; Shown = 'Resources, and why'; Script = { $objects.ConnectorPolicy.Statements } }
        @{ Name = 'differences'; Shown = 'Resource, and condition'; Script = {
                New-SinkInput @{ kafka_topics_write = @('orders.dlq') } |
                    Get-KrakenConnectorPolicy -DifferenceFrom (New-SinkInput | Get-KrakenConnectorPolicy -As Json) -WarningAction Ignore
            } }
        @{ Name = 'ACLs'; Shown = 'Need +Name'; Script = { New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect } }
        @{ Name = 'proofs'; Shown = 'What, and the resource'; Script = { New-SinkInput | Test-KrakenConnectorPolicy -As Table } }
        @{ Name = 'findings'; Shown = 'Message, and what to do'; Script = { (New-SinkInput @{ env = '' } | Test-KrakenConnectorSpec).Findings } }
        @{ Name = 'requests'; Shown = 'Operation +Status +ErrorCode'; Script = { Get-KrakenLocalAwsRequest } }
    ) {
        $text = & $Script | Out-String -Width 80
        $text | Should -Match $Shown
        # An ellipsis stands for the cluster's ID alone.
        $text | Should -Not -Match '[^/\s]…'
    }

    It 'end a fleet with a line of counts' {
        "$told" | Should -Match '2 connectors: 2 created'
    }
}

Describe '-Unordered' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $specs = 'late', 'soon' | ForEach-Object { New-SinkInput @{ connector_name = $_ } }
        $call = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $null = $specs[1] | New-KrakenMskConnector @call
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'returns a connector before an earlier one that is still being made' {
        # The first has to be made, and its creation is slow; the second is there.
        $rehearsalType::Fault($aws.EndpointUrl, 'Slow', 'CreateConnector', 1)
        $names = ($specs | New-KrakenMskConnector @call -Unordered 6> $null).ConnectorName
        $names | Should -Be 'soon', 'late'
    }
}

Describe 'A word that an input does not take' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'is a warning as soon as the spec is made' {
        $spec = New-KrakenConnectorSpec -ConnectorName a -ConnectorType sauce -WarningVariable warnings -WarningAction SilentlyContinue
        $spec.ConnectorType | Should -Be 'sauce'
        $warnings.Count | Should -Be 1
        "$warnings" | Should -Match "ConnectorType.*'sauce'.*source, sink"
        $null = New-KrakenConnectorSpec -ConnectorType sauce -WarningVariable unnamed -WarningAction SilentlyContinue
        "$unnamed" | Should -Match "^ConnectorType 'sauce'"
        $null = New-KrakenConnectorSpec -ConnectorName a -ConnectorType sink -WarningVariable none -WarningAction SilentlyContinue
        $none | Should -BeNullOrEmpty
    }
}

Describe 'The forms of a policy' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'are chosen by -As <As>, as by <Switch>' -ForEach @(
        @{ As = 'Json'; Switch = 'AsJson' }
        @{ As = 'Table'; Switch = 'AsTable' }
        @{ As = 'Markdown'; Switch = 'AsMarkdown' }
    ) {
        $old = @{ $Switch = $true }
        (New-SinkInput | Get-KrakenConnectorPolicy -As $As | Out-String) | Should -Be (New-SinkInput | Get-KrakenConnectorPolicy @old | Out-String)
        { New-SinkInput | Get-KrakenConnectorPolicy -As $As @old } | Should -Throw '*cannot be combined*'
    }

    It 'include the text of the prompt' {
        New-SinkInput | Get-KrakenConnectorPolicy -As Text | Should -Match '^Policy of s3-sink-raw-mnpi-dev'
    }
}

Describe 'What a script shows' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $text = Invoke-Child @"
`$null = Start-KrakenLocalAws -AsDefault -ConnectorTransition 0.1
`$spec = Import-KrakenConnectorSpec '$sinkFile' -WarningAction Ignore
`$spec | New-KrakenMskConnector -WarningAction Ignore
`$spec | Test-KrakenConnectorPolicy -WarningAction Ignore
`$spec | Compare-KrakenMskConnector -WarningAction Ignore
Get-KrakenMskConnector
exit 3
"@
        $code = $LASTEXITCODE
    }

    It 'ends with the script''s own exit code, and without blank lines for what was shown' {
        $code | Should -Be 3
        $text | Should -Not -Match '\n\s*\n\s*\n\s*\n'
    }

    It 'is on one line for a connector, also at 80 columns' {
        $text | Should -Match 'Created +RUNNING +us-east-1 +s3-sink-raw-mnpi-dev'
    }

    It 'is short where PowerShell lists an object because one of another type came first' {
        $text | Should -Match 'Passed +: True'
        $text | Should -Match 'HasChanges +: False'
        $text | Should -Not -Match 'PolicyCheck'
        $text | Should -Match 'None Role msk-connect-s3-sink-raw-mnpi-dev'
    }
}
