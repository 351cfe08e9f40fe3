Describe 'Get-KrakenOrphan' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws
        $there = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        $null = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        # Two creations that are given up half-way.
        $rehearsalType::Fault($aws.EndpointUrl, 'AccessDenied', 'CreateConnector', 100)
        foreach ($name in 'lost-1', 'lost-2') {
            $null = New-SinkInput @{ connector_name = $name } |
                New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -ErrorAction SilentlyContinue
        }
        $rehearsalType::Heal($aws.EndpointUrl)
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'lists one object for each resource whose connector is gone' {
        $orphans = Get-KrakenOrphan -MinimumAge 0 @there
        $orphans.ConnectorName | Select-Object -Unique | Should -Be 'lost-1', 'lost-2'
        $orphans.Count | Should -Be 6
        $role = $orphans | Where-Object { $_.Kind -eq 'Role' -and $_.ConnectorName -eq 'lost-1' }
        $role.Name | Should -Be 'msk-connect-lost-1-us-east-1'
        $role.Identifier | Should -Be 'arn:aws:iam::123456789012:role/msk-connect-lost-1-us-east-1'
        $role.Region | Should -Be 'us-east-1'
        $role.CreationTime | Should -BeOfType ([datetime])
        $role.Reason | Should -Match 'does not exist'
    }

    It 'leaves out what is young, and what -ConnectorName does not match' {
        Get-KrakenOrphan @there | Should -BeNullOrEmpty
        (Get-KrakenOrphan *-2 -MinimumAge 0 @there).ConnectorName | Select-Object -Unique | Should -Be 'lost-2'
        Get-KrakenOrphan s3* -MinimumAge 0 @there | Should -BeNullOrEmpty
    }

    It 'is shown as a table for each connector' {
        $text = Get-KrakenOrphan lost-1 -MinimumAge 0 @there | Out-String -Width 200
        $text | Should -Match 'Connector: lost-1'
        $text | Should -Match 'Kind +CreationTime +Name'
        $text | Should -Match 'LogGroup .+ /aws/msk-connect/lost-1'
    }

    It 'changes nothing' {
        $before = $rehearsalType::Requests($aws.EndpointUrl).Count
        $null = Get-KrakenOrphan -MinimumAge 0 @there
        Get-KrakenOrphan lost-1 -MinimumAge 0 @there | Remove-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WhatIf 6>$null
        $rehearsalType::Requests($aws.EndpointUrl) | Select-Object -Skip $before | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'pipes into Remove-KrakenMskConnector, which removes each connector''s once' {
        # The region goes down the pipeline with each object.
        $removed = Get-KrakenOrphan -MinimumAge 0 @there |
            Remove-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm:$false
        $removed.ConnectorName | Sort-Object | Should -Be 'lost-1', 'lost-2'
        $removed | ForEach-Object { $_.Removed.Count | Should -Be 3 }
        Get-KrakenOrphan -MinimumAge 0 @there | Should -BeNullOrEmpty
        (Get-KrakenMskConnector @there).ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
    }
}
