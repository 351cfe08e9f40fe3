Describe 'A password in the configuration' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $canary = 'c4n4ry-S3cr3t'
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl }

        function New-CanaryInput {
            param([hashtable] $With = @{})
            $configuration = (Get-Content $sourceFile -Raw | ConvertFrom-Json -AsHashtable).connector_configuration
            $configuration['database.password'] = $canary
            New-SourceInput (@{ connector_configuration = $configuration } + $With)
        }

        # Everything that a script can catch of a pipeline, in every form in which somebody may look at it.
        function Get-EveryStream {
            param([scriptblock] $Script)
            $ErrorActionPreference = 'Continue'
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $all = try { & $Script *>&1 } catch { $_ }
            $text = foreach ($item in $all) {
                $item | Out-String -Width 500
                "$item"
                if ($item -is [Management.Automation.InformationalRecord] -or $item -is [Management.Automation.ErrorRecord]) {
                    Get-RecordText $item
                }
                else {
                    # Records of streams hold the invocation, and with it what the caller passed; objects are ours alone.
                    $item | Format-List * -Force | Out-String -Width 500
                    $item | Format-Table * | Out-String -Width 500
                    $item | Format-Custom * -Depth 5 | Out-String -Width 500
                    $item | ConvertTo-Json -Depth 6
                    $item | ConvertTo-Csv
                    [Management.Automation.PSSerializer]::Serialize($item, 4)
                }
            }
            $text -join "`n"
        }
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    AfterEach {
        $text | Should -Not -BeNullOrEmpty
        $at = "$text".IndexOf($canary)
        $near = $at -lt 0 ? '' : "$text".Substring([Math]::Max(0, $at - 200), 200)
        $at | Should -Be -1 -Because "it stands after: $near"
    }

    It 'reaches AWS although nothing shows it' {
        $mock = New-MockAws
        Add-CreationAnswer $mock 'debezium-postgres-cdc-dev'
        $text = New-CanaryInput | New-KrakenConnectorSpec | New-KrakenMskConnector -AccessKey AK -SecretKey SK -WarningAction Ignore | Out-String
        $sent = ($mock.Calls | Where-Object Operation -EQ CreateConnector).Request.ConnectorConfiguration['database.password']
        $mockAwsType::Uninstall()
        $sent | Should -Be $canary
    }

    It 'is in no stream of New-KrakenConnectorSpec' {
        $text = Get-EveryStream { New-CanaryInput | New-KrakenConnectorSpec -Verbose }
        $text | Should -Match '\(sensitive\)'
    }

    It 'is in no stream of Import-KrakenConnectorSpec' {
        New-CanaryInput | ConvertTo-Json -Depth 5 | Set-Content TestDrive:/canary.json
        $text = Get-EveryStream { Import-KrakenConnectorSpec TestDrive:/canary.json -Verbose }
    }

    It 'is in no error about a malformed file' -ForEach @(
        @{ File = 'a.json'; Content = '{ "connector_configuration": { "database.password": "c4n4ry-S3cr3t" ' }
        @{ File = 'b.json'; Content = '{ "connector_configuration": "database.password=c4n4ry-S3cr3t" }' }
        @{ File = 'c.yaml'; Content = "connector_configuration:`n  database.password: c4n4ry-S3cr3t`n bad: [" }
        @{ File = 'd.psd1'; Content = "@{ connector_configuration = @{ 'database.password' = (Get-Content c4n4ry-S3cr3t) } }" }
    ) {
        Set-Content "TestDrive:/$File" $Content
        $text = Get-EveryStream { Import-KrakenConnectorSpec "TestDrive:/$File" }
    }

    It 'is in no error about a map that is none' {
        $text = Get-EveryStream { New-KrakenConnectorSpec a -ConnectorConfiguration "database.password=$canary" }
    }

    It 'is in no stream of Test-KrakenConnectorSpec' {
        $text = Get-EveryStream { New-CanaryInput @{ autoscaling_mcu_count = 3 } | Test-KrakenConnectorSpec -Verbose }
        $text | Should -Match 'database.password'
    }

    It 'is in no stream of Get-KrakenConnectorPolicy' {
        $text = Get-EveryStream { New-CanaryInput | Get-KrakenConnectorPolicy -Verbose }
    }

    It 'is in no stream of Export-KrakenConnectorSpec, nor in its files' {
        $null = New-CanaryInput @{ connector_name = 'exported' } | New-KrakenMskConnector @call -WarningAction Ignore
        $text = Get-EveryStream { Export-KrakenConnectorSpec exported @call -Region us-east-1 -Verbose }
        $text | Should -Not -Match $canary
        $text | Should -Match '\(keep\)'
        foreach ($ending in 'tfvars.json', 'yaml', 'psd1') {
            Export-KrakenConnectorSpec exported "TestDrive:/exported.$ending" @call -Region us-east-1
            Get-Content "TestDrive:/exported.$ending" -Raw | Should -Not -Match $canary
        }
        New-CanaryInput | New-KrakenConnectorSpec | Export-KrakenConnectorSpec -Path TestDrive:/in-hand.json
        Get-Content TestDrive:/in-hand.json -Raw | Should -Not -Match $canary
    }

    It 'is in no stream of Compare-KrakenMskConnector' {
        $text = Get-EveryStream { New-CanaryInput | Compare-KrakenMskConnector @call -Verbose }
    }

    It 'is in no text of -WhatIf' {
        $script = "`$aws = Start-KrakenLocalAws; Get-Content '$TestDrive/canary.json' -Raw | ConvertFrom-Json | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WhatIf -Verbose *>&1"
        $text = Invoke-Child $script
        $text | Should -Match 'database.password\] +\(sensitive\)'
    }

    It 'is in no stream of a creation, its result, its comparison and its removal' {
        $text = Get-EveryStream {
            $connector = New-CanaryInput | New-KrakenMskConnector @call -Verbose
            $connector
            $connector | Get-KrakenMskConnector @call -Verbose
            $connector | Wait-KrakenMskConnector @call -Verbose
            $connector | Compare-KrakenMskConnector @call -Verbose
        }
        $text | Should -Match 'RUNNING'
    }

    It 'is in no error about a difference' {
        $text = Get-EveryStream {
            $other = New-CanaryInput
            $other.connector_configuration['database.password'] = "$canary-2"
            $other | New-KrakenMskConnector @call -Verbose
            $other | Compare-KrakenMskConnector @call
        }
        $text | Should -Match 'ConnectorDiffers'
        $text | Should -Match '\(sensitive, changed\)'
    }

    It 'is in no stream of a removal' {
        $text = Get-EveryStream { Remove-KrakenMskConnector debezium-postgres-cdc-dev -Region us-east-1 @call -Confirm:$false -Verbose }
    }

    It 'is in no error of a connector that failed and logged it' {
        $rehearsalType::FailConnector($aws.EndpointUrl, '*', "login with $canary failed", @("[Worker-1] database.password = $canary", "FATAL: password $canary refused"))
        $text = Get-EveryStream { New-CanaryInput | New-KrakenMskConnector @call -Verbose }
        $text | Should -Match 'ConnectorFailed'
    }

    It 'is refused where only its mask is left' {
        $text = New-CanaryInput | New-KrakenConnectorSpec | ConvertTo-Json -Depth 5
        $null = $text | ConvertFrom-Json | New-KrakenConnectorSpec -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match 'database.password'
    }
}
