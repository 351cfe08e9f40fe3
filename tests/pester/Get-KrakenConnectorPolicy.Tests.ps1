Describe 'Get-KrakenConnectorPolicy' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'gives each statement with its reason' {
        $policy = New-SinkInput | Get-KrakenConnectorPolicy
        $policy.ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
        ($policy.Statements | Where-Object Need -EQ 'sink objects').Statement.Actions | Should -Contain 's3:PutObject'
        $policy.Statements | ForEach-Object { $_.Because.Count | Should -BeGreaterThan 0 }
    }

    It 'gives the document as JSON that IAM takes' {
        $document = New-SourceInput | Get-KrakenConnectorPolicy -AsJson -WarningAction Ignore | ConvertFrom-Json
        $document.Version | Should -Be '2012-10-17'
        @($document.Statement).Count | Should -BeGreaterThan 5
        $document.Statement.Resource | Should -Not -Contain '*'
    }

    It 'has a document whose text is its JSON' {
        $policy = New-SinkInput | Get-KrakenConnectorPolicy
        { "$($policy.Document)" | ConvertFrom-Json } | Should -Not -Throw
        "$($policy.Trust)" | Should -Match 'aws:SourceArn'
    }

    It 'refuses an invalid spec with one error that lists all findings' {
        $output = New-SinkInput @{ account_id = '1'; autoscaling_mcu_count = 3 } |
            Get-KrakenConnectorPolicy -ErrorVariable failure -ErrorAction SilentlyContinue
        $output | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        "$($failure[0])" | Should -Match 'AccountId'
        "$($failure[0])" | Should -Match 'AutoscalingMcuCount'
    }

    It 'shows statements, resources and reasons at the prompt' {
        $text = New-SinkInput | Get-KrakenConnectorPolicy | Out-String -Width 250
        $text | Should -Match 'Policy of s3-sink-raw-mnpi-dev'
        $text | Should -Match 'SinkObjects'
        $text | Should -Match 'arn:aws:s3:::kraken-raw-mnpi-dev/topics/\*'
        $text | Should -Match 'Because +S3SinkBucketArn'
        $text | Should -Match 'kafkaconnect.amazonaws.com'
    }

    It 'gives a table, Markdown, and the difference from another policy' {
        $grants = New-SinkInput | Get-KrakenConnectorPolicy -AsTable
        ($grants | Where-Object Action -EQ 's3:PutObject').Because | Should -Match 'S3SinkBucketArn'
        New-SinkInput | Get-KrakenConnectorPolicy -AsMarkdown | Should -Match '\| Statement \| Allows'
        $json = New-SinkInput | Get-KrakenConnectorPolicy -AsJson
        New-SinkInput | Get-KrakenConnectorPolicy -DifferenceFrom $json | Should -BeNullOrEmpty
        $difference = New-SinkInput @{ kafka_topics_write = @('orders.dlq') } | Get-KrakenConnectorPolicy -DifferenceFrom $json -WarningAction Ignore
        $difference.Change | Select-Object -Unique | Should -Be 'Gained'
        $difference.Action | Should -Contain 'kafka-cluster:WriteData'
    }

    It 'refuses two forms at once, and a difference from what is no policy' {
        { New-SinkInput | Get-KrakenConnectorPolicy -AsJson -AsTable } | Should -Throw '*AsJson and AsTable exclude*'
        { New-SinkInput | Get-KrakenConnectorPolicy -DifferenceFrom '{' } | Should -Throw -ErrorId 'Kraken.PolicyInvalid*'
    }
}
