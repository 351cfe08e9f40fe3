# Errors as the log of a CI system shows them: of a script, in the short view, without anybody to ask.
Describe 'Errors in CI' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $program, [string[]] $shell = Get-Shell

        # The lines that a script shows, in the order in which it shows them.
        function Invoke-Ci {
            param([string] $Script, [string] $View = 'ConciseView')
            $file = [IO.Path]::Combine($TestDrive, "$([guid]::NewGuid()).ps1")
            Set-Content -LiteralPath $file "`$ErrorView = '$View'`nImport-Module '$modulePath'`n$Script"
            @((& $program @shell -NoLogo -NoProfile -NonInteractive -File $file 2>&1) -join "`n" -replace '\e\[[0-9;]*m' -split "`n")
        }

        function New-Folder {
            $folder = [IO.Path]::Combine($TestDrive, [guid]::NewGuid())
            $null = New-Item -ItemType Directory $folder
            Copy-Item $sinkFile $folder
            Set-Content ([IO.Path]::Combine($folder, 'broken.json')) "{`n  `"connector_name`": `"a`"`n  `"env`": `"dev`" }"
            Set-Content ([IO.Path]::Combine($folder, 'code.psd1')) "@{`n  connector_name = 'x'`n  env = (Get-Date)`n}"
            Set-Content ([IO.Path]::Combine($folder, 'indent.yaml')) "connector_name: b`n env: dev"
            $spec = Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable
            $spec.Remove('vpc_id')
            $spec.connector_name = 'lacks'
            $spec | ConvertTo-Json -Depth 9 | Set-Content ([IO.Path]::Combine($folder, 'lacks.json'))
            $spec.connector_name = 'typo'
            $spec.vcp_id = 'vpc-0a1b2c3d4e5f60718'
            $spec | ConvertTo-Json -Depth 9 | Set-Content ([IO.Path]::Combine($folder, 'typo.json'))
            $folder
        }
    }

    It 'begin with a short line, and show each finding on a line of its own after it' {
        $lines = Invoke-Ci "@{ connector_name = 'x' } | New-KrakenMskConnector"
        $text = $lines -join "`n"
        $text | Should -Match "\| The spec of 'x' is invalid; nothing was sent to AWS\. Correct its 11\s+\| errors, listed below\."
        $finding = $lines -match '^\s+\(\d+\) '
        $finding | Should -HaveCount 11
        $finding[0] | Should -Match '^\s+\(1\) Env is required and was not given\.'
        # Not in the boxed message as well, which has no line breaks.
        @($lines -match '^\s+\|.*\(1\)') | Should -BeNullOrEmpty
    }

    It 'have all of it in the message of the exception and of the record as a text' {
        $null = @{ connector_name = 'x' } | New-KrakenMskConnector -ErrorVariable failures -ErrorAction SilentlyContinue
        "$($failures[0])" | Should -Match '\(11\) ConnectorConfiguration is required'
        $failures[0].Exception.Message | Should -Be "$($failures[0])"
        $caught = try { @{ connector_name = 'x' } | New-KrakenMskConnector -ErrorAction Stop } catch { $_ }
        "$caught" | Should -Match '\(11\) ConnectorConfiguration is required'
        ($caught | Out-String) -replace '\e\[[0-9;]*m' | Should -Match "\n\s+\(11\) ConnectorConfiguration is required"
    }

    It 'are whole in the normal view too, which shows no recommendation' {
        $lines = Invoke-Ci "@{ connector_name = 'x' } | New-KrakenMskConnector" -View NormalView
        $lines -match '^\s+\(\d+\) ' | Should -HaveCount 11
        @($lines -match 'Correct the named fields') | Should -HaveCount 1
    }

    It 'show the log lines of a failed connector below what to do' {
        $lines = Invoke-Ci @"
`$aws = Start-KrakenLocalAws -AsDefault -ConnectorTransition 0.2 -Fault @{ Kind = 'ConnectorFails'; Cause = 'TopicDenied' }
Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector
"@
        $recommendation = ($lines | Select-String -SimpleMatch 'Recommendation:').LineNumber
        $log = $lines | Select-String 'TopicAuthorizationException: Not authorized'
        $log | Should -HaveCount 1
        $log.LineNumber | Should -BeGreaterThan $recommendation
        $log.Line | Should -Match '^  org\.apache'
        @($lines -match '^MSK Connect says: UnknownKafkaConnectWorkerFailure') | Should -HaveCount 1
        ($lines -join ' ' -replace '\s+\| ', ' ') | Should -Match "The connector 's3-sink-raw-mnpi-dev' FAILED: "
    }

    It 'name the file, the line and the reason of each file' {
        $folder = New-Folder
        $null = Import-KrakenConnectorSpec "$folder/*" -ErrorVariable failures -ErrorAction SilentlyContinue
        $told = @($failures | ForEach-Object { "$_" })
        $told | Should -HaveCount 4
        $told -match 'broken\.json. is not valid JSON at line 3, column 3: a comma or a closing bracket is missing\.' | Should -HaveCount 1
        $told -match 'code\.psd1. contains something other than literal values in line 3\.' | Should -HaveCount 1
        $told -match 'indent\.yaml. is not valid YAML at line 2, column 5: a colon stands where no key may be' | Should -HaveCount 1
        $told -match "The spec of 'typo' in .*typo\.json is invalid; nothing was sent to AWS\. Correct its 2 errors" | Should -HaveCount 1
        ($told -match 'typo\.json') -match '\(1\) line \d+: vcp_id is not a field of a spec\. Did you mean vpc_id\?' | Should -HaveCount 1
    }

    It 'tell of all files where the first error ends the script' {
        $folder = New-Folder
        $lines = Invoke-Ci "`$ErrorActionPreference = 'Stop'`nImport-KrakenConnectorSpec '$folder/*' | New-KrakenMskConnector -WhatIf`n'went on'"
        $LASTEXITCODE | Should -Be 1
        $text = $lines -join ' ' -replace '\s+\| ', ' '
        $text | Should -Match '4 files cannot be used: correct what is listed below\.'
        $text | Should -Not -Match 'went on'
        foreach ($file in 'broken.json', 'code.psd1', 'indent.yaml', 'typo.json') {
            @($lines -match "^  .*$([regex]::Escape($file))") | Should -HaveCount 1 -Because $file
        }
        @($lines -match '^\s+\(1\) line \d+: vcp_id is not a field') | Should -HaveCount 1
    }

    It 'tell of all invalid specs where the first error ends the script' {
        $specs = 'one', 'two', 'three' | ForEach-Object { Import-KrakenConnectorSpec $sinkFile | New-KrakenConnectorSpec -ConnectorName $_ }
        $specs[0].VpcId = ''
        $specs[2].VpcId = ''
        $caught = try { $specs | New-KrakenMskConnector -EndpointUrl http://127.0.0.1:1 -ErrorAction Stop } catch { $_ }
        "$caught" | Should -Match '^2 specs are invalid: correct what is listed below\.'
        "$caught" | Should -Match "
  The spec of 'one' is invalid; nothing was sent to AWS\. VpcId is required"
        "$caught" | Should -Match "
  The spec of 'three' is invalid; nothing was sent to AWS\. VpcId is required"
    }

    It 'tell alike of a file that only lacks a field and of one that has an unknown one' {
        $folder = New-Folder
        $null = Import-KrakenConnectorSpec "$folder/lacks.json", "$folder/typo.json" -ErrorVariable failures -ErrorAction SilentlyContinue |
            New-KrakenMskConnector -ErrorVariable +failures -ErrorAction SilentlyContinue
        $told = @($failures | ForEach-Object { "$_" })
        $told -match "^The spec of 'lacks' in .*lacks\.json is invalid; nothing was sent to AWS\. VpcId is required and was not given\." | Should -HaveCount 1
        $told -match "^The spec of 'typo' in .*typo\.json is invalid; nothing was sent to AWS\. Correct its 2 errors" | Should -HaveCount 1
        $told | Should -HaveCount 2
        @($failures.FullyQualifiedErrorId -replace ',.*' | Select-Object -Unique) | Should -Be 'Kraken.SpecInvalid'
    }

    It 'name the line in the file of what a later cmdlet finds in it, but not of what its command line gives' {
        $file = [IO.Path]::Combine($TestDrive, 'capacity.json')
        $spec = Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable
        $spec.autoscaling_mcu_count = 3
        $spec | ConvertTo-Json -Depth 9 | Set-Content $file
        $line = (Select-String -LiteralPath $file -SimpleMatch 'autoscaling_mcu_count').LineNumber
        $imported = Import-KrakenConnectorSpec $file
        ($imported | Test-KrakenConnectorSpec).Findings.Where({ $_.Field -eq 'AutoscalingMcuCount' }).Line | Should -Be $line
        ($imported | Test-KrakenConnectorSpec -AutoscalingMcuCount 5).Findings.Where({ $_.Field -eq 'AutoscalingMcuCount' }).Line |
            Should -BeNullOrEmpty
    }

    It 'take an array, and arrays in it, as PowerShell takes them apart' {
        $spec = Import-KrakenConnectorSpec $sinkFile
        $other = $spec | New-KrakenConnectorSpec -ConnectorName other
        $map = Get-Content $sourceFile -Raw | ConvertFrom-Json -AsHashtable
        (Test-KrakenConnectorSpec -InputObject @($spec, $other)).ConnectorName | Should -Be $spec.ConnectorName, 'other'
        (Test-KrakenConnectorSpec -InputObject @(@($spec, $null), @(@($other), $map))).ConnectorName |
            Should -Be $spec.ConnectorName, 'other', $map.connector_name
        (, @($spec, @($other)) | Test-KrakenConnectorSpec).IsValid | Should -Be $true, $true
    }

    It 'are about one item of an array, and the others are handled' {
        $spec = Import-KrakenConnectorSpec $sinkFile
        $results = Test-KrakenConnectorSpec -InputObject @('no spec', $spec) -ErrorVariable failures -ErrorAction SilentlyContinue
        $results.ConnectorName | Should -Be $spec.ConnectorName
        $failures | Should -HaveCount 1
        Test-KrakenConnectorSpec -InputObject @() -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$($failures[0])" | Should -Match 'The array contains no connector spec'
    }

    It 'name -Plan where a plan is piped, and the import where a file is' {
        $aws = Start-KrakenLocalAws
        try {
            $at = @{ EndpointUrl = $aws.EndpointUrl; ErrorVariable = 'failures'; ErrorAction = 'SilentlyContinue' }
            $plan = Import-KrakenConnectorSpec $sinkFile | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -OutFile TestDrive:/plan.json
            $plan | Update-KrakenMskConnector @at
            "$($failures[0])" | Should -Match 'a plan is given with -Plan, beside the specs'
            Get-Content TestDrive:/plan.json -Raw | ConvertFrom-Json | Update-KrakenMskConnector @at
            "$($failures[0])" | Should -Match 'a plan is given with -Plan, beside the specs'
            Get-Item $sinkFile | Update-KrakenMskConnector @at
            $failures[0].ErrorDetails.RecommendedAction | Should -Match 'Import-KrakenConnectorSpec'
            foreach ($failure in $failures) { "$failure" | Should -Not -Match 'but a value' }
        }
        finally {
            $aws | Stop-KrakenLocalAws
        }
    }

    It 'tell what is no spec in a list beside the faults of the others' {
        $file = Join-Path $TestDrive list.json
        Set-Content $file "[`n  { `"connector_name`": `"a`" },`n  `"c4n4ry`",`n  { `"connector_name`": `"b`", `"vpc_idd`": 1 }`n]"
        $good = Import-KrakenConnectorSpec $file -ErrorVariable failures -ErrorAction SilentlyContinue
        $good.ConnectorName | Should -Be 'a'
        $failures | Should -HaveCount 2
        "$($failures[0])" | Should -Match 'line 3.*has a text in place of a spec'
        "$($failures[1])" | Should -Match 'line 4.*vpc_idd'
        "$failures" | Should -Not -Match 'c4n4ry'
        { Import-KrakenConnectorSpec $file -ErrorAction Stop } | Should -Throw -ExpectedMessage '*line 3*line 4*'
    }

    It 'are set up for in the examples, which tell the work in lines and end at an error' {
        foreach ($file in 'github-actions.yml', 'azure-pipelines.yml', 'runbook.ps1') {
            $text = Get-Content ([IO.Path]::Combine($root, 'examples', $file)) -Raw
            $text | Should -Match ([regex]::Escape('$KrakenProgressPreference = ''Lines''')) -Because $file
            $text | Should -Not -Match '-Verbose' -Because $file
            $text | Should -Match '\$ErrorActionPreference = .Stop.' -Because $file
        }
    }
}
