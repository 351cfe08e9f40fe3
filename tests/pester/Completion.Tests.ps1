# What Tab offers on the command line.

Describe 'Completion' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        function Complete([string] $Line) {
            (TabExpansion2 $Line $Line.Length).CompletionMatches.ListItemText
        }

        $global:aws = Start-KrakenLocalAws
        $global:arguments = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        $name = (New-SinkInput).connector_name
        $null = New-SinkInput | New-KrakenMskConnector @arguments -WarningAction Ignore -ErrorAction Stop
    }

    AfterAll {
        Stop-KrakenLocalAws
        Remove-Variable aws, arguments -Scope Global
        $global:PSDefaultParameterValues.Remove('Get-Kraken*:EndpointUrl')
        $global:PSDefaultParameterValues.Remove('Get-Kraken*:Region')
    }

    It 'finds connectors by <Case>' -ForEach @(
        @{ Case = 'a property of a variable'; Line = 'Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl -ConnectorName ' }
        @{ Case = 'an entry of a hashtable'; Line = 'Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $arguments.EndpointUrl -ConnectorName ' }
        @{ Case = 'splatted arguments'; Line = 'Get-KrakenMskConnector @arguments -ConnectorName ' }
        @{ Case = 'the place of the name of what is changed'; Line = 'Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1 s3' }
        @{ Case = 'the name of what is compared'; Line = 'Kraken.MskConnect\Compare-KrakenMskConnector @arguments -ConnectorName ' }
        @{ Case = 'an argument with a colon'; Line = 'Get-KrakenMskConnector -Region:us-east-1 -EndpointUrl:$aws.EndpointUrl -ConnectorName ' }
    ) {
        Complete $Line | Should -Be $name
    }

    It 'offers neither connectors nor files for <Line>' -ForEach @(
        @{ Line = 'New-KrakenMskConnector @arguments -ConnectorName ' }
        @{ Line = 'New-KrakenConnectorSpec -ConnectorName ' }
        @{ Line = 'New-KrakenConnectorSpec -ConfigurationChange ' }
        @{ Line = 'Update-KrakenMskConnector @arguments -ConfigurationChange ' }
    ) {
        Complete $Line | Should -BeNullOrEmpty
    }

    It 'finds them at the session''s own endpoint' {
        Get-KrakenMskConnector @arguments | Remove-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm:$false
        $default = Start-KrakenLocalAws -AsDefault
        $null = New-SinkInput @{ connector_name = 'of-the-session' } |
            New-KrakenMskConnector -WarningAction Ignore -InformationAction Ignore -ErrorAction Stop
        Complete 'Get-KrakenMskConnector -ConnectorName ' | Should -Be 'of-the-session'
        $default | Stop-KrakenLocalAws
        $null = New-SinkInput | New-KrakenMskConnector @arguments -WarningAction Ignore -ErrorAction Stop
    }

    It 'finds them by $PSDefaultParameterValues' {
        $global:PSDefaultParameterValues['Get-Kraken*:EndpointUrl'] = $aws.EndpointUrl
        $global:PSDefaultParameterValues['Get-Kraken*:Region'] = 'us-east-1'
        Complete 'Get-KrakenMskConnector -ConnectorName ' | Should -Be $name
    }

    It 'runs no script to find out' {
        $global:KrakenRan = 0
        $global:runs = [pscustomobject]@{} | Add-Member -PassThru ScriptMethod Ask { $global:KrakenRan++; $aws.EndpointUrl }
        $null = Complete 'Get-KrakenMskConnector -EndpointUrl $runs.Ask() -Region us-east-1 -ConnectorName '
        $KrakenRan | Should -Be 0
        Remove-Variable KrakenRan, runs -Scope Global
    }

    It 'offers real regions only' {
        $regions = Complete 'Get-KrakenMskConnector -Region '
        $regions | Should -Contain 'us-gov-west-1'
        $regions | Should -Contain 'cn-north-1'
        $regions | Should -Contain 'ap-southeast-5'
        $regions -like '*global*' | Should -BeNullOrEmpty
    }

    It 'finds clusters, plugins and worker configurations' {
        $spec = New-SinkInput
        Complete 'New-KrakenConnectorSpec @arguments -MskClusterArn ' | Should -Contain $spec.msk_cluster_arn
        Complete 'New-KrakenConnectorSpec @arguments -CustomPluginArn ' | Should -Contain $spec.custom_plugin_arn
        Complete 'New-KrakenConnectorSpec @arguments -WorkerConfigurationArn ' | Should -BeLike 'arn:aws:kafkaconnect:us-east-1:*:worker-configuration/*'
    }

    It 'offers a configuration for each known class, with the keys that it must have' {
        $offered = Complete 'New-KrakenConnectorSpec -ConnectorType sink -ConnectorConfiguration '
        $s3 = $offered -like "*'io.confluent.connect.s3.S3SinkConnector'*"
        $s3.Count | Should -Be 1
        (Invoke-Expression $s3[0]).Keys | Should -Contain 'flush.size'
        $offered -like '*PostgresConnector*' | Should -BeNullOrEmpty
        foreach ($template in $offered) {
            (Invoke-Expression $template)['connector.class'] | Should -Not -BeNullOrEmpty
        }
    }

    It 'finds a class by a part of its name' {
        $offered = @(Complete 'New-KrakenConnectorSpec -ConnectorConfiguration confluent.connect.s3.S3SinkC')
        $offered | Should -HaveCount 1
        $offered[0] | Should -BeLike "*'io.confluent.connect.s3.S3SinkConnector'*"
    }

    It 'completes a key of the configuration, and its values where they are a closed set' {
        $global:sink = New-SinkInput | New-KrakenConnectorSpec
        try {
            Complete '$sink | Update-KrakenMskConnector -ConfigurationChange flush' | Should -Be "@{ 'flush.size' = '1000' }"
            Complete '$sink | Compare-KrakenMskConnector -ConfigurationChange s3.acl' | Should -Contain "@{ 's3.acl.canned' = 'bucket-owner-full-control' }"
            $behaviors = Complete '$sink | New-KrakenConnectorSpec -ConfigurationChange behavior.on.null'
            ($behaviors | ForEach-Object { (Invoke-Expression $_)['behavior.on.null.values'] } | Sort-Object) | Should -Be 'fail', 'ignore', 'write'
            Complete '$sink | Update-KrakenMskConnector -ConfigurationChange table.include' | Should -BeNullOrEmpty
            (Complete '$sink | Update-KrakenMskConnector -ConfigurationChange ').Count | Should -BeGreaterThan 20
        }
        finally {
            Remove-Variable sink -Scope Global
        }
        Complete 'Update-KrakenMskConnector a -ConfigurationChange table.include' | Should -Be "@{ 'table.include.list' = '' }"
    }

    It 'offers a reference to a config provider for a secret that must be given' {
        $splunk = (Complete 'New-KrakenConnectorSpec -ConnectorType sink -ConnectorConfiguration ') -like "*'com.splunk.kafka.connect.SplunkSinkConnector'*"
        (Invoke-Expression $splunk[0])['splunk.hec.token'] | Should -Be '${secretsmanager:SECRET:KEY}'
    }

    It 'offers the kinds of faults' {
        Complete 'Start-KrakenLocalAws -Fault ' | Should -Contain "@{ Kind = 'TasksDie' }"
    }

    It 'offers no file where none is meant: <Line>' -ForEach @(
        @{ Line = 'Get-KrakenMskConnector -AccessKey ' }
        @{ Line = 'New-KrakenConnectorSpec -ConnectorName ' }
        @{ Line = 'New-KrakenConnectorSpec -Description ' }
        @{ Line = 'New-KrakenMskConnector -VpcId ' }
        @{ Line = 'Start-KrakenLocalAws -AccountId ' }
    ) {
        Push-Location $TestDrive
        Set-Content file.txt ''
        try {
            Complete $Line | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }

    It 'waits once, and for a short time, for an AWS that does not answer' {
        # Nobody accepts the connection, so that only the completer's own patience ends the wait.
        $silent = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $silent.Start()
        try {
            $line = "Get-KrakenMskConnector -EndpointUrl http://127.0.0.1:$($silent.LocalEndpoint.Port) -Region us-east-1 -ConnectorName "
            $first = Measure-Command { Complete $line }
            $second = Measure-Command { Complete $line }
            $first.TotalMilliseconds | Should -BeGreaterThan 900
            $second.TotalMilliseconds | Should -BeLessThan ($first.TotalMilliseconds / 2)
        }
        finally {
            $silent.Stop()
        }
    }
}
