# A folder of specs as the whole truth: what -Fleet tags, what has lost its spec, and what -Prune removes or refuses.
Describe '-Fleet and -Prune' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        . ([IO.Path]::Combine($PSScriptRoot, 'pages.ps1'))

        function Set-Spec([string[]] $Name, [hashtable] $With = @{}) {
            foreach ($one in $Name) {
                New-SinkInput ($With + @{ connector_name = $one; autoscaling_max_worker_count = 2 }) |
                    ConvertTo-Json -Depth 6 | Set-Content "$folder/$one.json"
            }
        }
        function Get-Name { @((Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1).ConnectorName) }
        function Get-Change { @(Get-KrakenLocalAwsRequest $aws.EndpointUrl | Where-Object IsMutating).Count }
        function Import-Spec { Import-KrakenConnectorSpec "$folder/*" -WarningAction Ignore @args }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $there = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $try = $there + @{ ErrorVariable = 'failure'; ErrorAction = 'SilentlyContinue' }
        $folder = [IO.Path]::Combine($TestDrive, [guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
        Set-Spec one, two, three
        $null = Import-Spec | New-KrakenMskConnector @there -Fleet orders
    }

    AfterEach { Stop-KrakenLocalAws }

    It 'tags what is made, and what exists' {
        Set-Spec four
        $null = New-SinkInput @{ connector_name = 'four'; autoscaling_max_worker_count = 2 } | New-KrakenMskConnector @there
        $plan = Import-Spec | Compare-KrakenMskConnector @there -Fleet orders
        $plan.HasChanges | Should -Be @($true, $false, $false, $false)
        $plan[0].Resources.Changes.Property | Select-Object -Unique | Should -Be 'Tag[kraken:fleet]'
        (Import-Spec | Update-KrakenMskConnector @there -Fleet orders).Result | Should -Be @('Changed', 'Unchanged', 'Unchanged', 'Unchanged')
        (Export-KrakenConnectorSpec * -EndpointUrl $aws.EndpointUrl -Region us-east-1 -WarningAction Ignore).Fleet | Should -Be @('orders', 'orders', 'orders', 'orders')
    }

    It 'shows the connector whose spec is gone as a removal that is counted' {
        Remove-Item "$folder/two.json"
        $plan = Import-Spec | Compare-KrakenMskConnector @there -Fleet orders -DetailedExitCode
        $LASTEXITCODE | Should -Be 2
        $plan.ConnectorName | Should -Be @('one', 'three', 'two')
        $plan[2].Resources.Action | Select-Object -Unique | Should -Be 'Delete'
        $plan[2].Resources.Note -join '' | Should -Be 'has no spec any more; -Prune removes it from fleet orders'
        Import-Spec | Compare-KrakenMskConnector @there -Fleet orders -As Text | Should -Match 'Plan: 0 to create, 0 to change, 0 to replace, 1 to remove, 2 unchanged'
        Import-Spec | Compare-KrakenMskConnector @there -Fleet orders -As Markdown | Should -Match '\| `two` \| us-east-1 \| remove \| 4 to delete'
        # Without -Fleet the specs are some of many.
        (Import-Spec | Compare-KrakenMskConnector @there).ConnectorName | Should -Be @('one', 'three')
    }

    It 'warns of it once, by name, and leaves it alone without -Prune' {
        Remove-Item "$folder/two.json"
        $null = Import-Spec | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Fleet orders -WarningVariable told -WarningAction SilentlyContinue
        @($told -match 'no spec') | Should -Be "Fleet 'orders': 1 of 3 connectors has no spec: two. Still there, and billed. -Prune removes what has no spec."
        Get-Name | Should -Be @('one', 'three', 'two')
    }

    It 'removes it with -Prune and what was made for it, and nothing of other fleets or of none' {
        $null = New-SinkInput @{ connector_name = 'fills'; autoscaling_max_worker_count = 2 } | New-KrakenMskConnector @there -Fleet fills
        $null = New-SinkInput @{ connector_name = 'alone'; autoscaling_max_worker_count = 2 } | New-KrakenMskConnector @there
        Remove-Item "$folder/two.json"
        $all = Import-Spec | Update-KrakenMskConnector @there -Fleet orders -Prune -Confirm:$false -Verbose -InformationVariable said 4>&1 6> $null
        $result = $all | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] }
        "$($all | Where-Object { $_ -is [Management.Automation.VerboseRecord] })" | Should -Match 'two: Removed, \d+ s in all'
        $result.ConnectorName | Should -Be @('one', 'three', 'two')
        $result.Result | Should -Be @('Unchanged', 'Unchanged', 'Removed')
        $result[2].ConnectorState | Should -Be 'DELETED'
        "$said" | Should -Match '3 connectors: 2 unchanged, 1 removed'
        Get-Name | Should -Be @('alone', 'fills', 'one', 'three')
        Get-KrakenOrphan -EndpointUrl $aws.EndpointUrl -Region us-east-1 -MinimumAge 0 | Should -BeNullOrEmpty
        (Import-Spec | Update-KrakenMskConnector @there -Fleet orders -Prune -Confirm:$false).Result | Should -Be @('Unchanged', 'Unchanged')
    }

    It 'shows the removal under -WhatIf, and removes nothing' {
        Remove-Item "$folder/two.json"
        $before = Get-Change
        $text = Invoke-Child "Import-KrakenConnectorSpec '$folder/*' | Update-KrakenMskConnector -Fleet orders -Prune -WhatIf -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK"
        $text | Should -Match 'What if: Remove two in us-east-1.*4 to delete'
        Get-Change | Should -Be $before
    }

    It 'asks before anything is changed, and where nobody can be asked changes nothing' {
        Remove-Item "$folder/two.json"
        Set-Spec one @{ log_retention_in_days = 14 }
        $before = Get-Change
        $text = Invoke-Child "Import-KrakenConnectorSpec '$folder/*' | Update-KrakenMskConnector -Fleet orders -Prune -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK"
        $text | Should -Match "Fleet 'orders': 1 of 3 connectors has no spec: two\.\s+Nobody can be asked here, so nothing was changed"
        Get-Change | Should -Be $before
    }

    It 'refuses where more than half of the fleet would go, before anything is changed, unless -Force' {
        Remove-Item "$folder/two.json", "$folder/three.json"
        Set-Spec one @{ log_retention_in_days = 14 }
        $before = Get-Change
        { Import-Spec | Update-KrakenMskConnector @there -Fleet orders -Prune -Confirm:$false } |
            Should -Throw "Fleet 'orders': 2 of 3 connectors have no spec: three, two. -Prune does not remove more than half of a fleet. Nothing was changed." -ErrorId 'Kraken.PruneRefused,*'
        Get-Change | Should -Be $before
        $plan = Import-Spec | Compare-KrakenMskConnector @there -Fleet orders
        $plan[1].Resources.Note -join '' | Should -Match 'with -Force alone, as more than half of the fleet would go'
        (Import-Spec | Update-KrakenMskConnector @there -Fleet orders -Prune -Force).Result | Should -Be @('Changed', 'Removed', 'Removed')
        Get-Name | Should -Be @('one')
    }

    It 'removes nothing where <Name>' -ForEach @(
        @{ Name = 'a file cannot be read'; Break = { Set-Content "$folder/two.json" '{ "connector_name": ' } }
        @{ Name = 'a file lacks inputs'; Break = { Set-Content "$folder/two.json" '{ "connector_name": "two" }' } }
        @{ Name = 'a spec is not valid'; Break = { Set-Spec two @{ account_id = '1' } } }
        @{ Name = 'there is no spec'; Break = { Remove-Item "$folder/*" } }
    ) {
        . $Break
        $before = Get-Change
        foreach ($action in 'SilentlyContinue', 'Ignore') {
            Import-KrakenConnectorSpec "$folder/*" -WarningAction Ignore -ErrorAction $action | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
            $failure[-1].FullyQualifiedErrorId | Should -Match '^Kraken\.FleetIncomplete,'
            # Imported before, so that the errors are long past.
            $specs = Import-KrakenConnectorSpec "$folder/*" -WarningAction Ignore -ErrorAction $action
            if ($specs) {
                $specs | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
                $failure[-1].FullyQualifiedErrorId | Should -Match '^Kraken\.FleetIncomplete,'
                $specs | New-KrakenConnectorSpec -WarningAction Ignore -Env dev | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
                $failure[-1].FullyQualifiedErrorId | Should -Match '^Kraken\.FleetIncomplete,'
            }
            $plan = Import-KrakenConnectorSpec "$folder/*" -WarningAction Ignore -ErrorAction $action | Compare-KrakenMskConnector @try -Fleet orders -DetailedExitCode
            $LASTEXITCODE | Should -Be 1
            $failure[-1].FullyQualifiedErrorId | Should -Match '^Kraken\.FleetIncomplete,'
            $plan.Resources.Action | Should -Not -Contain 'Delete'
        }
        Get-Change | Should -Be $before
        Get-Name | Should -Be @('one', 'three', 'two')
    }

    It 'removes nothing where a loop imported file by file and could not read one' {
        Set-Content "$folder/two.json" '{ "connector_name": '
        $one = { Import-KrakenConnectorSpec $_.FullName -WarningAction Ignore @args }
        foreach ($how in 'SilentlyContinue', 'Ignore', 'Stop') {
            $specs = @(Get-ChildItem $folder | ForEach-Object { try { & $one -ErrorAction $how } catch { } })
            $specs.ConnectorName | Should -Be @('one', 'three')
            $specs | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
            "$($failure[-1])" | Should -Match "could not read '.*two\.json'"
            Get-Name | Should -Be @('one', 'three', 'two')
        }

        # Once it is read, or is gone, it stands in nobody's way.
        Set-Spec two
        $specs = @(Get-ChildItem $folder | ForEach-Object { & $one })
        ($specs | Update-KrakenMskConnector @there -Fleet orders -Prune -Confirm:$false).Result | Should -Be @('Unchanged', 'Unchanged', 'Unchanged')
        Set-Content "$folder/two.json" '{ "connector_name": '
        $null = Import-Spec -ErrorAction Ignore
        Remove-Item "$folder/two.json"
        (Import-Spec | Update-KrakenMskConnector @there -Fleet orders -Prune -Confirm:$false).Result | Should -Be @('Unchanged', 'Unchanged', 'Removed')
    }

    It 'takes no name with a space around it, which would move the connectors to another fleet' {
        $before = Get-Change
        foreach ($name in ' orders', 'orders ') {
            Import-Spec | Update-KrakenMskConnector @try -Fleet $name -Prune -Confirm:$false | Out-Null
            "$($failure[0])" | Should -Match 'begins or ends with a space'
        }
        Get-Change | Should -Be $before
    }

    It 'removes nothing where PowerShell itself refuses an object, or another cmdlet of the pipeline has an error' {
        Remove-Item "$folder/two.json"
        $bad = New-SinkInput @{ connector_name = 'two'; autoscaling_max_worker_count = 'many' }
        & { Import-Spec; $bad } | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
        $failure[-1].FullyQualifiedErrorId | Should -Match '^Kraken\.FleetIncomplete,'
        & { Import-Spec; $bad } | Update-KrakenMskConnector @there -ErrorAction Ignore -Fleet orders -Prune -Confirm:$false | Out-Null
        Get-Name | Should -Contain 'two'
        & { Import-Spec; Write-Error 'a generator of specs has failed' -ErrorAction SilentlyContinue } | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
        "$($failure[-1])" | Should -Match 'because the pipeline has had errors'
        Get-Name | Should -Contain 'two'
    }

    It 'removes nothing after an error of the update itself' {
        Remove-Item "$folder/two.json"
        Set-Spec one @{ kafkaconnect_version = '3.7.x' }
        Import-Spec | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
        "$($failure[-1])" | Should -Be "Fleet 'orders': 1 of 3 connectors has no spec: two. None was removed, because this run had errors."
        Get-Name | Should -Contain 'two'
    }

    It 'needs a fleet, and the specs of all of it' {
        { Import-Spec | Update-KrakenMskConnector @there -Prune } | Should -Throw '-Prune needs -Fleet*'
        Get-KrakenMskConnector one -EndpointUrl $aws.EndpointUrl -Region us-east-1 | Update-KrakenMskConnector @try -Fleet orders -Prune -Confirm:$false | Out-Null
        "$($failure[-1])" | Should -Match 'because the pipeline has connectors without a spec'
        Get-Name | Should -Be @('one', 'three', 'two')
        # Of a connector without a spec, the fleet is a tag.
        $null = Get-KrakenMskConnector one -EndpointUrl $aws.EndpointUrl -Region us-east-1 | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Fleet fills -WarningVariable told -WarningAction SilentlyContinue
        @($told -match 'no spec') | Should -BeNullOrEmpty
    }

    It 'makes exactly the removals of a saved plan, without a question' {
        Remove-Item "$folder/two.json"
        $file = "$folder.plan"
        $null = Import-Spec | Compare-KrakenMskConnector @there -Fleet orders -OutFile $file
        (Get-Content $file -Raw | ConvertFrom-Json).removals.connectors.connectorName | Should -Be 'two'

        $null = Import-Spec | Update-KrakenMskConnector @there -Plan $file -ErrorVariable wrong -ErrorAction SilentlyContinue 6> $null
        "$wrong" | Should -Match 'was created with -Fleet orders, but is applied without any of .*-Fleet\. Nothing was changed'

        $null = Import-Spec | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Fleet orders -Plan $file -WarningVariable told -WarningAction SilentlyContinue
        @($told -match "also removes two in us-east-1") | Should -HaveCount 1
        Get-Name | Should -Contain 'two'

        Set-Spec two
        $null = Import-Spec | Compare-KrakenMskConnector @there -Fleet orders -OutFile "$file.other"
        Remove-Item "$folder/two.json"
        { Import-Spec | Update-KrakenMskConnector @there -Fleet orders -Prune -Plan "$file.other" } | Should -Throw '*stale: it removes nothing from fleet ''orders''; without a spec now: two*'

        $text = Invoke-Child "Import-KrakenConnectorSpec '$folder/*' | Update-KrakenMskConnector -Fleet orders -Prune -Plan '$file' -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK"
        $text | Should -Match 'Removed'
        Get-Name | Should -Be @('one', 'three')
    }

    It 'is granted by the caller policy for the fleet alone' {
        $policy = Import-Spec | Get-KrakenCallerPolicy -For Apply -Fleet orders -Prune -WarningAction Ignore
        $delete = $policy.Statements.Statement | Where-Object Actions -Contains 'kafkaconnect:DeleteConnector'
        $delete.Resources | Should -Be 'arn:aws:kafkaconnect:us-east-1:123456789012:connector/*'
        "$($delete.Conditions)" | Should -Match 'aws:ResourceTag/kraken:fleet.*orders'
        (Import-Spec | Get-KrakenCallerPolicy -For Apply -Prune -WarningAction Ignore).Grants.Action | Should -Not -Contain 'kafkaconnect:DeleteConnector'
    }

    It 'lives in spec files too' {
        $result = New-SinkInput @{ connector_name = 'four'; autoscaling_max_worker_count = 2; fleet = 'orders' } | New-KrakenConnectorSpec -WarningAction Ignore
        $result.Fleet | Should -Be 'orders'
        New-SinkInput @{ fleet = 'a<b' } | New-KrakenMskConnector @try | Should -BeNullOrEmpty
        "$failure" | Should -Match "Fleet 'a<b' cannot be the value of the tag kraken:fleet"
    }
}
