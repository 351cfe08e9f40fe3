# Every secret key of real connectors and every form of a secret, each with a canary of its own, in every stream and format.
Describe 'Secrets of all keys and forms' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $shared = [IO.Path]::Combine($root, 'tests', 'Shared', 'Secrets')
        $keys = @(Get-Content ([IO.Path]::Combine($shared, 'secret-keys.txt')) | Where-Object { $_ -and -not $_.StartsWith('#') })
        $harmless = @(Get-Content ([IO.Path]::Combine($shared, 'harmless-keys.txt')) | Where-Object { $_ -and -not $_.StartsWith('#') })
        $forms = @(Get-Content ([IO.Path]::Combine($shared, 'forms.json')) -Raw | ConvertFrom-Json)
        $encoded = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('kraken:c4n4ry'))
        $canaries = "c4n4ry[A-Z]\d+x|$encoded"

        function Expand-Form {
            param([string] $Form, [string] $Canary)
            $Form.Replace('{base64:kraken:CANARY}', [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("kraken:$Canary"))).Replace('CANARY', $Canary)
        }

        $configuration = (Get-Content $sourceFile -Raw | ConvertFrom-Json -AsHashtable).connector_configuration
        for ($i = 0; $i -lt $keys.Count; $i++) {
            $configuration[$keys[$i]] = "c4n4ryK${i}x"
        }
        for ($i = 0; $i -lt $forms.Count; $i++) {
            $configuration["some.option.$i"] = Expand-Form $forms[$i] "c4n4ryF${i}x"
        }
        $said = "kept by ops, password=c4n4ryD1x and c4n4ryK3x"
        $values = @{
            connector_name          = 'canaries'
            connector_configuration = $configuration
            description             = $said
            common_tags             = @{ owner = 'ops c4n4ryK4x'; note = 'token=c4n4ryT1x' }
        }
        $file = [IO.Path]::Combine((Get-PSDrive TestDrive).Root, 'canaries.json')
        New-SourceInput $values | ConvertTo-Json -Depth 5 | Set-Content $file
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl }
        $place = @{ Region = 'us-east-1' } + $call
        $script:seen = 0

        # What a script can catch of a pipeline, as a person and as a program may look at it.
        function Get-EveryStream {
            param([scriptblock] $Script)
            $ErrorActionPreference = 'Continue'
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $all = try { & $Script *>&1 } catch { $_ }
            $text = foreach ($item in $all) {
                $item | Out-String -Width 400
                if ($item -is [Management.Automation.InformationalRecord] -or $item -is [Management.Automation.ErrorRecord]) {
                    Get-RecordText $item
                }
                elseif ($item -is [string]) {
                    $item
                }
                else {
                    $item | Format-List * | Out-String -Width 400
                    $item | ConvertTo-Json -Depth 6
                    [Management.Automation.PSSerializer]::Serialize($item, 4)
                }
            }
            $text -join "`n"
        }

        # Fails with what stands before the first canary.
        function Confirm-NoCanary {
            param([string] $Text)
            $Text | Should -Not -BeNullOrEmpty
            $script:seen += $Text.Length
            $found = [regex]::Match($Text, $canaries)
            $near = $found.Success ? $Text.Substring([Math]::Max(0, $found.Index - 200), [Math]::Min(200, $found.Index)) : ''
            $found.Value | Should -BeNullOrEmpty -Because "it stands after: $near"
        }
    }

    AfterAll {
        Stop-KrakenLocalAws
        Write-Host "    canaries: $($keys.Count) keys, $($forms.Count) forms, $($harmless.Count) harmless keys, $script:seen characters looked through"
    }

    It 'are at least 200 keys and 60 forms, beside 200 harmless keys' {
        $keys.Count | Should -BeGreaterOrEqual 200
        $forms.Count | Should -BeGreaterOrEqual 60
        $harmless.Count | Should -BeGreaterOrEqual 200
    }

    It 'are in no spec, and harmless values are' {
        Confirm-NoCanary (Get-EveryStream { Import-KrakenConnectorSpec $file -Verbose })
        Confirm-NoCanary (Get-EveryStream { Get-Content $file -Raw | ConvertFrom-Json | New-KrakenConnectorSpec -Verbose })
        $open = @{}
        foreach ($key in $harmless) {
            $open[$key] = 'r34d4ble'
        }
        $shown = (New-SourceInput @{ connector_configuration = $open } | New-KrakenConnectorSpec -WarningAction Ignore -ErrorAction Ignore).ConnectorConfiguration
        @($harmless | Where-Object { $shown[$_] -ne 'r34d4ble' }) | Should -BeNullOrEmpty
    }

    It 'are in no finding, policy or ACL' {
        Confirm-NoCanary (Get-EveryStream { Import-KrakenConnectorSpec $file | Test-KrakenConnectorSpec -Verbose })
        Confirm-NoCanary (Get-EveryStream { Import-KrakenConnectorSpec $file | Get-KrakenConnectorPolicy -Verbose })
        Confirm-NoCanary (Get-EveryStream { Import-KrakenConnectorSpec $file | Get-KrakenConnectorPolicy -AsMarkdown })
        Confirm-NoCanary (Get-EveryStream { Import-KrakenConnectorSpec $file | Test-KrakenConnectorPolicy -Verbose })
    }

    It 'are in no plan: <_>' -ForEach 'Plan', 'Text', 'Json', 'Markdown' {
        $form = $_
        $text = Get-EveryStream { Import-KrakenConnectorSpec $file | Compare-KrakenMskConnector @call -As $form -Verbose }
        Confirm-NoCanary $text
        $text | Should -Match '\(sensitive\)'
    }

    It 'are in no saved plan and no text of -WhatIf' {
        Import-KrakenConnectorSpec $file -WarningAction Ignore | Compare-KrakenMskConnector @call -OutFile TestDrive:/plan.json -WarningAction Ignore | Out-Null
        Confirm-NoCanary (Get-Content TestDrive:/plan.json -Raw)
        Confirm-NoCanary (Invoke-Child "`$aws = Start-KrakenLocalAws; Import-KrakenConnectorSpec '$file' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WhatIf -Verbose *>&1")
    }

    It 'are in no stream of a creation, a result, a difference, a change, an export and a removal' {
        # A connector whose references nobody can resolve would not start.
        $made = Get-Content $file -Raw | ConvertFrom-Json -AsHashtable
        foreach ($key in @($made.connector_configuration.Keys | Where-Object { $_ -like 'some.option.*' -and $made.connector_configuration[$_] -match '\$\{' })) {
            $made.connector_configuration.Remove($key)
        }
        $made | ConvertTo-Json -Depth 5 | Set-Content TestDrive:/made.json
        $text = Get-EveryStream { Import-KrakenConnectorSpec TestDrive:/made.json | New-KrakenMskConnector @call -Verbose }
        Confirm-NoCanary $text
        $text | Should -Match 'RUNNING'
        Confirm-NoCanary (Get-EveryStream { Get-KrakenMskConnector canaries @place -Verbose })
        $other = Get-Content TestDrive:/made.json -Raw | ConvertFrom-Json -AsHashtable
        foreach ($key in $keys[100..199]) {
            $other.connector_configuration[$key] = 'c4n4ryN1x'
        }
        $changed = [pscustomobject]$other
        $text = Get-EveryStream { $changed | New-KrakenMskConnector @call -Verbose }
        Confirm-NoCanary $text
        $text | Should -Match 'ConnectorDiffers'
        Confirm-NoCanary (Get-EveryStream { $changed | Compare-KrakenMskConnector @call -As Text })
        Confirm-NoCanary (Get-EveryStream { $changed | Update-KrakenMskConnector @call -Verbose })
        Confirm-NoCanary (Get-EveryStream { Export-KrakenConnectorSpec canaries @place -Verbose })
        foreach ($ending in 'tfvars.json', 'json', 'yaml', 'psd1') {
            Export-KrakenConnectorSpec canaries "TestDrive:/out.$ending" @place -WarningAction Ignore
            Confirm-NoCanary (Get-Content "TestDrive:/out.$ending" -Raw)
        }
        Confirm-NoCanary (Get-EveryStream { Remove-KrakenMskConnector canaries @place -Confirm:$false -Verbose })
    }

    It 'are in no error of a connector that failed and logged them' {
        $lines = @(for ($i = 0; $i -lt $forms.Count; $i++) { "ERROR $(Expand-Form $forms[$i] "c4n4ryL${i}x")" })
        foreach ($some in 0..([Math]::Ceiling($lines.Count / 10) - 1)) {
            $part = @($lines | Select-Object -Skip ($some * 10) -First 10)
            $rehearsalType::FailConnector($aws.EndpointUrl, "failed$some", "login with c4n4ryK5x failed", $part)
            $values = Get-Content $file -Raw | ConvertFrom-Json -AsHashtable
            $values.connector_name = "failed$some"
            # A reference to a provider that is not declared is refused before anything can fail.
            foreach ($key in @($values.connector_configuration.Keys)) {
                if ($values.connector_configuration[$key] -match '\$\{(?!secretsmanager:)') { $values.connector_configuration.Remove($key) }
            }
            $text = Get-EveryStream { [pscustomobject]$values | New-KrakenMskConnector @call -WarningAction Ignore }
            Confirm-NoCanary $text
            $text | Should -Match 'ConnectorFailed'
        }
    }

    It 'are in no error with AWS''s own words' {
        $mock = New-MockAws
        $words = "Invalid request: $(@(for ($i = 0; $i -lt $forms.Count; $i++) { Expand-Form $forms[$i] "c4n4ryM${i}x" }) -join "`n") and c4n4ryK7x"
        $mock.Fail('CreateLogGroup', 'Amazon.CloudWatchLogs.Model.InvalidParameterException', 'InvalidParameterException', $words, 400)
        $text = Get-EveryStream { Import-KrakenConnectorSpec $file | New-KrakenMskConnector -AccessKey AK -SecretKey SK -Verbose -WarningAction Ignore }
        $mockAwsType::Uninstall()
        Confirm-NoCanary $text
        $text | Should -Match 'Invalid request'
    }
}

Describe 'Text from elsewhere' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $esc = [char]27
        $harm = "x${esc}[31m${esc}]0;owned`a`r over`u{202e}`n::error file=a::owned`n##vso[task.complete result=Failed]done`n##[group]g"
        $commands = "(?m)^\s*::[a-z]|##vso\[|##\[|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202e]|${esc}(?!\[[0-9;]*m)|owned$esc|${esc}\[31m${esc}\]"
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl }
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'drives nothing in a plan: <_>' -ForEach 'Plan', 'Text', 'Json', 'Markdown' {
        $form = $_
        $values = @{ description = $harm; connector_configuration = (New-SourceInput).connector_configuration + @{ "key$harm" = $harm } }
        $text = New-SourceInput $values | Compare-KrakenMskConnector @call -As $form -WarningAction Ignore -ErrorVariable failure -ErrorAction SilentlyContinue |
            ForEach-Object { $_ | Out-String -Width 300; $_ | Format-List * | Out-String -Width 300; $_ | ConvertTo-Json -Depth 6 | ForEach-Object { $_ -replace '\\u001b\[', '' } }
        $all = "$text$($failure | Out-String)$($failure | ForEach-Object { $_.Exception.Message })"
        $all | Should -Not -BeNullOrEmpty
        $all -replace "$esc\[[0-9;]*m", '' | Should -Not -Match $commands
    }

    It 'drives nothing in findings, warnings, errors and specs' {
        $text = New-SourceInput @{ description = $harm; env = $harm; connector_type = $harm; "field$harm" = 1; common_tags = @{ "k$harm" = $harm } } |
            Test-KrakenConnectorSpec *>&1 | ForEach-Object { $_ | Out-String -Width 300; $_ | Format-List * -Force | Out-String -Width 300; "$_" }
        $text -join "`n" -replace "$esc\[[0-9;]*m", '' | Should -Not -Match $commands
        $spec = New-SourceInput @{ description = $harm } | New-KrakenConnectorSpec -WarningAction Ignore -ErrorAction SilentlyContinue -ErrorVariable failure
        "$($spec | Format-List * | Out-String -Width 300)$($failure | Out-String)" -replace "$esc\[[0-9;]*m", '' | Should -Not -Match $commands
    }

    It 'opens no HTML element and no column in Markdown' {
        $text = New-SourceInput @{ description = '<script>alert(1)</script> | x' } | Compare-KrakenMskConnector @call -As Markdown -WarningAction Ignore
        $text | Should -Not -Match '<script>'
        $row = $text -split "`n" | Where-Object { $_ -match 'Description' -and $_ -match 'alert' }
        $row | Should -Not -BeNullOrEmpty
        ([regex]::Matches($row, '(?<!\\)\|')).Count | Should -Be 4 -Because 'a creation has three columns'
    }
}
