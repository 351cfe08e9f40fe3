# A spec accepts warnings by the names of their rules; and what the module ships warns of nothing, or says why.

BeforeDiscovery {
    . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    $shipped = Get-ChildItem ([IO.Path]::Combine($root, 'examples')) -Recurse -File -Include *.json, *.yaml, *.psd1 |
        Where-Object FullName -NotMatch 'connector-definitions' | ForEach-Object { @{ File = $_.FullName; Name = $_.Name } }
}

Describe 'A warning that a spec accepts' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $why = 'Measured in June.'
        $many = @{ autoscaling_max_worker_count = 12; connector_name = 'many' }
        $accepting = @{ accepted_findings = @(@{ rule = 'WorkerCountUnusual'; field = 'autoscaling_max_worker_count'; reason = $why }) }

        # What a screen of 80 columns shows of it, in one line.
        function Get-Shown($Value) { (($Value | Out-String -Width 80) -split '\s*\r?\n\s*') -join ' ' }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $call = @{ EndpointUrl = $aws.EndpointUrl }
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'is told with its rule''s name where it is not accepted, and not told where it is' {
        $null = New-SinkInput $many | Compare-KrakenMskConnector @call -WarningVariable warnings 3>$null
        "$warnings" | Should -BeLike '*`[WorkerCountUnusual`]'
        $null = New-SinkInput ($many + $accepting) | Compare-KrakenMskConnector @call -WarningVariable warnings 3>$null
        $warnings | Should -BeNullOrEmpty
    }

    It 'is shown with its reason by Test-KrakenConnectorSpec' {
        $result = New-SinkInput ($many + $accepting) | Test-KrakenConnectorSpec
        $result.IsValid | Should -BeTrue
        $finding = $result.Findings | Where-Object Rule -EQ WorkerCountUnusual
        "$($finding.Severity) $($finding.AcceptedBecause)" | Should -Be "Information $why"
        $shown = Get-Shown $result
        $shown | Should -Match 'many: valid \(1 accepted\)'
        # The screen breaks lines, words too.
        $shown -replace ' ' | Should -Match 'AcceptedAutoscalingMaxWorkerCount.*Reason:MeasuredinJune\.\[WorkerCountUnusual\]'
    }

    It 'is shown in every form of a plan, and changes nothing' {
        $null = New-SinkInput $many | New-KrakenMskConnector @call -WarningAction Ignore
        $spec = New-SinkInput ($many + $accepting)
        $plan = $spec | Compare-KrakenMskConnector @call
        $plan.HasChanges | Should -BeFalse
        $plan.AcceptedFindings[0].AcceptedBecause | Should -Be $why
        Get-Shown $plan | Should -Match 'many in us-east-1 .*: no changes Accepted: .*\[WorkerCountUnusual\] Reason: Measured in June\.'
        $spec | Compare-KrakenMskConnector @call -As Text | Out-String | Should -Match 'Reason: Measured in June'
        $spec | Compare-KrakenMskConnector @call -As Markdown | Should -Match '> \*\*Reason:\*\* Measured in June'
        ($spec | Compare-KrakenMskConnector @call -As Json | ConvertFrom-Json).accepted.reason | Should -Be $why
        $spec | Update-KrakenMskConnector @call | ForEach-Object Result | Should -Be 'Unchanged'
    }

    It 'is accepted by a parameter, and kept by every format of a file' -ForEach 'json', 'yaml', 'psd1', 'tfvars.json' {
        $spec = New-SinkInput $many | New-KrakenConnectorSpec -AcceptedFinding @{ rule = 'workercountunusual'; reason = $why }
        $spec.AcceptedFinding[0].Rule | Should -Be 'workercountunusual'
        ($spec | Test-KrakenConnectorSpec).Findings.Severity | Should -Be 'Information'
        $file = [IO.Path]::Combine($TestDrive, "spec.$_")
        switch ($_) {
            'yaml' { "connector_name: many`naccepted_findings:`n  - rule: WorkerCountUnusual`n    reason: $why" | Set-Content $file }
            'psd1' { "@{ ConnectorName = 'many'; AcceptedFinding = @(@{ Rule = 'WorkerCountUnusual'; Reason = '$why' }) }" | Set-Content $file }
            default { New-SinkInput ($many + $accepting) | ConvertTo-Json -Depth 6 | Set-Content $file }
        }
        (Import-KrakenConnectorSpec $file).AcceptedFinding.Reason | Should -Be $why
    }

    It 'is an error where the name is unknown, or an error''s' {
        New-SinkInput @{ accepted_findings = @(@{ rule = 'WorkerCountUnusal'; reason = 'x' }) } | Compare-KrakenMskConnector @call -ErrorAction SilentlyContinue -ErrorVariable failed
        "$failed" | Should -Match 'Did you mean WorkerCountUnusual\?'
        New-SinkInput @{ vpc_id = 'x'; accepted_findings = @(@{ rule = 'VpcIdFormat'; reason = 'x' }) } | Compare-KrakenMskConnector @call -ErrorAction SilentlyContinue -ErrorVariable failed
        "$failed" | Should -Match 'VpcId ''x'' is not a VPC ID'
        "$failed" | Should -Match 'reports errors, and only warnings can be accepted'
    }

    It 'is told where it is none any more' {
        $null = New-SinkInput $accepting | Test-KrakenConnectorSpec -OutVariable result
        $result.Findings.Rule | Should -Be 'AcceptedFindingUnused'
        New-SinkInput $accepting | Compare-KrakenMskConnector @call -WarningVariable warnings 3>$null | Out-Null
        "$warnings" | Should -Match 'AcceptedFinding\[0\] ''WorkerCountUnusual'' accepts nothing'
    }

    It 'may be a check''s' {
        $key = 'arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a09'
        $check = @{ Check = 'Cluster.KmsKey' } + $call
        (New-SinkInput @{ msk_kms_key_arn = $key } | Test-KrakenMskConnector @check).Status | Should -Be 'Warn'
        $result = New-SinkInput @{ msk_kms_key_arn = $key; accepted_findings = @(@{ rule = 'Cluster.KmsKey'; reason = $why }) } | Test-KrakenMskConnector @check
        "$($result.Status) $($result.AcceptedBecause)" | Should -Be "Accepted $why"
        Get-Shown $result | Should -Match 'Accepted Cluster\.KmsKey'
    }
}

