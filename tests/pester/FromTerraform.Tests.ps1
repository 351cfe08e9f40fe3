# docs/from-terraform.md, block by block, on what Terraform has made of the reference's examples: terraform/record.ps1
# recorded both sides, AWS's and Terraform's own state, so that the walk itself needs no provider.

BeforeDiscovery {
    $terraform = Get-Command terraform -CommandType Application -ErrorAction Ignore
}

Describe 'docs/from-terraform.md' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        . ([IO.Path]::Combine($PSScriptRoot, 'pages.ps1'))
        $recorded = [IO.Path]::Combine($PSScriptRoot, 'terraform')
        $blocks = @(Get-PageBlock ([IO.Path]::Combine($root, 'docs', 'from-terraform.md')))
        Copy-Item "$recorded/aws-state.json" "$TestDrive/aws.json"
        Copy-Item "$recorded/terraform-state.json" "$TestDrive/terraform.tfstate"
        $aws = Start-KrakenLocalAws -State "$TestDrive/aws.json" -ConnectorTransition 0.1
        $before = @(Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1)
        $session = New-PageSession $TestDrive $aws.EndpointUrl
        $runs = @{}
        foreach ($block in $blocks | Where-Object Language -EQ 'powershell') {
            $runs[$block.Heading] = Invoke-PageBlock $session $block.Code
        }
        $after = @(Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1)
    }

    AfterAll {
        $session.Dispose()
        Stop-KrakenLocalAws
    }

    It 'starts from what Terraform made' {
        $before | Should -HaveCount 2
        (Get-Content "$recorded/terraform-state.json" -Raw | ConvertFrom-Json).resources.type | Should -Contain 'aws_mskconnect_connector'
    }

    It 'runs each block without an error' {
        $runs.Values.Errors | Should -BeNullOrEmpty
        $runs.Keys | Should -HaveCount 5
    }

    It 'exports no password, and says so in its place' {
        Get-Content "$TestDrive/connectors/*" -Raw | Should -Not -Match 'made-up-database.password'
        Get-Content "$recorded/terraform-state.json" -Raw | Should -Match 'made-up-database.password' -Because 'the page warns of it'
    }

    It 'plans no replacement, and takes nothing away' {
        $plan = $runs['Look at the plan']
        $plan.Output.Resources.Action | Select-Object -Unique | Should -Be 'Update'
        $plan.Output.Resources | Should -HaveCount 8
        $plan.Output.Resources.Changes.Property -like 'AccessLost*' | Should -BeNullOrEmpty
        $plan.Text | Should -Match 'is taken over'
    }

    It 'shows what tightens once the additional inputs are deleted' {
        $plan = $runs['Tighten']
        $plan.Output.Resources.Action | Select-Object -Unique | Should -Be 'Update'
        $changes = $plan.Output.Resources.Changes.Property
        $changes -match '^AccessLost\[s3:PutObject\]' | Should -Not -BeNullOrEmpty
        $changes -match '^AccessLost\[kms:Decrypt\]' | Should -Not -BeNullOrEmpty
    }

    It 'keeps every resource and its name' {
        foreach ($property in 'ConnectorArn', 'IamRoleArn', 'SecurityGroupId', 'LogGroupName') {
            $after.$property | Should -Be $before.$property
        }
        $after.ConnectorState | Select-Object -Unique | Should -Be 'RUNNING'
    }

    It 'has nothing left to change' {
        @($runs['Adopt'].Output | Where-Object { $null -ne $_.HasChanges }).HasChanges | Should -Be @($false, $false)
    }

    It 'names a tag that the files no longer have, and removes it on request from all four resources' {
        $run = $runs['Remove old tags']
        $plans = @($run.Output | Where-Object { $null -ne $_.HasChanges })
        $plans.HasChanges | Should -Be @($false, $false, $true, $true)
        $plans[0].Resources.Note -join '' | Should -Match 'tags that the spec does not have stay: project; -PruneTags removes them'
        $plans[2].Resources | Where-Object Action -EQ 'Update' | Should -HaveCount 4
        $plans[2].Resources.Changes.Property | Select-Object -Unique | Should -Be 'Tag[project]'
        ($run.Output | Where-Object Result).Result | Should -Be @('Changed', 'Changed')
        $tags = Invoke-LocalAws $aws.EndpointUrl kafkaconnect "/v1/tags/$([uri]::EscapeDataString($after[0].ConnectorArn))" -Method Get
        $tags.tags.psobject.Properties.Name | Sort-Object | Should -Be @('env', 'kraken:connector', 'kraken:managed-by', 'owner')
    }

    Context 'where the old roles reach every topic and the tag is Environment' {
        BeforeAll {
            # The recorded state with the grants and the tag that other users of the module have.
            $other = New-Item -ItemType Directory "$TestDrive/other"
            (Get-Content "$recorded/aws-state.json" -Raw) -replace 'topic/kraken-dev/\*/cdc\.\w+\.mnpi', 'topic/kraken-dev/*' `
                -creplace '"env":"dev"', '"Environment":"dev"' | Set-Content "$other/aws.json"
            $wide = Start-KrakenLocalAws -State "$other/aws.json" -ConnectorTransition 0.1
            $walk = New-PageSession $other.FullName $wide.EndpointUrl
            $null = $walk.AddScript("`$PSDefaultParameterValues['*-Kraken*:WarningAction'] = 'Continue'").Invoke()
            $seen = @{}
            foreach ($heading in 'Export', 'Look at the plan', 'Tighten') {
                $seen[$heading] = Invoke-PageBlock $walk (($blocks | Where-Object { $_.Language -eq 'powershell' -and $_.Heading -eq $heading }).Code)
            }
        }

        AfterAll {
            $walk.Dispose()
            $wide | Stop-KrakenLocalAws
        }

        It 'fills kafka_topics_read with the topics of the sink, and says so' {
            $seen['Export'].Errors | Should -BeNullOrEmpty
            $seen['Export'].Warnings -match 'KafkaTopicRead: .*reaches every topic; the spec has those that the configuration names' | Should -HaveCount 1
            $sink = Get-Content "$other/connectors/s3-sink-raw-mnpi-dev.json" -Raw | ConvertFrom-Json
            $sink.kafka_topics_read | Sort-Object | Should -Be 'cdc.orders.mnpi', 'cdc.positions.mnpi', 'cdc.trades.mnpi'
            $sink.allow_all_topics | Should -BeNullOrEmpty
        }

        It 'fills env from the tag, which stays' {
            $sink = Get-Content "$other/connectors/s3-sink-raw-mnpi-dev.json" -Raw | ConvertFrom-Json
            $sink.env | Should -Be 'dev'
            $sink.common_tags.Environment | Should -Be 'dev'
        }

        It 'takes nothing away at first, and shows the topics that the role loses once tightened' {
            $seen['Look at the plan'].Output.Resources.Changes.Property -like 'AccessLost*' | Should -BeNullOrEmpty
            $lost = $seen['Tighten'].Output.Resources.Changes | Where-Object Property -EQ 'AccessLost[kafka-cluster:ReadData]'
            $lost | Out-String | Should -Match 'topic/kraken-dev/\*'
        }
    }

    It 'lets Terraform forget' -Skip:(-not $terraform) {
        Push-Location $TestDrive
        try {
            $env:CHECKPOINT_DISABLE = 1
            $block = ($blocks | Where-Object Language -EQ 'sh').Code
            foreach ($line in $block.Trim() -split '\n') {
                $arguments = @(-split $line | Select-Object -Skip 1)
                $output = (terraform @arguments 2>&1) -join "`n"
                $LASTEXITCODE | Should -Be 0 -Because $output
            }
            (Get-Content "$TestDrive/terraform.tfstate" -Raw | ConvertFrom-Json).resources | Where-Object module | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }
}
