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

    It 'fits a thousand topics into policies that IAM takes, and shows them in brief' {
        $topics = 0..999 | ForEach-Object { "inventory-cdc.warehouse.stock_{0:D4}.v1" -f $_ }
        $policy = New-SourceInput @{ kafka_topics_write = $topics } | Get-KrakenConnectorPolicy -WarningAction Ignore
        $policy.Parts.Count | Should -BeGreaterThan 1
        $policy.Parts.Count | Should -BeLessOrEqual 11
        $policy.OverGrants | Should -BeNullOrEmpty
        $texts = New-SourceInput @{ kafka_topics_write = $topics } | Get-KrakenConnectorPolicy -AsJson -WarningAction Ignore
        $texts.Count | Should -Be $policy.Parts.Count
        New-SourceInput @{ kafka_topics_write = $topics } |
            Get-KrakenConnectorPolicy -DifferenceFrom $texts -WarningAction Ignore | Should -BeNullOrEmpty
        New-SourceInput @{ kafka_topics_write = $topics } |
            Test-KrakenConnectorPolicy -PolicyDocument $texts -Quiet -WarningAction Ignore | Should -BeTrue
        New-SourceInput @{ kafka_topics_write = $topics } |
            Test-KrakenConnectorPolicy -PolicyDocument $texts[0, 1] -Quiet -WarningAction Ignore | Should -BeFalse
        ($texts | ConvertFrom-Json).Statement.Resource | Where-Object { $_ -like '*stock_*' } | Should -HaveCount 1000
        $shown = $policy | Out-String -Width 250
        $shown | Should -Match 'an inline policy and \d+\s+managed policies'
        $shown | Should -Match 'and \d+ more'
        $shown | Should -Match 'All but +arn:aws:kafka:.*topic/kraken-dev/'
        @($policy | Out-String -Stream).Count | Should -BeLessThan 150
    }

    It 'lets prefixes stand for topics only where asked to, and says what they grant more' {
        $topics = 0..1999 | ForEach-Object { "cdc.shop{0:D2}.table{1:D4}" -f [int][math]::Floor($_ / 100), $_ }
        { New-SourceInput @{ kafka_topics_write = $topics } | Get-KrakenConnectorPolicy -WarningAction Ignore -ErrorAction Stop } |
            Should -Throw -ErrorId 'Kraken.PolicyTooLarge*'
        $policy = New-SourceInput @{ kafka_topics_write = $topics; max_over_grant = 20 } |
            Get-KrakenConnectorPolicy -WarningAction Ignore
        $policy.OverGrants.Count | Should -BeGreaterThan 0
        $policy.OverGrants[0].More | Should -Match 'every other topic that begins with'
        ($policy.Findings | Where-Object Rule -EQ 'OverGrant').Count | Should -Be $policy.OverGrants.Count
    }

    It 'refuses two forms at once, and a difference from what is no policy' {
        { New-SinkInput | Get-KrakenConnectorPolicy -AsJson -AsTable } | Should -Throw '*AsJson and AsTable cannot be combined*'
        { New-SinkInput | Get-KrakenConnectorPolicy -DifferenceFrom '{' } | Should -Throw -ErrorId 'Kraken.PolicyInvalid*'
    }
}
