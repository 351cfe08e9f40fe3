Describe 'Get-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $call = @{ AccessKey = 'AK'; SecretKey = 'SK'; Region = 'us-east-1' }
        function Get-Summary {
            param([string[]] $Name)
            @{ Connectors = @($Name | ForEach-Object { @{ ConnectorName = $_; ConnectorArn = (Get-ConnectorDescription $_).ConnectorArn; ConnectorState = 'RUNNING' } }) }
        }
    }

    BeforeEach {
        $mock = New-MockAws
        $mock.Reset('ListConnectors')
        $mock.Reply('ListConnectors', (Get-Summary orders, payments))
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders))
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription payments))
    }

    It 'returns every connector where no name is given' {
        (Get-KrakenMskConnector @call).Count | Should -Be 2
    }

    It 'returns what its outputs promise' {
        $connector = Get-KrakenMskConnector orders @call
        $connector.ConnectorName | Should -Be 'orders'
        $connector.AccountId | Should -Be '123456789012'
        $connector.Region | Should -Be 'us-east-1'
        $connector.ConnectorType | Should -Be 'sink'
        $connector.Capacity | Should -Be '1-4 workers x 1 MCU'
        $connector.CreationTime.Kind | Should -Be 'Utc'
    }

    It 'finds by pattern' {
        (Get-KrakenMskConnector ord* @call).ConnectorName | Should -Be 'orders'
    }

    It 'is no error where a pattern matches none' {
        Get-KrakenMskConnector nothing* @call -ErrorVariable failure | Should -BeNullOrEmpty
        $failure | Should -BeNullOrEmpty
    }

    It 'is an error where a name has no connector' {
        $null = Get-KrakenMskConnector nobody @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.NotFound,Kraken.MskConnect.Cmdlets.GetKrakenMskConnectorCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        "$($failure[0])" | Should -Match 'nobody.*us-east-1'
    }

    It 'takes names and its own results from the pipeline' {
        ('orders' | Get-KrakenMskConnector @call).ConnectorName | Should -Be 'orders'
        $mock.Reset('DescribeConnector')
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders))
        $connector = Get-KrakenMskConnector orders @call
        ($connector | Get-KrakenMskConnector -AccessKey AK -SecretKey SK).ConnectorName | Should -Be 'orders'
        $mock.Connections[-1].Region | Should -Be 'us-east-1'
    }

    It 'takes the region of $StoredAWSRegion, then of the environment' {
        $env:AWS_REGION = 'eu-west-1'
        try {
            $null = Get-KrakenMskConnector -AccessKey AK -SecretKey SK
            $global:StoredAWSRegion = 'eu-central-1'
            $null = Get-KrakenMskConnector -AccessKey AK -SecretKey SK
            $mock.Connections.Region | Should -Be @('eu-west-1', 'eu-central-1')
        }
        finally {
            Remove-Item Env:AWS_REGION
            Remove-Variable StoredAWSRegion -Scope Global -ErrorAction Ignore
        }
    }

    It 'says that no region is known' {
        $null = Get-KrakenMskConnector -AccessKey AK -SecretKey SK -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match 'No region is known'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match '-Region'
    }

    It 'names an endpoint that is no URL: <_>' -ForEach 'localhost:4566', 'nonsense' {
        $null = Get-KrakenMskConnector @call -EndpointUrl $_ -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.EndpointUnreachable,*'
        "$($failure[0])" | Should -Match "EndpointUrl: '$_'"
    }

    It 'ends early where the pipeline has enough' {
        @(Get-KrakenMskConnector @call | Select-Object -First 1).Count | Should -Be 1
    }

    It 'shows state, region, capacity and name in 80 columns' {
        $text = Get-KrakenMskConnector @call | Out-String -Width 80
        $text | Should -Match 'State +Region +Capacity +Name'
        $text | Should -Match 'RUNNING.* +us-east-1 +1-4 workers x 1 MCU +orders'
    }

    It 'completes names with those that exist' {
        $line = 'Get-KrakenMskConnector -Region us-east-1 -AccessKey AK -SecretKey SK -ConnectorName ord'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'orders'
    }

    It 'completes nothing, and quickly, where AWS cannot be asked' {
        $line = 'Get-KrakenMskConnector -Region us-east-1 -ProfileName nobody -ConnectorName ord'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Not -Contain 'orders'
    }
}
