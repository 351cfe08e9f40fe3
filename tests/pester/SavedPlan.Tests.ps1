Describe 'A saved plan' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl; AccessKey = 'AK'; SecretKey = 'SK'; WarningAction = 'Ignore' }
        $try = $call + @{ ErrorVariable = 'failure'; ErrorAction = 'SilentlyContinue' }
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        function Get-Change {
            @(Get-KrakenLocalAwsRequest -EndpointUrl $aws.EndpointUrl | Where-Object IsMutating)
        }
    }

    AfterEach {
        $aws | Stop-KrakenLocalAws
    }

    It 'is written by Compare- beside what it returns and carried out by <_>' -ForEach 'New-KrakenMskConnector', 'Update-KrakenMskConnector' {
        $plans = (New-SinkInput), (New-SourceInput) | Compare-KrakenMskConnector @call -OutFile $file
        $plans.Count | Should -Be 2
        $saved = Get-Content $file -Raw | ConvertFrom-Json
        $saved.plans.connectorName | Should -Be @('debezium-postgres-cdc-dev', 's3-sink-raw-mnpi-dev')
        $saved.plans[1].resources.kind | Should -Be @('Role', 'SecurityGroup', 'LogGroup', 'Connector')
        Get-Change | Should -BeNullOrEmpty

        $made = (New-SourceInput), (New-SinkInput) | & $_ @call -Plan $file
        $made.ConnectorState | Should -Be @('RUNNING', 'RUNNING')
        $made.Changed | Should -Be @($true, $true)
    }

    It 'is carried out by Update- without a question, also where something is taken away' {
        $null = New-SinkInput @{ egress_destination = @('10.0.0.0/8') } | New-KrakenMskConnector @call
        $null = New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file
        $text = Invoke-Child "Import-KrakenConnectorSpec '$sinkFile' | Update-KrakenMskConnector -Plan '$file' -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK"
        $text | Should -Not -Match 'Nobody can be asked here'
        (New-SinkInput | Compare-KrakenMskConnector @call).HasChanges | Should -BeFalse
    }

    It 'is carried out with its switches, and not with others' {
        $null = New-SinkInput | New-KrakenMskConnector @call
        $newer = New-SinkInput @{ kafkaconnect_version = '3.7.x' }
        $plan = $newer | Compare-KrakenMskConnector @call -AllowReplacement -OutFile $file
        $plan.Resources[3].Note | Should -Not -Match 'needs -AllowReplacement'

        $newer | Update-KrakenMskConnector @try -Plan $file | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.PlanMismatch,Kraken.MskConnect.Cmdlets.UpdateKrakenMskConnectorCommand'
        ($newer | Update-KrakenMskConnector @call -Plan $file -AllowReplacement).Changed | Should -BeTrue
    }

    It 'is refused by <Command> where AWS has changed since, and under -WhatIf' -ForEach @(
        @{ Command = 'New-KrakenMskConnector'; Switches = @{} }
        @{ Command = 'New-KrakenMskConnector'; Switches = @{ WhatIf = $true } }
        @{ Command = 'Update-KrakenMskConnector'; Switches = @{} }
        @{ Command = 'Update-KrakenMskConnector'; Switches = @{ WhatIf = $true } }
    ) {
        $null = New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file
        $null = New-SinkInput | New-KrakenMskConnector @call
        $before = (Get-Change).Count

        New-SinkInput | & $Command @try @Switches -Plan $file | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.PlanStale,*'
        $failure[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
        $failure[0].TargetObject | Should -Be 's3-sink-raw-mnpi-dev'
        $failure[0].Exception.Message | Should -Match 'the resources in AWS have changed since'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Compare-KrakenMskConnector -OutFile'
        (Get-Change).Count | Should -Be $before
    }

    It 'is shown and not carried out under -WhatIf' {
        $null = New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file
        New-SinkInput | New-KrakenMskConnector @call -Plan $file -WhatIf | Should -BeNullOrEmpty
        New-SinkInput | Update-KrakenMskConnector @call -Plan $file -WhatIf | Should -BeNullOrEmpty
        Get-Change | Should -BeNullOrEmpty
        (New-SinkInput | New-KrakenMskConnector @call -Plan $file).ConnectorState | Should -Be 'RUNNING'
    }

    It 'tells one password from another and holds none' {
        $null = New-SourceInput | New-KrakenMskConnector @call
        $first, $second = 'canary-one', 'canary-two' | ForEach-Object {
            $source = New-SourceInput
            $source.connector_configuration['database.password'] = $_
            $source
        }
        $plan = $first | Compare-KrakenMskConnector @call -OutFile $file
        Get-Content $file -Raw | Should -Not -Match 'canary'

        # What the plan was decided on is in it, and must not be seen.
        $plan | Format-List * -Force | Out-String | Should -Not -Match 'canary'
        $plan | ConvertTo-Json -Depth 9 | Should -Not -Match 'canary'
        $plan | Export-Clixml "$file.xml" -Depth 9
        Get-Content "$file.xml" -Raw | Should -Not -Match 'canary'
        $second | Update-KrakenMskConnector @try -Plan $file | Should -BeNullOrEmpty
        $failure[0].Exception.Message | Should -Match 'the spec has changed since'
        $failure[0].Exception.Message | Should -Not -Match 'canary'
        ($first | Update-KrakenMskConnector @call -Plan $file).Changed | Should -BeTrue
    }

    It 'stops neither the other connectors of a pipeline nor hides what of it was not asked for' {
        $null = (New-SinkInput), (New-SourceInput) | Compare-KrakenMskConnector @call -OutFile $file
        $other = New-SinkInput @{ connector_name = 'other' }
        $made = $other, (New-SinkInput) | New-KrakenMskConnector @try -Plan $file -WarningVariable warnings
        ($made | Where-Object Result -NE 'Failed').ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
        ($made | Where-Object Result -EQ 'Failed').ConnectorName | Should -Be 'other'
        $failure.FullyQualifiedErrorId | Should -Be 'Kraken.PlanMismatch,Kraken.MskConnect.Cmdlets.NewKrakenMskConnectorCommand'
        $failure[0].Exception.Message | Should -Match "does not contain connector 'other'"
        "$warnings" | Should -Match 'also has debezium-postgres-cdc-dev in us-east-1'
    }

    It 'is read in <_> with the line ends of Windows' -ForEach 'utf8', 'utf8BOM', 'unicode' {
        $null = New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file
        $text = (Get-Content $file -Raw) -replace "`n", "`r`n"
        Set-Content $file $text -Encoding $_
        (New-SinkInput | New-KrakenMskConnector @call -Plan $file).ConnectorState | Should -Be 'RUNNING'
    }

    It 'that is <What> ends the pipeline and changes nothing' -ForEach @(
        @{ What = 'not there'; Text = $null; Message = 'cannot be read' }
        @{ What = 'something else'; Text = '{ "resources": [] }'; Message = 'is not a saved plan' }
        @{ What = 'edited'; Text = { $_ -replace '"RetentionInDays"', '"RetentionInWeeks"' }; Message = 'damaged or was edited: its checksum' }
        @{ What = 'cut off'; Text = { $_.Substring(0, $_.Length / 2) }; Message = 'damaged or was edited: its JSON is incomplete or invalid' }
        @{ What = 'of a newer module'; Text = { $_ -replace '"formatVersion": 1', '"formatVersion": 2' }; Message = 'is of format 2' }
    ) {
        $null = New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file
        if ($null -eq $Text) {
            Remove-Item $file
        }
        elseif ($Text -is [scriptblock]) {
            Get-Content $file -Raw | ForEach-Object $Text | Set-Content $file
        }
        else {
            Set-Content $file $Text
        }

        foreach ($command in 'New-KrakenMskConnector', 'Update-KrakenMskConnector') {
            { New-SinkInput | & $command @call -Plan $file } | Should -Throw -ErrorId 'Kraken.PlanInvalid,*' -ExpectedMessage "*$Message*"
        }
        Get-Change | Should -BeNullOrEmpty
    }

    It 'is not written where a spec has no plan' {
        $null = (New-SinkInput), (New-SinkInput @{ env = '' }) | Compare-KrakenMskConnector @try -OutFile $file
        $failure.FullyQualifiedErrorId -replace ',.*' | Should -Be @('Kraken.SpecInvalid', 'Kraken.FileNotWritten')
        Test-Path $file | Should -BeFalse

        $null = (New-SinkInput), (New-SinkInput) | Compare-KrakenMskConnector @try -OutFile $file
        $failure.FullyQualifiedErrorId -replace ',.*' | Should -Be @('Kraken.Duplicate', 'Kraken.FileNotWritten')
        Test-Path $file | Should -BeFalse
    }

    It 'is written over what is there, unless that is to stay' {
        Set-Content $file 'old'
        { New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file -NoClobber } |
            Should -Throw -ErrorId 'Kraken.FileNotWritten,*' -ExpectedMessage '*already exists*'
        New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file -WhatIf | Should -Not -BeNullOrEmpty
        Get-Content $file | Should -Be 'old'
        Set-ItemProperty $file IsReadOnly $true
        { New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file } | Should -Throw -ExpectedMessage '*read-only*'

        $null = New-SinkInput | Compare-KrakenMskConnector @call -OutFile $file -Force
        (Get-Content $file -Raw | ConvertFrom-Json).plans.connectorName | Should -Be 's3-sink-raw-mnpi-dev'
        Get-ChildItem $TestDrive -Filter "$(Split-Path $file -Leaf)*" | Should -HaveCount 1
    }

    It 'is written for a path of PowerShell''s, and not into a folder that is not there' {
        $null = New-Item -ItemType Directory (Join-Path $TestDrive 'plans')
        $null = New-PSDrive plans FileSystem (Join-Path $TestDrive 'plans') -Scope Script
        $null = New-SinkInput | Compare-KrakenMskConnector @call -OutFile plans:/plan.json
        Test-Path (Join-Path $TestDrive 'plans' 'plan.json') | Should -BeTrue
        (New-SinkInput | Update-KrakenMskConnector @call -Plan plans:/plan.json).Changed | Should -BeTrue
        { New-SinkInput | Compare-KrakenMskConnector @call -OutFile (Join-Path $TestDrive 'none' 'plan.json') } |
            Should -Throw -ErrorId 'Kraken.FileNotWritten,*'
    }
}
