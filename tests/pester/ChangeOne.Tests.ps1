# Changes without a spec file: the live connector is the base.

Describe 'A change of one thing' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws
        $at = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $name = (New-SinkInput).connector_name
        function Get-Live([string] $Name) {
            Export-KrakenConnectorSpec $Name -Region us-east-1 @at
        }
    }

    BeforeEach {
        $null = New-SinkInput | New-KrakenMskConnector @at -ErrorAction Stop
    }

    AfterEach {
        Get-KrakenMskConnector -Region us-east-1 @at | Remove-KrakenMskConnector @at -Confirm:$false
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'takes the name and what changes, and leaves the rest as it is' {
        $before = Get-Live $name
        $result = Update-KrakenMskConnector $name -AutoscalingMaxWorkerCount 3 -Region us-east-1 @at -Confirm:$false -ErrorAction Stop
        $result.Changed | Should -BeTrue
        $after = Get-Live $name
        $after.AutoscalingMaxWorkerCount | Should -Be 3
        $before | New-KrakenConnectorSpec -AutoscalingMaxWorkerCount 3 | ConvertTo-Json -Depth 5 |
            Should -Be ($after | ConvertTo-Json -Depth 5)
    }

    It 'says that a name alone says nothing: <_>' -ForEach 'Update-KrakenMskConnector', 'Compare-KrakenMskConnector' {
        $since = (Get-KrakenLocalAwsRequest | Select-Object -Last 1).Sequence
        & $_ $name -Region us-east-1 @at -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        "$($failure[0])" | Should -Match "^ConnectorName: '$name' alone says neither"
        Get-KrakenLocalAwsRequest | Where-Object Sequence -GT $since | Should -BeNullOrEmpty
    }

    It 'takes connectors from the pipeline, in their region' {
        Get-KrakenMskConnector $name -Region us-east-1 @at |
            Update-KrakenMskConnector -AutoscalingMaxWorkerCount 3 @at -Confirm:$false -ErrorAction Stop |
            ForEach-Object Changed | Should -BeTrue
        Get-KrakenMskConnector $name -Region us-east-1 @at |
            Update-KrakenMskConnector -AutoscalingMaxWorkerCount 3 @at -Confirm:$false | ForEach-Object Changed | Should -BeFalse
    }

    It 'takes objects of other modules that have a name and an ARN' {
        $arn = (Get-KrakenMskConnector $name -Region us-east-1 @at).ConnectorArn
        $plan = [pscustomobject]@{ ConnectorName = $name; ConnectorArn = $arn; ConnectorState = 'RUNNING' } |
            Compare-KrakenMskConnector -AutoscalingMaxWorkerCount 3 @at
        $plan.Resources.Changes.Property | Should -Be 'AutoscalingMaxWorkerCount'
    }

    It 'sets and removes single keys of the configuration' {
        $null = Update-KrakenMskConnector $name -Region us-east-1 @at -Confirm:$false -ErrorAction Stop `
            -ConfigurationChange @{ 'flush.size' = 2000; 'errors.tolerance' = 'all' }
        (Get-Live $name).ConnectorConfiguration['errors.tolerance'] | Should -Be 'all'
        $null = Update-KrakenMskConnector $name -Region us-east-1 @at -Confirm:$false -ErrorAction Stop `
            -ConfigurationChange @{ 'errors.tolerance' = $null }
        $configuration = (Get-Live $name).ConnectorConfiguration
        $configuration['flush.size'] | Should -Be '2000'
        $configuration.Keys | Should -Not -Contain 'errors.tolerance'
        $configuration['s3.bucket.name'] | Should -Be 'kraken-raw-mnpi-dev'
    }

    It 'keeps a secret that is in the configuration in plain text' {
        $source = New-SourceInput @{ connector_name = 'plain' }
        $source.connector_configuration['database.password'] = 'c4n4ry-S3cr3t'
        $null = $source | New-KrakenMskConnector @at -ErrorAction Stop
        $told = Update-KrakenMskConnector plain -Region us-east-1 @at -Confirm:$false -Verbose -ErrorAction Stop `
            -ConfigurationChange @{ 'max.batch.size' = '4096' } *>&1
        "$($told | Out-String)" | Should -Not -Match 'c4n4ry'
        # The same spec with the new key is what there is now, the secret included.
        $source.connector_configuration['max.batch.size'] = '4096'
        ($source | Compare-KrakenMskConnector @at).HasChanges | Should -BeFalse
    }

    It 'says in the plan what its base is' {
        Compare-KrakenMskConnector $name -AutoscalingMaxWorkerCount 3 -Region us-east-1 @at -As Text |
            Should -Match 'no spec was given: what is live'
    }

    It 'merges into a spec, and tells of a key that is not there' {
        $spec = New-SinkInput | New-KrakenConnectorSpec -ConfigurationChange @{ 'flush.size' = '7'; 'flush.sise' = $null } -WarningVariable warnings -WarningAction SilentlyContinue
        $spec.ConnectorConfiguration['flush.size'] | Should -Be '7'
        $spec.ConnectorConfiguration['s3.region'] | Should -Be 'us-east-1'
        "$warnings" | Should -Match "removes 'flush.sise', which the configuration does not have"
    }

    It 'refuses a blank key' {
        New-SinkInput | New-KrakenConnectorSpec -ConfigurationChange @{ ' ' = '7' } -ErrorVariable failure -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty
        "$failure" | Should -Match 'ConfigurationChange: a key is blank'
    }

    It 'names a connector that does not exist, and a pattern' {
        Update-KrakenMskConnector nothing -AutoscalingMaxWorkerCount 3 -Region us-east-1 @at -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match "There is no connector 'nothing' in us-east-1 to change"
        Update-KrakenMskConnector 's3*' -AutoscalingMaxWorkerCount 3 -Region us-east-1 @at -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match 'is a pattern'
    }

    It 'still refuses a connector without a spec where no change is given' {
        Get-KrakenMskConnector $name -Region us-east-1 @at | Update-KrakenMskConnector @at -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match 'has no spec'
    }

    It 'applies a plan that was saved from the same change' {
        $file = Join-Path $TestDrive 'plan.json'
        $null = Compare-KrakenMskConnector $name -AutoscalingMaxWorkerCount 3 -Region us-east-1 @at -OutFile $file
        (Update-KrakenMskConnector $name -AutoscalingMaxWorkerCount 3 -Region us-east-1 @at -Plan $file -ErrorAction Stop).Changed | Should -BeTrue
    }

    It 'is previewed by -WhatIf, which changes nothing' {
        Update-KrakenMskConnector $name -AutoscalingMaxWorkerCount 3 -Region us-east-1 @at -WhatIf
        (Get-Live $name).AutoscalingMaxWorkerCount | Should -Be 4
    }
}
