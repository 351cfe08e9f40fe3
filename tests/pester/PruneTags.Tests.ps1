# Tags that a spec no longer has: they stay and are named, until -PruneTags removes them.
Describe '-PruneTags' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        . ([IO.Path]::Combine($PSScriptRoot, 'pages.ps1'))
        function Get-Tag {
            $arn = (Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1).ConnectorArn
            $tags = Invoke-LocalAws $aws.EndpointUrl kafkaconnect "/v1/tags/$([uri]::EscapeDataString($arn))" -Method Get
            @($tags.tags.psobject.Properties.Name | Sort-Object)
        }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $there = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $null = New-SinkInput @{ common_tags = @{ owner = 'data'; old = 'x' } } | New-KrakenMskConnector @there
        $spec = New-SinkInput @{ common_tags = @{ owner = 'data' } }
    }

    AfterEach { Stop-KrakenLocalAws }

    It 'is named by a plan without it, which changes nothing' {
        $plan = $spec | Compare-KrakenMskConnector @there
        $plan.HasChanges | Should -BeFalse
        ($plan | Out-String -Width 200) | Should -Match 'tags that the spec does not have stay: old; -PruneTags removes them'
        ($spec | Update-KrakenMskConnector @there).Result | Should -Be 'Unchanged'
        Get-Tag | Should -Contain 'old'
    }

    It 'removes the tag without a question, and no tag of the module' {
        $plan = $spec | Compare-KrakenMskConnector @there -PruneTags
        $plan.Resources.Changes.Property | Select-Object -Unique | Should -Be 'Tag[old]'
        $plan.Resources.Changes | ForEach-Object { $_.Desired | Should -BeNullOrEmpty }
        ($spec | Update-KrakenMskConnector @there -PruneTags).Result | Should -Be 'Changed'
        Get-Tag | Should -Be @('env', 'kraken:connector', 'kraken:managed-by', 'owner')
        ($spec | Compare-KrakenMskConnector @there -PruneTags).HasChanges | Should -BeFalse
    }

    It 'shows under -WhatIf what goes, and removes nothing' {
        $spec | Update-KrakenMskConnector @there -PruneTags -WhatIf
        Get-Tag | Should -Contain 'old'
        Get-KrakenLocalAwsRequest $aws.EndpointUrl -Operation UntagResource | Should -BeNullOrEmpty
    }

    It 'is part of a saved plan: applied without the switch, the plan is refused' {
        $file = "$TestDrive/plan.json"
        $null = $spec | Compare-KrakenMskConnector @there -PruneTags -OutFile $file
        $spec | Update-KrakenMskConnector @there -Plan $file -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match 'with -PruneTags'
        ($spec | Update-KrakenMskConnector @there -Plan $file -PruneTags).Result | Should -Be 'Changed'
        Get-Tag | Should -Not -Contain 'old'
    }

    It 'needs what the caller policy says' {
        ($spec | Get-KrakenCallerPolicy -For Apply -WarningAction Ignore).Grants.Action | Should -Not -Contain 'kafkaconnect:UntagResource'
        $with = ($spec | Get-KrakenCallerPolicy -For Apply -PruneTags -WarningAction Ignore).Grants.Action
        foreach ($action in 'kafkaconnect:UntagResource', 'iam:UntagRole', 'ec2:DeleteTags', 'logs:UntagResource') { $with | Should -Contain $action }
    }
}
