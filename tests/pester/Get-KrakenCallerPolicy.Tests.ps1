Describe 'Get-KrakenCallerPolicy' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'gives one policy for all specs of a pipeline' {
        $policy = @(New-SinkInput; New-SourceInput) | Get-KrakenCallerPolicy -For Apply -WarningAction Ignore
        @($policy).Count | Should -Be 1
        $policy.ConnectorName | Should -Be @('s3-sink-raw-mnpi-dev', 'debezium-postgres-cdc-dev')
        ($policy.Statements | Where-Object { $_.Statement.Sid -eq 'Connector' }).Statement.Resources.Count | Should -Be 2
        $policy.Size | Should -BeLessThan 10240
    }

    It 'says its purpose as a word in JSON' {
        (New-SinkInput | Get-KrakenCallerPolicy -For Remove | ConvertTo-Json -Depth 9 | ConvertFrom-Json).For | Should -Be 'Remove'
    }

    It 'gives the document as JSON that IAM takes, whose passing of the role is limited to MSK Connect' {
        $document = New-SinkInput | Get-KrakenCallerPolicy -For Apply -As Json | ConvertFrom-Json
        $document.Version | Should -Be '2012-10-17'
        $pass = $document.Statement | Where-Object Action -Contains 'iam:PassRole'
        $pass.Resource | Should -Match '^arn:aws:iam::\d{12}:role/msk-connect-s3-sink-raw-mnpi-dev'
        $pass.Condition.StringEquals.'iam:PassedToService' | Should -Be 'kafkaconnect.amazonaws.com'
    }

    It 'names the source of what AWS asks for by itself' {
        $asked = (New-SinkInput | Get-KrakenCallerPolicy -For Apply).Grants | Where-Object Source
        $asked.Action | Should -Contain 'ec2:CreateNetworkInterface'
        $asked.Action | Should -Contain 'ec2:DescribeVpcs'
        $asked.Action | Should -Contain 'logs:CreateLogDelivery'
        ($asked | Where-Object Action -EQ 'iam:PassRole').Source | Should -Match 'developer guide'
    }

    It 'grants more for a replacement alone' {
        (New-SinkInput | Get-KrakenCallerPolicy -For Apply).Grants.Action | Should -Not -Contain 'kafkaconnect:DeleteConnector'
        (New-SinkInput | Get-KrakenCallerPolicy -For Apply -AllowReplacement).Grants.Action | Should -Contain 'kafkaconnect:DeleteConnector'
    }

    It 'shows resources and reasons at the prompt, and as Markdown' {
        $text = New-SinkInput | Get-KrakenCallerPolicy -For Read | Out-String -Width 250
        $text | Should -Match 'Who runs Read on s3-sink-raw-mnpi-dev'
        $text | Should -Match 'Because +to read the role: GetRole'
        New-SinkInput | Get-KrakenCallerPolicy -For Read -As Markdown | Should -Match '\| Statement \| Allows'
    }

    It 'refuses an invalid spec' {
        New-SinkInput @{ account_id = '1' } | Get-KrakenCallerPolicy -For Read -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failure" | Should -Match 'AccountId'
    }
}
