# Output comes in the order of the input, whichever connector is ready first.
Describe 'The order of <_>' -ForEach 'New-KrakenMskConnector', 'Update-KrakenMskConnector', 'Compare-KrakenMskConnector', 'Get-KrakenMskConnector', 'Wait-KrakenMskConnector', 'Export-KrakenConnectorSpec', 'Remove-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $names = 'order-c', 'order-a', 'order-e', 'order-b', 'order-d'
        $specs = $names | ForEach-Object { New-SinkInput @{ connector_name = $_ } }
        $call = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        if ($_ -ne 'New-KrakenMskConnector') {
            $null = $specs | New-KrakenMskConnector @call
        }
        # The first is served last.
        foreach ($operation in 'CreateConnector', 'ListTagsForResource', 'DescribeConnector') {
            $rehearsalType::Fault($aws.EndpointUrl, 'Slow', $operation, 1)
        }
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'is that of the input' {
        $piped = $specs
        if ($_ -notmatch '^(New|Update|Compare)') {
            $piped = $names
            $call.Region = 'us-east-1'
        }
        if ($_ -match '^Remove') {
            $call.Confirm = $false
        }
        ($piped | & $_ @call).ConnectorName | Should -Be $names
    }
}

Describe 'Text and Markdown of plans' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws
        $specs = 1..6 | ForEach-Object { New-SinkInput @{ connector_name = "many-$(7 - $_)" } }
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'are the same each time, as <_>' -ForEach 'Text', 'Json', 'Markdown' {
        $form = $_
        $first = $specs | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -As $form | Out-String
        1..3 | ForEach-Object {
            ($specs | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -As $form | Out-String) | Should -Be $first
        }
    }
}

Describe 'What a script shows before it exits' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'is <Case>, whole' -ForEach @(
        @{ Case = 'connectors'; Command = 'Get-KrakenMskConnector @there'; Expect = 'a-connector-with-a-name-of-forty-letters' }
        @{ Case = 'specs'; Command = '$spec'; Expect = 'a-connector-with-a-name-of-forty-letters' }
        @{ Case = 'an embedded AWS'; Command = '$aws'; Expect = '123456789012' }
        @{ Case = 'its requests'; Command = 'Get-KrakenLocalAwsRequest'; Expect = 'CreateConnector' }
        @{ Case = 'orphans'; Command = 'Get-KrakenOrphan @there -MinimumAge 0'; Expect = 'a-connector-with-a-name-of-forty-letters' }
    ) {
        $script = "`$aws = Start-KrakenLocalAws -ConnectorTransition 0.1; `$there = @{ EndpointUrl = `$aws.EndpointUrl; Region = 'us-east-1' };" +
            "`$spec = Import-KrakenConnectorSpec '$sinkFile' | New-KrakenConnectorSpec -ConnectorName a-connector-with-a-name-of-forty-letters;" +
            "`$null = `$spec | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WarningAction Ignore;" +
            "if ('$Case' -eq 'orphans') { `$null = Remove-KrakenMskConnector `$spec.ConnectorName @there -KeepLogGroup -Confirm:`$false };" +
            "$Command; exit 3"
        # A long name goes on in the next line.
        (Invoke-Child $script) -replace '\s' | Should -Match $Expect
    }
}
