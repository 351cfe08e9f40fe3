Describe 'Update-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl; AccessKey = 'AK'; SecretKey = 'SK'; WarningAction = 'Ignore' }
        $made = New-SinkInput | New-KrakenMskConnector @call
    }

    AfterEach {
        $aws | Stop-KrakenLocalAws
    }

    It 'changes in place what differs and returns the connector' {
        $changed = New-SinkInput @{ log_retention_in_days = 14; autoscaling_mcu_count = 2 }
        $result = $changed | Update-KrakenMskConnector @call
        $result.Changed | Should -BeTrue
        $result.ConnectorArn | Should -Be $made.ConnectorArn
        $result.Capacity | Should -Match '2 MCU'
        ($changed | Compare-KrakenMskConnector @call).HasChanges | Should -BeFalse
    }

    It 'changes nothing where all is as the spec says' {
        (New-SinkInput | Update-KrakenMskConnector @call).Changed | Should -BeFalse
    }

    It 'shows the plan and changes nothing under -WhatIf' {
        New-SinkInput @{ autoscaling_mcu_count = 2 } | Update-KrakenMskConnector @call -WhatIf | Should -BeNullOrEmpty
        (New-SinkInput | Compare-KrakenMskConnector @call).HasChanges | Should -BeFalse
    }

    It 'refuses a replacement that is not allowed, and says how to allow it' {
        $null = New-SinkInput @{ kafkaconnect_version = '3.7.x' } |
            Update-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.ConnectorDiffers,Kraken.MskConnect.Cmdlets.UpdateKrakenMskConnectorCommand'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match '-AllowReplacement'
    }

    It 'replaces with -AllowReplacement and -Force' {
        $result = New-SinkInput @{ kafkaconnect_version = '3.7.x' } | Update-KrakenMskConnector @call -AllowReplacement -Force
        $result.ConnectorArn | Should -Not -Be $made.ConnectorArn
        $result.ConnectorState | Should -Be 'RUNNING'
    }

    It 'does not take away without an answer what is not in the spec' {
        $null = New-SinkInput @{ egress_destination = @('10.0.0.0/8') } | Update-KrakenMskConnector @call -Confirm:$false
        $text = Invoke-Child "Import-KrakenConnectorSpec '$sinkFile' | Update-KrakenMskConnector -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK"
        $text | Should -Match 'Egress\[tcp'
        $text | Should -Match 'Nobody can be asked here'
        (New-SinkInput | Compare-KrakenMskConnector @call).HasChanges | Should -BeTrue
        (New-SinkInput | Update-KrakenMskConnector @call -Force).Changed | Should -BeTrue
        (New-SinkInput | Compare-KrakenMskConnector @call).HasChanges | Should -BeFalse
    }

    It 'names a connector that is given twice' {
        $null = (New-SinkInput), (New-SinkInput) |
            Update-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.FullyQualifiedErrorId | Should -Be 'Kraken.Duplicate,Kraken.MskConnect.Cmdlets.UpdateKrakenMskConnectorCommand'
    }

    It 'prints the plan' {
        $text = Invoke-Child "Import-KrakenConnectorSpec '$sinkFile' | Update-KrakenMskConnector -AutoscalingMcuCount 4 -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK -WhatIf"
        $text | Should -Match 'What if: Update s3-sink-raw-mnpi-dev in us-east-1 \(123456789012\): 1 to update, 3 unchanged'
        $text | Should -Match 'AutoscalingMcuCount +1 -> 4'
    }
}

Describe 'Parameters beside a piped result' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $mockAwsType::Uninstall()
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $connector = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'count for Compare-, New-KrakenConnectorSpec and Update-' {
        ($connector | New-KrakenConnectorSpec -LogRetentionInDays 30).LogRetentionInDays | Should -Be 30
        ($connector | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -LogRetentionInDays 30).HasChanges | Should -BeTrue
        $updated = $connector | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -LogRetentionInDays 30
        $updated.Changed | Should -BeTrue
        ($updated | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl).HasChanges | Should -BeFalse
        ($connector | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl).HasChanges | Should -BeTrue
    }

    It 'contradict it where they name another region' {
        $connector | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region eu-west-1 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].Exception.Message | Should -Match 'Region'
    }
}
