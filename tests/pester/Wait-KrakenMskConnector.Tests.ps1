Describe 'Wait-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $call = @{ AccessKey = 'AK'; SecretKey = 'SK'; Region = 'us-east-1' }
    }

    BeforeEach {
        $mock = New-MockAws
        $mock.Reset('ListConnectors')
        $mock.Reply('ListConnectors', @{ Connectors = @(@{ ConnectorName = 'orders'; ConnectorArn = (Get-ConnectorDescription orders).ConnectorArn; ConnectorState = 'CREATING' }) })
    }

    It 'returns the connector when it runs' {
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders CREATING))
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders RUNNING))
        (Wait-KrakenMskConnector orders @call).ConnectorState | Should -Be 'RUNNING'
        Get-Mutation $mock | Should -BeNullOrEmpty
    }

    It 'takes a connector from the pipeline by its name and region' {
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders RUNNING))
        $connector = [pscustomobject]@{ ConnectorName = 'orders'; Region = 'us-east-1' } | Wait-KrakenMskConnector -AccessKey AK -SecretKey SK
        $connector.ConnectorName | Should -Be 'orders'
    }

    It 'is an error with the state''s message where the connector failed' {
        $failed = Get-ConnectorDescription orders FAILED
        $failed.StateDescription = @{ Code = 'UnknownKafkaConnectWorkerFailure'; Message = 'workers are unhealthy' }
        $mock.Reply('DescribeConnector', $failed)
        $null = Wait-KrakenMskConnector orders @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.ConnectorFailed,*'
        "$($failure[0])" | Should -Match 'workers are unhealthy'
    }

    It 'is an error where the time is over' {
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders CREATING))
        $null = Wait-KrakenMskConnector orders @call -Timeout 0 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.TimedOut,*'
    }

    It 'waits for a connector to be gone' {
        $mock.Reset('ListConnectors')
        $mock.Reply('ListConnectors', @{ Connectors = @() })
        (Wait-KrakenMskConnector orders -State DELETED @call).ConnectorState | Should -Be 'DELETED'
    }

    It 'takes no other state' {
        { Wait-KrakenMskConnector orders -State FAILED @call } | Should -Throw
    }
}