Describe 'A connector that fails among others' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        function New-Three {
            New-SinkInput @{ connector_name = 'one' }
            New-SinkInput @{ connector_name = 'two'; account_id = '1' }
            New-SinkInput @{ connector_name = 'three' }
        }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $call = @{ EndpointUrl = $aws.EndpointUrl; ErrorAction = 'SilentlyContinue' }
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'is an error and a row, in its place' {
        $results = New-Three | New-KrakenMskConnector @call -ErrorVariable failed -InformationVariable told 6>$null
        $results.ConnectorName | Should -Be @('one', 'two', 'three')
        $results.Result | Should -Be @('Created', 'Failed', 'Created')
        $failed | Should -HaveCount 1
        "$told" | Should -Match '3 connectors: 2 created, 1 failed'
        ($results | Out-String) | Should -Match '(?m)^Failed +us-east-1 +two'
        ($results | Where-Object Result -EQ Failed).StateDescription | Should -Match 'invalid'
    }

    It 'can be tried again, looked at and removed by its row' {
        $rehearsalType::AddFault($aws.EndpointUrl, 'Kind=ConnectorFails,Cause=TopicDenied,Connector=three,Count=1')
        $results = New-Three | Where-Object connector_name -NE two | New-KrakenMskConnector @call 6>$null
        $row = $results | Where-Object Result -EQ Failed
        "$($row.ConnectorName) $($row.ConnectorState)" | Should -Be 'three FAILED'
        ($row | Get-KrakenMskConnector @call).ConnectorState | Should -Be 'FAILED'
        $row | Wait-KrakenMskConnector @call -ErrorVariable waited
        "$waited" | Should -Match 'three'
        ($row | Compare-KrakenMskConnector @call).ConnectorName | Should -Be 'three'
        ($row | Update-KrakenMskConnector @call -AllowReplacement -Confirm:$false).ConnectorState | Should -Be 'RUNNING'
        $null = $results | Remove-KrakenMskConnector @call -Confirm:$false
        Get-KrakenMskConnector @call -Region us-east-1 | Should -BeNullOrEmpty
    }

    It 'alone is an error only, and under -WhatIf nothing is returned' {
        New-SinkInput @{ account_id = '1' } | New-KrakenMskConnector @call | Should -BeNullOrEmpty
        # A row with a wrong name would lead elsewhere.
        (New-SinkInput @{ connector_name = 'a b' }), (New-SinkInput) | New-KrakenMskConnector @call 6>$null | ForEach-Object Result | Should -Be 'Created'
        New-Three | New-KrakenMskConnector @call -WhatIf 6>$null | Should -BeNullOrEmpty
    }
}

Describe 'What the module ships' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'has no warning without a reason in <Name>' -ForEach $shipped {
        $specs = @(Import-KrakenConnectorSpec $File -WarningVariable warnings 3>$null)
        $specs.Count | Should -BeGreaterThan 0
        $found = ($specs | Test-KrakenConnectorSpec).Findings
        @($found | Where-Object Severity -NE Information | ForEach-Object Message) + $warnings | Should -BeNullOrEmpty
    }

    It 'goes through the quick start without a warning' {
        $shell = Get-Shell
        $quickstart = [IO.Path]::Combine($root, 'examples', 'quickstart.ps1')
        $output = & $shell[0] @($shell | Select-Object -Skip 1) -NoLogo -NoProfile -NonInteractive -Command "Import-Module '$modulePath'; & '$quickstart'; exit 0" *>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match '0 connectors'
        $output | Should -Match 'Accepted'
        $output | Should -Not -Match '(?m)WARNING:|^  (\e\[\d+m)?Warning'
    }

    It 'goes through the README''s first steps without a warning' {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        try {
            $call = @{ EndpointUrl = $aws.EndpointUrl; WarningVariable = '+warnings' }
            $specs = Import-KrakenConnectorSpec ([IO.Path]::Combine($specFolder, '*.tfvars.json')) -WarningVariable +warnings
            $null = $specs | Get-KrakenConnectorPolicy -WarningVariable +warnings
            $null = $specs | Compare-KrakenMskConnector @call
            ($specs | New-KrakenMskConnector @call 6>$null).Result | Should -Be @('Created', 'Created')
            ($specs | New-KrakenMskConnector @call 6>$null).Result | Should -Be @('Unchanged', 'Unchanged')
            $warnings | Should -BeNullOrEmpty
        }
        finally {
            Stop-KrakenLocalAws
        }
    }
}
