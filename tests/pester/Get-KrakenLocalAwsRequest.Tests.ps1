Describe 'Get-KrakenLocalAwsRequest' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'tells who asked for what, when, and how it ended' {
        $aws = Start-KrakenLocalAws
        $null = Get-KrakenMskConnector nobody -Region us-east-1 -AccessKey AKIATESTER -SecretKey x -EndpointUrl $aws.EndpointUrl -ErrorAction SilentlyContinue
        $request = @($aws | Get-KrakenLocalAwsRequest -Operation ListConnectors)[0]
        $request.AccessKeyId | Should -Be 'AKIATESTER'
        $request.Service, $request.Operation, $request.StatusCode | Should -Be @('kafkaconnect', 'ListConnectors', 200)
        $request.ErrorCode | Should -BeNullOrEmpty
        $request.IsMutating | Should -BeFalse
        $request.Started | Should -BeLessOrEqual $request.Ended
    }

    It 'has the changes alone where they are asked for' {
        $aws = Start-KrakenLocalAws
        $null = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -ErrorAction Stop
        $operations = ($aws | Get-KrakenLocalAwsRequest -Mutating).Operation
        $operations | Should -Contain 'CreateConnector'
        $operations | Should -Not -Match '^(Get|List|Describe)'
        ($aws | Get-KrakenLocalAwsRequest -Service iam -Operation create*).Operation | Should -Be 'CreateRole'
    }

    It 'shows a fault that was asked for' {
        $aws = Start-KrakenLocalAws -Fault @{ Service = 'kafkaconnect'; Operation = 'ListConnectors'; Kind = 'Throttle' }
        $null = Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl -ErrorAction Stop
        $calls = @($aws | Get-KrakenLocalAwsRequest -Operation ListConnectors)
        $calls.StatusCode[0, 1] | Should -Be @(429, 200)
        $calls[0].ErrorCode | Should -Be 'TooManyRequestsException'
    }

    It 'is an error where no embedded AWS answers' {
        Get-KrakenLocalAwsRequest http://127.0.0.1:1 -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$($failure[0])" | Should -Match 'http://127.0.0.1:1'
    }

    It 'fits the prompt' {
        $aws = Start-KrakenLocalAws
        $null = Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl
        ($aws | Get-KrakenLocalAwsRequest | Out-String -Width 150) | Should -Match 'Started +Service +Operation +Status +ErrorCode'
    }
}
