Describe 'Both reference connectors on the embedded AWS' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1'; WarningAction = 'Ignore' }
        function Get-RequestSince {
            param([int] $Count)
            @($rehearsalType::Requests($aws.EndpointUrl) | Select-Object -Skip $Count)
        }
        function Get-Count {
            $rehearsalType::Requests($aws.EndpointUrl).Count
        }
        $names = 'debezium-postgres-cdc-dev', 's3-sink-raw-mnpi-dev'
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'are planned first, by read calls only' {
        $plans = Get-Content ([IO.Path]::Combine($specFolder, '*.tfvars.json')) -Raw | ForEach-Object { $_ | ConvertFrom-Json } |
            Compare-KrakenMskConnector @call
        $plans.ConnectorName | Sort-Object | Should -Be $names
        $plans.Resources.Action | Select-Object -Unique | Should -Be 'Create'
        Get-RequestSince 0 | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'are provisioned at once by one line' {
        $script:connectors = Get-Content ([IO.Path]::Combine($specFolder, '*.tfvars.json')) -Raw | ForEach-Object { $_ | ConvertFrom-Json } |
            New-KrakenMskConnector @call
        $connectors.ConnectorName | Sort-Object | Should -Be $names
        $connectors.ConnectorState | Select-Object -Unique | Should -Be 'RUNNING'
        $connectors.Changed | Should -Be @($true, $true)
        # Side by side: the second's creation was asked for before the first ran.
        $created = Get-RequestSince 0 | Where-Object Operation -EQ CreateConnector
        ($created[1].Started - $created[0].Started).TotalSeconds | Should -BeLessThan 1
    }

    It 'have the reference''s outputs' {
        foreach ($connector in $connectors) {
            $connector.ConnectorArn | Should -BeLike "arn:aws:kafkaconnect:us-east-1:123456789012:connector/$($connector.ConnectorName)/*"
            $connector.ConnectorVersion | Should -Not -BeNullOrEmpty
            $connector.SecurityGroupId | Should -BeLike 'sg-*'
            $connector.IamRoleArn | Should -BeLike 'arn:aws:iam::123456789012:role/*'
        }
    }

    It 'are left alone by a second run' {
        $before = Get-Count
        $again = Get-Content ([IO.Path]::Combine($specFolder, '*.tfvars.json')) -Raw | ForEach-Object { $_ | ConvertFrom-Json } |
            New-KrakenMskConnector @call
        $again.ConnectorName | Sort-Object | Should -Be $names
        $again.Changed | Should -Be @($false, $false)
        $requests = Get-RequestSince $before
        $requests | Where-Object IsMutating | Should -BeNullOrEmpty
        $requests.Count | Should -BeLessOrEqual 20
    }

    It 'are refused, with the differences, where a spec differs' {
        $before = Get-Count
        $null = New-SinkInput @{ autoscaling_max_worker_count = 5 } | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.ConnectorDiffers,*'
        $failure[0].CategoryInfo.Category | Should -Be 'ResourceExists'
        "$($failure[0])" | Should -Match 'AutoscalingMaxWorkerCount'
        Get-RequestSince $before | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'show the difference as an update in place' {
        $plan = New-SinkInput @{ autoscaling_max_worker_count = 5 } | Compare-KrakenMskConnector @call
        $change = $plan.Resources | Where-Object Action -EQ Update
        $change.Kind | Should -Be 'Connector'
        $change.Changes.Property, $change.Changes.Current, $change.Changes.Desired | Should -Be @('AutoscalingMaxWorkerCount', '4', '5')
        $plan | Out-String -Width 160 | Should -Match '~  Connector s3-sink-raw-mnpi-dev'
    }

    It 'pipe into Get-, Wait- and Compare-' {
        ($connectors | Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl).ConnectorName | Sort-Object | Should -Be $names
        ($connectors | Wait-KrakenMskConnector -EndpointUrl $aws.EndpointUrl).ConnectorState | Should -Be @('RUNNING', 'RUNNING')
        ($connectors | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore).HasChanges | Should -Be @($false, $false)
    }

    It 'show nothing to do under -WhatIf' {
        $text = Invoke-Child @"
`$aws = Start-KrakenLocalAws
`$specs = Import-KrakenConnectorSpec '$sinkFile'
`$null = `$specs | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
`$specs | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WhatIf
"@
        $text | Should -Match 'What if: s3-sink-raw-mnpi-dev in us-east-1 \(123456789012\): no changes'
    }

    It 'are removed with all that was made for them' {
        $removals = $connectors | Remove-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm:$false
        $removals.ConnectorName | Sort-Object | Should -Be $names
        $removals.Removed.Count | Should -Be 8
        Get-KrakenMskConnector @call | Should -BeNullOrEmpty
        $plans = Import-KrakenConnectorSpec ([IO.Path]::Combine($specFolder, '*.json')) | Compare-KrakenMskConnector @call
        $plans.Resources.Action | Select-Object -Unique | Should -Be 'Create'
    }

    It 'are not found again, and nothing is changed' {
        $before = Get-Count
        $names | Remove-KrakenMskConnector @call -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failures.FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound*'
        Get-RequestSince $before | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'take at most 14 calls up to the creation''s acceptance' {
        $before = Get-Count
        $null = New-SinkInput | New-KrakenMskConnector @call
        $requests = Get-RequestSince $before
        $accepted = ($requests | Where-Object Operation -EQ CreateConnector).Sequence
        @($requests | Where-Object Sequence -LE $accepted).Count | Should -BeLessOrEqual 14
        $before = Get-Count
        $null = New-SinkInput | New-KrakenMskConnector @call
        (Get-RequestSince $before).Count | Should -BeLessOrEqual 10
    }
}
