Describe 'Compare-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $call = @{ AccessKey = 'AK'; SecretKey = 'SK'; WarningAction = 'Ignore' }
    }

    BeforeEach {
        $mock = New-MockAws
    }

    It 'plans the creation of all that is missing, by read calls only' {
        $plan = New-SinkInput | Compare-KrakenMskConnector @call
        $plan.HasChanges | Should -BeTrue
        $plan.Resources.Kind | Should -Be @('Role', 'SecurityGroup', 'LogGroup', 'Connector')
        $plan.Resources.Action | Select-Object -Unique | Should -Be 'Create'
        ($plan.Resources[3].Changes | Where-Object Property -EQ 'AutoscalingMaxWorkerCount').Desired | Should -Be '4'
        Get-Mutation $mock | Should -BeNullOrEmpty
    }

    It 'says that the connector of Get- comes without its spec' {
        $mock.Reset('ListConnectors')
        $mock.Reply('ListConnectors', @{ Connectors = @(@{ ConnectorName = 'orders'; ConnectorArn = (Get-ConnectorDescription orders).ConnectorArn; ConnectorState = 'RUNNING' }) })
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders))
        $null = Get-KrakenMskConnector orders -AccessKey AK -SecretKey SK -Region us-east-1 |
            Compare-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Import-KrakenConnectorSpec'
    }

    It 'compares what New- returned with the spec that it was made from' {
        Add-CreationAnswer $mock
        $connector = New-SinkInput | New-KrakenMskConnector @call
        $plan = $connector | Compare-KrakenMskConnector @call
        $plan.ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
    }

    It 'shows the plan grouped by resource with marks' {
        $text = New-SinkInput | Compare-KrakenMskConnector @call | Out-String -Width 200
        $text | Should -Match 's3-sink-raw-mnpi-dev in us-east-1 \(123456789012\): 4 to create'
        $text | Should -Match '\+  LogGroup /aws/msk-connect/s3-sink-raw-mnpi-dev'
        $text | Should -Match 'RetentionInDays +7'
    }

    It 'gives the plan as text, JSON and Markdown' {
        $plan = New-SinkInput | Compare-KrakenMskConnector @call -As Json | ConvertFrom-Json
        $plan.connectorName | Should -Be 's3-sink-raw-mnpi-dev'
        $plan.hasChanges | Should -BeTrue
        New-SinkInput | Compare-KrakenMskConnector @call -As Markdown | Should -Match 's3-sink-raw-mnpi-dev'
        New-SinkInput | Compare-KrakenMskConnector @call -As Text | Should -Match '4 to create'
        2 * [int]((New-SinkInput | Compare-KrakenMskConnector @call).HasChanges -contains $true) | Should -Be 2
    }

    It 'shows the total of several plans beside the objects' {
        $specs = (New-SinkInput), (New-SinkInput @{ connector_name = 'second' })
        $plans = $specs | Compare-KrakenMskConnector @call -InformationVariable told
        $plans.ConnectorName | Should -Be 's3-sink-raw-mnpi-dev', 'second'
        "$told" | Should -Be 'Plan: 2 to create, 0 to change, 0 to replace, 0 unchanged'
        ($specs | Compare-KrakenMskConnector @call -As Text) | Should -Match 'Plan: 2 to create, 0 to change, 0 to replace, 0 unchanged$'
    }

    It 'sets the exit code that a pipeline needs: <Code>' -ForEach @(
        @{ Code = 2; With = @{} }
        @{ Code = 1; With = @{ connector_name = '' } }
    ) {
        $global:LASTEXITCODE = 99
        $null = New-SinkInput $With | Compare-KrakenMskConnector @call -DetailedExitCode -ErrorAction SilentlyContinue
        $global:LASTEXITCODE | Should -Be $Code
    }

    It 'sets it to 1 where the first error ends the pipeline, and leaves it alone unasked' {
        $global:LASTEXITCODE = 99
        $null = New-SinkInput | Compare-KrakenMskConnector @call
        $global:LASTEXITCODE | Should -Be 99
        { New-SinkInput @{ connector_name = '' } | Compare-KrakenMskConnector @call -DetailedExitCode -ErrorAction Stop } | Should -Throw
        $global:LASTEXITCODE | Should -Be 1
    }

    It 'has the warnings of a spec in its Markdown' {
        $text = New-SinkInput @{ common_tags = @{ env = 'other' } } |
            Compare-KrakenMskConnector -AccessKey AK -SecretKey SK -As Markdown -WarningAction SilentlyContinue -WarningVariable warned
        "$warned" | Should -Match 'is overridden by Env'
        $text | Should -Match '> \*\*Warning:\*\* .*is overridden by Env'
    }
}
