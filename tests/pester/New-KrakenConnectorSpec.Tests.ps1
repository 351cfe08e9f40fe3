Describe 'New-KrakenConnectorSpec' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'makes a spec of parameters' {
        $spec = New-KrakenConnectorSpec orders -Env dev -SubnetId subnet-1, subnet-2 -AutoscalingMcuCount 2 -CommonTag @{ team = 'data' }
        $spec.ConnectorName | Should -Be 'orders'
        $spec.SubnetId | Should -Be @('subnet-1', 'subnet-2')
        $spec.AutoscalingMcuCount | Should -Be 2
        $spec.CommonTag['team'] | Should -Be 'data'
    }

    It 'gives what was not given the reference''s default' {
        $spec = New-KrakenConnectorSpec orders
        $spec.KafkaConnectVersion | Should -Be '2.7.1'
        $spec.MskAuthenticationType | Should -Be 'IAM'
        $spec.AutoscalingMaxWorkerCount | Should -Be 2
        $spec.LogRetentionInDays | Should -Be 7
        $null -eq $spec.MskKmsKeyArn | Should -BeTrue
    }

    It 'takes every snake_case name of the reference as an alias' {
        $parameters = (Get-Command New-KrakenConnectorSpec).Parameters
        $aliases = $parameters.Values | ForEach-Object { @($_.Name) + $_.Aliases }
        $text = Get-Content $sourceFile, $sinkFile -Raw
        $names = $text | ForEach-Object { ($_ | ConvertFrom-Json -AsHashtable).Keys } | Sort-Object -Unique
        $names.Count | Should -BeGreaterThan 20
        $names | Where-Object { $_ -notin $aliases } | Should -BeNullOrEmpty
    }

    It 'can be splatted with the reference''s names' {
        $values = Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable
        $spec = New-KrakenConnectorSpec @values
        $spec.ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
        $spec.ConnectorConfiguration['topics'] | Should -Match 'cdc.trades.mnpi'
    }

    It 'reads objects of ConvertFrom-Json, maps included, null as the default' {
        $spec = Get-Content $sinkFile -Raw | ConvertFrom-Json | New-KrakenConnectorSpec
        $spec.ConnectorConfiguration['s3.bucket.name'] | Should -Be 'kraken-raw-mnpi-dev'
        $spec.CommonTag.Count | Should -BeGreaterThan 0
        $null -eq $spec.RdsSecretArn | Should -BeTrue
    }

    It 'takes a blank text for one that was not given' {
        $null -eq (New-KrakenConnectorSpec orders -PermissionsBoundaryArn '').PermissionsBoundaryArn | Should -BeTrue
        (New-KrakenConnectorSpec orders -KafkaConnectVersion ' ').KafkaConnectVersion | Should -Be '2.7.1'
        $null -eq ([pscustomobject]@{ connector_name = 'a'; description = '' } | New-KrakenConnectorSpec).Description | Should -BeTrue
        $spec = New-KrakenConnectorSpec orders -Description 'text'
        $null -eq ($spec | New-KrakenConnectorSpec -Description '').Description | Should -BeTrue
        ($spec | New-KrakenConnectorSpec -Env dev).Description | Should -Be 'text'
    }

    It 'reads hashtables' {
        (@{ connector_name = 'a'; subnet_ids = 'subnet-1' } | New-KrakenConnectorSpec).SubnetId | Should -Be 'subnet-1'
    }

    It 'lets a parameter come before the object''s value' {
        ([pscustomobject]@{ connector_name = 'a'; env = 'dev' } | New-KrakenConnectorSpec -Env prod).Env | Should -Be 'prod'
    }

    It 'does not carry a value over to the next object' {
        $specs = [pscustomobject]@{ connector_name = 'a'; env = 'dev'; autoscaling_mcu_count = 4 }, [pscustomobject]@{ connector_name = 'b' } |
            New-KrakenConnectorSpec
        $specs[1].Env | Should -Be ''
        $specs[1].AutoscalingMcuCount | Should -Be 1
    }

    It 'changes a spec by parameters and leaves the original' {
        $first = New-KrakenConnectorSpec a -Env dev
        $second = $first | New-KrakenConnectorSpec -ConnectorName b
        $second.ConnectorName, $second.Env | Should -Be @('b', 'dev')
        $first.ConnectorName | Should -Be 'a'
    }

    It 'keeps specs, objects and hashtables of one pipeline apart' {
        $specs = (New-KrakenConnectorSpec a -Env dev -AutoscalingMcuCount 4),
            [pscustomobject]@{ connector_name = 'b' }, @{ connector_name = 'c'; env = 'test' },
            (New-KrakenConnectorSpec d) | New-KrakenConnectorSpec -LogRetentionInDays 30
        $specs.ConnectorName | Should -Be @('a', 'b', 'c', 'd')
        $specs.Env | Should -Be @('dev', '', 'test', '')
        $specs.AutoscalingMcuCount | Should -Be @(4, 1, 1, 1)
        $specs.LogRetentionInDays | Should -Be @(30, 30, 30, 30)
    }

    It 'takes a spec by -InputObject and -Spec as from the pipeline' {
        $spec = New-KrakenConnectorSpec a -Env dev
        (New-KrakenConnectorSpec -InputObject $spec -Region us-east-1).Env | Should -Be 'dev'
        (New-KrakenConnectorSpec -Spec $spec -Region us-east-1).Env | Should -Be 'dev'
    }

    It 'lets a parameter set back what a spec says' {
        $spec = New-KrakenConnectorSpec a -MaxOverGrant 5 -KafkaTopicRead orders
        ($spec | New-KrakenConnectorSpec -MaxOverGrant 0).MaxOverGrant | Should -Be 0
        $null = $spec | New-KrakenConnectorSpec -Region us-east-1 |
            New-KrakenConnectorSpec -Region eu-west-1 -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match "'us-east-1'.*'eu-west-1'"
    }

    It 'binds a piped spec once, and none of its inputs by property name' {
        $file = [IO.Path]::Combine($TestDrive, 'binding.txt')
        $spec = New-KrakenConnectorSpec a -Env dev
        $null = Trace-Command ParameterBinding { $spec | New-KrakenConnectorSpec -Region us-east-1 } -FilePath $file
        $text = Get-Content $file -Raw
        $text | Should -Match 'to param \[Spec\] SUCCESSFUL'
        $text | Should -Not -Match 'ByPropertyName'
    }

    It 'names the nearest input for a misspelt property' {
        $output = [pscustomobject]@{ connector_name = 'a'; kafka_topic_reads = @('t') } |
            New-KrakenConnectorSpec -ErrorVariable failure -ErrorAction SilentlyContinue
        $output | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.SpecInvalid,Kraken.MskConnect.Cmdlets.NewKrakenConnectorSpecCommand'
        "$($failure[0])" | Should -Match 'kafka_topic_reads.*Did you mean kafka_topics_read'
    }

    It 'names field and value where a type is wrong, and goes on with the next object' {
        $specs = [pscustomobject]@{ connector_name = 'a'; autoscaling_mcu_count = 'many' }, [pscustomobject]@{ connector_name = 'b' } |
            New-KrakenConnectorSpec -ErrorVariable failure -ErrorAction SilentlyContinue
        $specs.ConnectorName | Should -Be 'b'
        "$($failure[0])" | Should -Match "AutoscalingMcuCount 'many'"
    }

    It 'refuses a region that contradicts the object''s' {
        $null = [pscustomobject]@{ connector_name = 'a'; region = 'eu-west-1' } |
            New-KrakenConnectorSpec -Region us-east-1 -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match "eu-west-1.*us-east-1"
        $failure[0].CategoryInfo.Category | Should -Be 'InvalidData'
    }

    It 'says how to read JSON text that is piped as it is' {
        $null = '{"connector_name":"a"}' | New-KrakenConnectorSpec -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'ConvertFrom-Json'
    }

    It 'has no more than four positional parameters' {
        @((Get-Command New-KrakenConnectorSpec).Parameters.Values |
            Where-Object { $_.ParameterSets.Values.Position -ge 0 }).Count | Should -BeLessOrEqual 4
    }

    It 'completes values of <Name>' -ForEach @(
        @{ Name = 'ConnectorType'; Value = 'source' }
        @{ Name = 'MskAuthenticationType'; Value = 'NONE' }
        @{ Name = 'KafkaConnectVersion'; Value = '2.7.1' }
        @{ Name = 'AutoscalingMcuCount'; Value = '8' }
        @{ Name = 'LogRetentionInDays'; Value = '1096' }
        @{ Name = 'Region'; Value = 'eu-central-1' }
    ) {
        $line = "New-KrakenConnectorSpec -$Name "
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain $Value
    }

    It 'completes a configuration with the connector classes of the type' {
        $line = 'New-KrakenConnectorSpec -ConnectorType sink -ConnectorConfiguration '
        @((TabExpansion2 $line $line.Length).CompletionMatches.CompletionText -match 'confluent.connect.s3.S3SinkConnector').Count | Should -Be 1
    }

    It 'asks for every topic by a switch, a property or a file''s word' {
        (New-SinkInput | New-KrakenConnectorSpec).AllowAllTopics | Should -BeFalse
        (New-SinkInput | New-KrakenConnectorSpec -AllowAllTopics).AllowAllTopics | Should -BeTrue
        (New-SinkInput @{ allow_all_topics = $true } | New-KrakenConnectorSpec).AllowAllTopics | Should -BeTrue
        (New-SinkInput @{ allow_all_topics = 'true' } | New-KrakenConnectorSpec).AllowAllTopics | Should -BeTrue
        (New-SinkInput @{ allow_all_topics = $true } | New-KrakenConnectorSpec -AllowAllTopics:$false).AllowAllTopics | Should -BeFalse
        (New-SinkInput @{ allow_all_topics = $true } | New-KrakenConnectorSpec | New-KrakenConnectorSpec).AllowAllTopics | Should -BeTrue
    }

    It 'keeps events for ever with 0, by a parameter or a property' {
        (New-SinkInput | New-KrakenConnectorSpec -LogRetentionInDays 0).LogRetentionInDays | Should -Be 0
        (New-SinkInput @{ log_retention_in_days = 0 } | New-KrakenConnectorSpec).LogRetentionInDays | Should -Be 0
        (New-SinkInput @{ log_retention_in_days = 0 } | New-KrakenConnectorSpec | New-KrakenConnectorSpec).LogRetentionInDays | Should -Be 0
    }
}

