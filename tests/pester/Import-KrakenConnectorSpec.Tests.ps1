Describe 'Import-KrakenConnectorSpec' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'reads both reference examples by a wildcard' {
        $specs = Import-KrakenConnectorSpec ([IO.Path]::Combine($specFolder, '*.tfvars.json'))
        $specs.ConnectorName | Should -Be @('debezium-postgres-cdc-dev', 's3-sink-raw-mnpi-dev')
    }

    It 'passes over what a wildcard takes in that is no spec file, but not over a path of its own' {
        $null = New-Item TestDrive:/mixed -ItemType Directory
        Set-Content TestDrive:/mixed/README.md '# specs'
        Set-Content TestDrive:/mixed/only.json '{ "connector_name": "only" }'
        (Import-KrakenConnectorSpec TestDrive:/mixed/*).ConnectorName | Should -Be 'only'
        $null = Import-KrakenConnectorSpec TestDrive:/mixed/README.md -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
    }

    It 'takes files of the pipeline' {
        (Get-Item $sinkFile | Import-KrakenConnectorSpec).ConnectorType | Should -Be 'sink'
    }

    It 'takes a path relative to the current location' {
        Push-Location $specFolder
        try {
            (Import-KrakenConnectorSpec ./s3-sink-raw-mnpi-dev.tfvars.json).Env | Should -Be 'dev'
        }
        finally {
            Pop-Location
        }
    }

    It 'reads YAML with shared defaults' {
        Set-Content TestDrive:/fleet.yaml "defaults:`n  env: dev`nconnectors:`n  - connector_name: a`n  - connector_name: b`n    env: prod`n"
        $specs = Import-KrakenConnectorSpec TestDrive:/fleet.yaml
        $specs.ConnectorName | Should -Be @('a', 'b')
        $specs.Env | Should -Be @('dev', 'prod')
    }

    It 'reads a psd1 file with <Kind>' -ForEach @(
        @{ Kind = 'one spec'; Text = "@{ connector_name = 'a'; subnet_ids = @('s-1', 's-2') }"; Names = @('a') }
        @{ Kind = 'a list'; Text = "@(@{ connector_name = 'a' }, @{ connector_name = 'b' })"; Names = @('a', 'b') }
        @{ Kind = 'shared defaults'; Text = "@{ defaults = @{ env = 'dev' }; connectors = @(@{ connector_name = 'a' }, @{ connector_name = 'b' }) }"; Names = @('a', 'b') }
    ) {
        Set-Content TestDrive:/specs.psd1 $Text
        (Import-KrakenConnectorSpec TestDrive:/specs.psd1).ConnectorName | Should -Be $Names
    }

    It 'runs nothing that stands in a psd1 file' {
        Set-Content TestDrive:/bad.psd1 "@{ connector_name = (Set-Content '$TestDrive/ran.txt' x) }"
        $null = Import-KrakenConnectorSpec TestDrive:/bad.psd1 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
        Test-Path TestDrive:/ran.txt | Should -BeFalse
    }

    It 'tells line and column of malformed JSON and goes on with the next file' {
        Set-Content TestDrive:/1.json "{`n  ""connector_name"" ""a"" }"
        Set-Content TestDrive:/2.json '{ "connector_name": "b" }'
        $specs = Import-KrakenConnectorSpec TestDrive:/*.json -ErrorVariable failure -ErrorAction SilentlyContinue
        $specs.ConnectorName | Should -Be 'b'
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
        "$($failure[0])" | Should -Match 'line 2'
    }

    It 'is an error of the path where a file is missing' {
        $null = Import-KrakenConnectorSpec TestDrive:/nothing.json -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
        "$($failure[0])" | Should -Match 'nothing.json'
        $failure[0].TargetObject | Should -Be 'TestDrive:/nothing.json'
    }

    It 'takes a literal path with wildcard characters' {
        Set-Content -LiteralPath 'TestDrive:/a[1].json' '{ "connector_name": "a" }'
        (Import-KrakenConnectorSpec -LiteralPath 'TestDrive:/a[1].json').ConnectorName | Should -Be 'a'
    }

    It 'is an error where <Path> leads to nothing' -ForEach @(
        @{ Path = 'TestDrive:/no*.json'; Says = 'no file matches' }
        @{ Path = 'TestDrive:/a[2].json'; Says = 'no file matches' }
        @{ Path = 'TestDrive:/none/*.json'; Says = 'no file matches|there is no file' }
        @{ Path = 'nodrive:/x.json'; Says = 'names a drive that does not exist' }
        @{ Path = 'nodrive:/x*.json'; Says = 'names a drive that does not exist' }
        @{ Path = 'https://example.com/x.json'; Says = 'is a URL' }
        @{ Path = 's3://bucket/x.json'; Says = 'is a URL' }
        @{ Path = 'NoProvider::x.json'; Says = 'names a drive that does not exist' }
        @{ Path = 'Env:PATH'; Says = 'provider Environment' }
        @{ Path = 'Env:PA*'; Says = 'provider Environment' }
        @{ Path = 'TestDrive:/'; Says = 'is a folder' }
    ) {
        Set-Content TestDrive:/good.json '{ "connector_name": "good" }'
        Set-Content -LiteralPath 'TestDrive:/a[2].json' '{ "connector_name": "a" }'
        $specs = @($Path, 'TestDrive:/good.json') | Import-KrakenConnectorSpec -ErrorVariable failure -ErrorAction SilentlyContinue
        $specs.ConnectorName | Should -Be 'good'
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
        "$($failure[0])" | Should -Match $Says
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'leads to -LiteralPath where brackets stand in a file''s name' {
        Set-Content -LiteralPath 'TestDrive:/b[1].json' '{ "connector_name": "b" }'
        $null = Import-KrakenConnectorSpec 'TestDrive:/b[1].json' -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'of exactly that name exists: give it with -LiteralPath'
    }

    It 'is an error of a wildcard that takes in no spec file' {
        $null = New-Item TestDrive:/others -ItemType Directory
        Set-Content TestDrive:/others/README.md '# specs'
        $null = Import-KrakenConnectorSpec TestDrive:/others/* -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match 'none of the 1 files'
    }

    It 'is one error of a -LiteralPath that leads to nothing' -ForEach @('TestDrive:/none.json', 'nodrive:/x.json', 'https://example.com/x.json', 'Env:PATH') {
        $null = Import-KrakenConnectorSpec -LiteralPath $_ -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
    }

    It 'refuses a <Kind> file in an older encoding and reads it in UTF-16 with its mark' -ForEach @(
        @{ Kind = 'json'; Text = '{ "connector_name": "a", "description": "größer" }' }
        @{ Kind = 'yaml'; Text = "connector_name: a`ndescription: größer`n" }
        @{ Kind = 'psd1'; Text = "@{ connector_name = 'a'; description = 'größer' }" }
    ) {
        $file = Join-Path $TestDrive "text.$Kind"
        [IO.File]::WriteAllBytes($file, [Text.Encoding]::Latin1.GetBytes($Text))
        $null = Import-KrakenConnectorSpec $file -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Count | Should -Be 1
        "$($failure[0])" | Should -Match 'not valid UTF-8'
        [IO.File]::WriteAllText($file, $Text, [Text.Encoding]::Unicode)
        (Import-KrakenConnectorSpec $file).Description | Should -Be 'größer'
    }

    It 'reads every input back from a data file that the module writes' {
        $spec = New-KrakenConnectorSpec
        $core = $spec.GetType().Assembly
        $fields = $core.GetType('Kraken.MskConnect.Specs.SpecFields')
        $writer = $core.GetType('Kraken.MskConnect.Specs.SpecWriter')
        $file = Join-Path $TestDrive 'every.psd1'
        foreach ($field in $fields::All) {
            # Lists of objects have tests of their own.
            if ("$($field.Kind)" -notin 'Text', 'WholeNumber', 'Boolean', 'TextList', 'TextMap') {
                continue
            }

            $value = switch ($field.Kind) {
                'WholeNumber' { [long]8 }
                'Boolean' { $true }
                'TextList' { , [Collections.Generic.List[string]]@('one', "it's `$two") }
                'TextMap' {
                    $map = [Collections.Generic.Dictionary[string, string]]::new()
                    $map['a.b'] = "it's `$one"
                    $map
                }
                default { "it's the $($field.TerraformName)" }
            }
            $specs = [Array]::CreateInstance($spec.GetType(), 1)
            $specs[0] = $field.With($spec, $value)
            [IO.File]::WriteAllText($file, $writer::Write($specs, 'Psd1'))

            $read = Import-KrakenConnectorSpec $file
            ConvertTo-Json $field.Value($read) -Compress | Should -Be (ConvertTo-Json $field.Value($specs[0]) -Compress) -Because $field.Name
            ConvertTo-Json $field.Value($read) -Compress | Should -Not -Be (ConvertTo-Json $field.Value($spec) -Compress) -Because $field.Name
        }
    }

    It 'passes over the place of the schema in a <Kind> file' -ForEach @(
        @{ Kind = 'json'; Text = '{ "$schema": "spec.schema.json", "connector_name": "a" }' }
        @{ Kind = 'yaml'; Text = "`$schema: spec.schema.json`nconnector_name: a`n" }
        @{ Kind = 'psd1'; Text = "@{ '`$schema' = 'spec.schema.json'; connector_name = 'a' }" }
        @{ Kind = 'json'; Text = '{ "$schema": "spec.schema.json", "connectors": [ { "$schema": "x", "connector_name": "a" } ] }' }
    ) {
        $file = Join-Path $TestDrive "schema.$Kind"
        Set-Content $file $Text
        $specs = Import-KrakenConnectorSpec $file -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure | Should -BeNullOrEmpty
        $specs.ConnectorName | Should -Be 'a'
        if ($Kind -eq 'json' -and $Text -notmatch 'connectors') {
            ($Text | ConvertFrom-Json | New-KrakenConnectorSpec).ConnectorName | Should -Be 'a'
        }
    }

    It 'reads the example of a fleet' {
        $specs = Import-KrakenConnectorSpec ([IO.Path]::Combine($root, 'examples', 'fleet', 's3-sinks-dev.json'))
        $specs.ConnectorName | Should -Be @('s3-sink-trades-dev', 's3-sink-orders-dev')
        ($specs | Test-KrakenConnectorSpec).IsValid | Should -Be @($true, $true)
    }

    Context 'a file of another tool' {
        BeforeAll {
            # What AWS CLI, CloudFormation and others say of the source of the reference's example.
            $source = Import-KrakenConnectorSpec $sourceFile
            $configuration = [hashtable]$source.ConnectorConfiguration
            $configuration['database.user'], $configuration['database.password'] = 'cdc', 'of-the-tests'
            $request = @{
                connectorName = 'from-elsewhere'
                connectorConfiguration = $configuration
                kafkaConnectVersion = '2.7.1'
                kafkaCluster = @{ apacheKafkaCluster = @{
                        bootstrapServers = $source.MskBootstrapServer
                        vpc = @{ subnets = @($source.SubnetId); securityGroups = @('sg-0a1b2c3d4e5f60718') }
                    }
                }
                kafkaClusterClientAuthentication = @{ authenticationType = 'IAM' }
                kafkaClusterEncryptionInTransit = @{ encryptionType = 'TLS' }
                capacity = @{ provisionedCapacity = @{ mcuCount = 1; workerCount = 2 } }
                plugins = @(@{ customPlugin = @{ customPluginArn = $source.CustomPluginArn; revision = 1 } })
                serviceExecutionRoleArn = 'arn:aws:iam::123456789012:role/elsewhere'
            }
            $requestFile = Join-Path $TestDrive 'create-connector.json'
            $request | ConvertTo-Json -Depth 8 | Set-Content $requestFile
            $rest = @{
                env = 'dev'
                vpc_id = $source.VpcId
                msk_cluster_arn = $source.MskClusterArn
                custom_plugin_bucket_arn = $source.CustomPluginBucketArn
                kafka_topics_write = @($source.KafkaTopicWrite)
            }
        }

        It 'is asked for all that it lacks in one error, which shows how to give it' {
            $specs = Import-KrakenConnectorSpec $requestFile -ErrorVariable failure -ErrorAction SilentlyContinue
            $specs | Should -BeNullOrEmpty
            $failure.Count | Should -Be 1
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
            "$($failure[0])" | Should -BeExactly ("The connector 'from-elsewhere' in '$requestFile', a CreateConnector request, lacks env, vpc_id, " +
                "msk_cluster_arn, custom_plugin_bucket_arn. Give them with -Default @{ env = '…'; vpc_id = '…'; msk_cluster_arn = '…'; custom_plugin_bucket_arn = '…' }.")
        }

        It 'is a valid spec with -Default, runs, and is told what is made anew' {
            $spec = Import-KrakenConnectorSpec $requestFile -Default $rest -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings" | Should -Match 'from-elsewhere: securityGroups, serviceExecutionRoleArn: not taken over'
            ($spec | Test-KrakenConnectorSpec).IsValid | Should -BeTrue
            $spec.ProvisionedWorkerCount | Should -Be 2
            $aws = Start-KrakenLocalAws
            ($spec | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -NoWait -WarningAction Ignore).ConnectorState | Should -Be 'CREATING'
            Stop-KrakenLocalAws
        }

        It 'refuses a name in -Default that is none, before it reads anything' {
            { Import-KrakenConnectorSpec $requestFile -Default @{ vpcc_id = 'vpc-0a1b2c3d' } } |
                Should -Throw -ErrorId 'Kraken.SpecInvalid,*' -ExpectedMessage 'Default: vpcc_id is not a field of a spec. Did you mean vpc_id?'
        }

        It 'reads a properties file, which only a wildcard of its own takes in' {
            $null = New-Item TestDrive:/standalone -ItemType Directory
            Set-Content TestDrive:/standalone/worker.properties 'bootstrap.servers=b:9092'
            Set-Content TestDrive:/standalone/a.json '{ "connector_name": "a" }'
            (Import-KrakenConnectorSpec TestDrive:/standalone/*).ConnectorName | Should -Be 'a'
            Set-Content TestDrive:/standalone/worker.properties @($configuration.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" })
            $all = $rest + @{ subnet_ids = @($source.SubnetId); msk_bootstrap_servers = $source.MskBootstrapServer; custom_plugin_arn = $source.CustomPluginArn; connector_name = 'props' }
            (Import-KrakenConnectorSpec TestDrive:/standalone/*.properties -Default $all).ConnectorName | Should -Be 'props'
        }

        It 'shows no secret of a <File>' -ForEach @(
            @{ File = 'body.json'; Content = '{ "name": "a", "config": { "connector.class": "x.YSink", "topics": "t", "database.password": "c4n4ry-S3cr3t", "tasks.max": ["c4n4ry-S3cr3t"] } }' }
            @{ File = 'body.properties'; Content = "connector.class=x.YSink`ntopics=t`ndatabase.password=c4n4ry-S3cr3t" }
            @{ File = 'broken.json'; Content = '{ "name": "a", "config": { "database.password": "c4n4ry-S3cr3t" ' }
            @{ File = 'none.properties'; Content = 'database.password=c4n4ry-S3cr3t' }
        ) {
            Set-Content "TestDrive:/$File" $Content
            $streams = { Import-KrakenConnectorSpec "TestDrive:/$File" @args -Verbose -ErrorAction Continue *>&1 | ForEach-Object { "$_"; $_ | Format-List * -Force | Out-String; "$($_.ErrorDetails.RecommendedAction)" } }
            & $streams | Out-String | Should -Not -Match 'c4n4ry'
            & $streams -Default ($rest + @{ connector_name = 'a' }) | Out-String | Should -Not -Match 'c4n4ry'
        }
    }

    It 'warns of an unknown variable of a tfvars.json file, and refuses it with -Strict' {
        Set-Content TestDrive:/more.tfvars.json '{ "connector_name": "a", "vpc_idd": "vpc-1", "other_module": [ 1 ] }'
        (Import-KrakenConnectorSpec TestDrive:/more.tfvars.json -WarningVariable warnings -WarningAction SilentlyContinue).ConnectorName | Should -Be 'a'
        $warnings.Count | Should -Be 2
        "$($warnings[0])" | Should -BeExactly 'a: vpc_idd is not a field of a spec, so it has no effect. Did you mean vpc_id? [UnknownField]'
        $null = Import-KrakenConnectorSpec TestDrive:/more.tfvars.json -Strict -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
        "$($failure[0])" | Should -Match 'vpc_idd is not a field of a spec\. Did you mean vpc_id\?'
        Set-Content TestDrive:/more.json '{ "connector_name": "a", "vpc_idd": "vpc-1" }'
        $null = Import-KrakenConnectorSpec TestDrive:/more.json -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
    }

    It 'tells <Kind> from a path, once, without showing it' -ForEach @(
        @{ Kind = 'lines of JSON'; Text = @('{', '', '  "connector_name": "c4n4ry"', '}') }
        @{ Kind = 'lines of YAML'; Text = @('# a spec', 'connector_name: c4n4ry', 'subnet_ids:', '  - s-1') }
        @{ Kind = 'lines of properties'; Text = @('database.password=c4n4ry', 'topics = a') }
        @{ Kind = 'a text of JSON'; Text = @("{`n  `"connector_name`": `"c4n4ry`" }") }
        @{ Kind = 'one line of JSON'; Text = @('[{"connector_name":"c4n4ry"}]') }
    ) {
        $null = $Text | Import-KrakenConnectorSpec -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
        "$($failure[0])" | Should -BeExactly 'Path: this is the text of a file, not a path.'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'ConvertFrom-Json'
        $failure[0] | Format-List * -Force | Out-String | Should -Not -Match 'c4n4ry'
    }

    It 'takes a file that has a name like a line of text' {
        Push-Location $TestDrive
        try {
            Set-Content '{a}.json' '{ "connector_name": "braces" }'
            ('{a}.json' | Import-KrakenConnectorSpec).ConnectorName | Should -Be 'braces'
        }
        finally {
            Pop-Location
        }
    }

    Context 'with -ResolveCluster' {
        BeforeAll {
            $aws = Start-KrakenLocalAws
            $there = @{ EndpointUrl = $aws.EndpointUrl; ResolveCluster = $true }
            function Write-Bare {
                param([string] $Name, [hashtable] $With = @{})
                $values = Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable
                $values.Remove('msk_bootstrap_servers')
                $values.Remove('msk_kms_key_arn')
                $values.connector_name = $Name
                foreach ($key in $With.Keys) {
                    $values[$key] = $With[$key]
                }
                $file = [IO.Path]::Combine($TestDrive, "$Name.json")
                $values | ConvertTo-Json -Depth 5 | Set-Content $file
                $file
            }
        }

        AfterAll {
            Stop-KrakenLocalAws
        }

        It 'takes the bootstrap servers and the key from the cluster, in the order of the files' {
            $files = (Write-Bare 'tls'), (Write-Bare 'iam' @{ msk_authentication_type = 'IAM' }), $sinkFile
            $specs = $files | Import-KrakenConnectorSpec @there
            $specs.ConnectorName | Should -Be 'tls', 'iam', 's3-sink-raw-mnpi-dev'
            $specs[0].MskBootstrapServer | Should -Match '^b-1\..*:9094,b-2\..*:9094$'
            $specs[1].MskBootstrapServer | Should -Match '^b-1\..*:9098,b-2\..*:9098$'
            $specs[0].MskKmsKeyArn | Should -Match '^arn:aws:kms:'
            $specs[2].MskBootstrapServer | Should -Be (Import-KrakenConnectorSpec $sinkFile).MskBootstrapServer
            ($specs[0] | Test-KrakenConnectorSpec).IsValid | Should -BeTrue
        }

        It 'makes no call without the switch, whatever endpoint is given' {
            $since = @(Get-KrakenLocalAwsRequest | Select-Object -Last 1).Sequence
            (Import-KrakenConnectorSpec (Write-Bare 'tls') -EndpointUrl $aws.EndpointUrl).MskBootstrapServer | Should -BeNullOrEmpty
            @(Get-KrakenLocalAwsRequest | Where-Object Sequence -GT $since).Count | Should -Be 0
        }

        It 'makes an error of a cluster that is not there, and goes on' {
            $gone = (Import-KrakenConnectorSpec $sinkFile).MskClusterArn -replace 'kraken-dev', 'gone'
            $specs = (Write-Bare 'gone' @{ msk_cluster_arn = $gone }), (Write-Bare 'none' @{ msk_cluster_arn = '' }), (Write-Bare 'tls') |
                Import-KrakenConnectorSpec @there -ErrorVariable failure -ErrorAction SilentlyContinue
            $specs.ConnectorName | Should -Be 'tls'
            $failure.FullyQualifiedErrorId | Sort-Object | Should -Be (
                'Kraken.NotFound,Kraken.MskConnect.Cmdlets.ImportKrakenConnectorSpecCommand',
                'Kraken.SpecInvalid,Kraken.MskConnect.Cmdlets.ImportKrakenConnectorSpecCommand')
            "$failure" | Should -Match "MskClusterArn: the cluster '$gone' does not exist"
        }
    }
}
