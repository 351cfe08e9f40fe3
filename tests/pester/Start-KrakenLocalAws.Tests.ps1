Describe 'Start-KrakenLocalAws' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'starts an AWS on a free loopback port that the other cmdlets reach' {
        $aws = Start-KrakenLocalAws
        $aws.EndpointUrl | Should -Match '^http://127\.0\.0\.1:\d+$'
        $aws.Region, $aws.AccountId | Should -Be @('us-east-1', '123456789012')
        Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'starts several side by side' {
        (Start-KrakenLocalAws).EndpointUrl | Should -Not -Be (Start-KrakenLocalAws).EndpointUrl
    }

    It 'is an error where the port is taken' {
        $port = ([uri](Start-KrakenLocalAws).EndpointUrl).Port
        $null = Start-KrakenLocalAws -Port $port -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match "^Port: the embedded AWS cannot listen on $port"
    }

    It 'completes -EndpointUrl with those that run' {
        $aws = Start-KrakenLocalAws
        $line = 'Get-KrakenMskConnector -EndpointUrl '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain $aws.EndpointUrl
    }

    It 'goes on from its state file' {
        $file = Join-Path $TestDrive 'state.json'
        $aws = Start-KrakenLocalAws -State $file
        $null = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -ErrorAction Stop
        Stop-KrakenLocalAws
        $again = Start-KrakenLocalAws -State $file
        (Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $again.EndpointUrl).ConnectorState | Should -Be 'RUNNING'
    }

    It 'leaves a file alone that is no state, and names it' {
        $file = Join-Path $TestDrive 'other.json'
        Set-Content $file '{"mine":1}'
        Start-KrakenLocalAws -State $file -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        "$($failure[0])" | Should -Match 'State: .*other\.json'
        Get-Content $file | Should -Be '{"mine":1}'
    }

    It 'says that it is on loopback only' {
        (Start-KrakenLocalAws -Verbose 4>&1) -join ' ' | Should -Match 'loopback only'
    }

    It 'names what is wrong with a fault' {
        { Start-KrakenLocalAws -Fault @{ Kind = 'Thunder' } } | Should -Throw '*Thunder*Throttle*'
        { Start-KrakenLocalAws -Fault @{ Service = 'iam' } } | Should -Throw '*Kind*'
    }

    It 'refuses <What> with one clear error, and starts nothing' -ForEach @(
        @{ What = 'a region that is none'; Given = @{ Region = 'no-such-region' }; Id = 'Kraken.SpecInvalid'; Says = "^Region: 'no-such-region' is not a region name" }
        @{ What = 'a region with a line break'; Given = @{ Region = "us-east-1`n" }; Id = 'Kraken.SpecInvalid'; Says = "^Region: 'us-east-1\\n' is not" }
        @{ What = 'a drive that is missing'; Given = @{ State = 'nodrive:/state.json' }; Id = 'Kraken.FileNotWritten'; Says = '^State: .*nodrive' }
        @{ What = 'an account id with a line break'; Given = @{ AccountId = "123456789012`n" }; Id = 'Kraken.SpecInvalid'; Says = "^AccountId: '123456789012\\n' is not" }
        @{ What = 'an account id that is too short'; Given = @{ AccountId = '1' }; Id = 'Kraken.SpecInvalid'; Says = "^AccountId: '1' is not an account ID" }
    ) {
        Start-KrakenLocalAws @Given -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be "$Id,Kraken.MskConnect.Cmdlets.StartKrakenLocalAwsCommand"
        $failure[0].Exception.Message | Should -Match $Says
        $failure[0].Exception.Message | Should -Not -Match '[\x00-\x1f]'
    }

    It 'refuses more workers than the account is to have' {
        $aws = Start-KrakenLocalAws -WorkerQuota 3
        $null = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.QuotaExceeded,*'
        "$($failure[0])" | Should -Match 'limit of 3 workers'
        (New-SinkInput @{ autoscaling_max_worker_count = 3 } | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore).ConnectorState |
            Should -Be 'RUNNING'
    }

    It 'lets the whole story go well with an item a page, things seen late and interfaces that linger' {
        $aws = Start-KrakenLocalAws -LargestPage 1 -IamPropagationDelay 2 -InterfaceLinger 2
        $made = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -ErrorAction Stop
        $made.ConnectorState | Should -Be 'RUNNING'
        (New-SourceInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -ErrorAction Stop).ConnectorState | Should -Be 'RUNNING'
        @(Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl).Count | Should -Be 2
        $made | Remove-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Force -ErrorAction Stop
        (Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl).ConnectorName | Should -Be 'debezium-postgres-cdc-dev'
    }

    It 'begins with the secrets and parameters of a file' {
        $seed = [IO.Path]::Combine($TestDrive, 'seed.json')
        '{ "secrets": { "orders/db": { "password": "made-up-1", "user": "u" } }, "parameters": { "/orders/name": "made-up-2" } }' | Set-Content $seed
        $aws = Start-KrakenLocalAws -SeedPath $seed -ConnectorTransition 0.1
        $spec = New-SourceInput @{ connector_name = 'seeded'; rds_secret_arn = $null }
        $spec.connector_configuration['database.password'] = '${secretsmanager:orders/db:password}'
        $spec.connector_configuration['database.user'] = '${secretsmanager:orders/db:user}'
        $checks = $spec | Test-KrakenMskConnector -Check Objects.SecretKeys -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        $checks.Status | Should -Be Pass
        $spec.connector_configuration['database.user'] = '${secretsmanager:orders/db:username}'
        $checks = $spec | Test-KrakenMskConnector -Check Objects.SecretKeys -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        $checks.Evidence | Should -Match 'password, user'
        "$($checks | Out-String)" | Should -Not -Match 'made-up'
        Stop-KrakenLocalAws -EndpointUrl $aws.EndpointUrl
    }

    It 'names what is wrong with a seed file: <Says>' -ForEach @(
        @{ Text = '{ "secrets": { "a": 7 } }'; Says = "secrets\['a'\] must be a text or an object, and is Number" }
        @{ Text = '{ "parameters": { "a": { "b": "c" } } }'; Says = "parameters\['a'\] must be a text, and is Object" }
        @{ Text = '{ "secret": { } }'; Says = "'secret' is unknown; secrets and parameters are allowed" }
        @{ Text = '[ ]'; Says = 'it must be an object, and is Array' }
        @{ Text = '{'; Says = 'is not valid JSON: line 2' }
    ) {
        $seed = [IO.Path]::Combine($TestDrive, 'bad-seed.json')
        $Text | Set-Content $seed
        Start-KrakenLocalAws -SeedPath $seed -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecUnreadable,*'
        "$($failure[0])" | Should -Match "SeedPath: .*bad-seed.json': $Says|SeedPath: .*bad-seed.json' $Says"
    }

    It 'names a seed file that is not there' {
        Start-KrakenLocalAws -SeedPath ([IO.Path]::Combine($TestDrive, 'none.json')) -ErrorVariable failure -ErrorAction SilentlyContinue |
            Should -BeNullOrEmpty
        "$($failure[0])" | Should -Match 'SeedPath: .*none.json'
    }
}