Describe 'A spec made of another' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $base = New-SinkInput @{ connector_configuration = @{ 'connector.class' = 'C'; 'some.password' = 'p4ss-w0rd' }; common_tags = @{ a = '1' } } |
            New-KrakenConnectorSpec
    }

    It 'shares nothing with it' {
        $copy = $base | New-KrakenConnectorSpec -ConnectorName other
        $copy.ConnectorConfiguration['connector.class'] = 'D'
        $copy.CommonTag['a'] = '2'
        $copy.SubnetId[0] = 'subnet-other'
        $base.ConnectorConfiguration['connector.class'] | Should -Be 'C'
        $base.CommonTag['a'] | Should -Be '1'
        $base.SubnetId[0] | Should -Not -Be 'subnet-other'
        $base.ConnectorName | Should -Not -Be 'other'
    }

    It 'has what was set in the shown configuration, and the secrets that were not' {
        $copy = $base | New-KrakenConnectorSpec
        $copy.ConnectorConfiguration['tasks.max'] = '7'
        $file = [IO.Path]::Combine($TestDrive, 'copy.json')
        $copy | Export-KrakenConnectorSpec -Path $file
        $written = (Get-Content $file -Raw | ConvertFrom-Json).connector_configuration
        $written.'tasks.max' | Should -Be '7'
        $written.'connector.class' | Should -Be 'C'
    }

    Context 'with -ResolveCluster' {
        BeforeAll {
            $aws = Start-KrakenLocalAws
            $bare = New-SinkInput @{ msk_bootstrap_servers = ''; msk_kms_key_arn = $null }
        }

        AfterAll {
            Stop-KrakenLocalAws
        }

        It 'takes what is not given from the cluster, and keeps what is' {
            $spec = $bare | New-KrakenConnectorSpec -ResolveCluster -EndpointUrl $aws.EndpointUrl
            $spec.MskBootstrapServer | Should -Match '^b-1\..*:9094,b-2\..*:9094$'
            $spec.MskKmsKeyArn | Should -Match '^arn:aws:kms:'
            $given = $bare | New-KrakenConnectorSpec -MskBootstrapServer other:9094 -ResolveCluster -EndpointUrl $aws.EndpointUrl
            $given.MskBootstrapServer | Should -Be 'other:9094'
        }

        It 'makes an error of a call that is refused' {
            $rehearsalType::Fault($aws.EndpointUrl, 'AccessDenied', 'GetBootstrapBrokers', 1)
            $bare | New-KrakenConnectorSpec -ResolveCluster -EndpointUrl $aws.EndpointUrl -ErrorVariable failure -ErrorAction SilentlyContinue |
                Should -BeNullOrEmpty
            $failure[0].FullyQualifiedErrorId | Should -Match '^Kraken\.AccessDenied,'
            "$($failure[0])" | Should -Match 'kafka:GetBootstrapBrokers'
        }

        It 'makes no call without the switch' {
            $since = @(Get-KrakenLocalAwsRequest | Select-Object -Last 1).Sequence
            ($bare | New-KrakenConnectorSpec -EndpointUrl $aws.EndpointUrl).MskBootstrapServer | Should -BeNullOrEmpty
            @(Get-KrakenLocalAwsRequest | Where-Object Sequence -GT $since).Count | Should -Be 0
        }
    }
}
