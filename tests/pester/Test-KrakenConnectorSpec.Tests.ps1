Describe 'Test-KrakenConnectorSpec' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'finds the reference examples valid' {
        $result = Import-KrakenConnectorSpec ([IO.Path]::Combine($specFolder, '*.json')) | Test-KrakenConnectorSpec
        $result.IsValid | Should -Be @($true, $true)
    }

    It 'returns every finding at once' {
        $result = New-SinkInput @{ autoscaling_mcu_count = 3; log_retention_in_days = 8; kafka_topic_reads = @('x') } | Test-KrakenConnectorSpec
        $result.IsValid | Should -BeFalse
        $errors = $result.Findings | Where-Object Severity -EQ Error
        $errors.Field | Should -Contain 'AutoscalingMcuCount'
        $errors.Field | Should -Contain 'LogRetentionInDays'
        $errors.Field | Should -Contain 'kafka_topic_reads'
        $errors | ForEach-Object { $_.Remedy | Should -Not -BeNullOrEmpty }
    }

    It 'never returns null for its findings' {
        $result = New-SinkInput | Test-KrakenConnectorSpec
        $null -eq $result.Findings | Should -BeFalse
    }

    It 'answers with a boolean alone where -Quiet is given' {
        New-SinkInput | Test-KrakenConnectorSpec -Quiet | Should -Be $true
        New-SinkInput @{ account_id = '1' } | Test-KrakenConnectorSpec -Quiet | Should -Be $false
    }

    It 'shows the verdict and a line a finding' {
        $text = New-SinkInput @{ autoscaling_mcu_count = 3 } | Test-KrakenConnectorSpec | Out-String -Width 200
        $text | Should -Match 's3-sink-raw-mnpi-dev: invalid \(1 error'
        $text | Should -Match "AutoscalingMcuCount '3'"
    }
}
