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

    It 'is a text, JSON or Markdown on request' {
        $bad = New-SinkInput @{ autoscaling_mcu_count = 3; kafka_topic_reads = @('x') }
        $validation = $bad | Test-KrakenConnectorSpec
        # A view is as wide as the screen, and the text's lines are whole.
        ($bad | Test-KrakenConnectorSpec -As Text) -replace '\s+', ' ' | Should -Be (($validation | Out-String).Trim() -replace '\s+', ' ')
        $read = $bad | Test-KrakenConnectorSpec -As Json | ConvertFrom-Json
        $read.IsValid | Should -BeFalse
        $read.Findings.Rule | Should -Be $validation.Findings.Rule
        $read.Findings[0].Severity | Should -BeExactly 'Error'
        $markdown = $bad | Test-KrakenConnectorSpec -As Markdown
        $markdown | Should -Match '### Spec of `s3-sink-raw-mnpi-dev`: invalid \(\d+ error'
        foreach ($finding in $validation.Findings) { $markdown | Should -Match "\| $($finding.Severity) \| $($finding.Rule) \|" }
        New-SinkInput | Test-KrakenConnectorSpec -As Markdown | Should -Not -Match 'Error'
    }

    It 'shows the verdict and a line a finding' {
        $text = New-SinkInput @{ autoscaling_mcu_count = 3 } | Test-KrakenConnectorSpec | Out-String -Width 200
        $text | Should -Match 's3-sink-raw-mnpi-dev: invalid \(1 error'
        $text | Should -Match "AutoscalingMcuCount '3'"
    }
}
