Describe 'An endpoint that is given with nothing in it' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $env:AWS_ACCESS_KEY_ID = 'AKIAEXAMPLE'
        $env:AWS_SECRET_ACCESS_KEY = 'example'
        $mock = $mockAwsType::Install()
    }

    AfterAll {
        $mockAwsType::Uninstall()
        Remove-Item Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY
    }

    It 'is an error of <Name>, which calls nobody' -ForEach @(
        @{ Name = 'Compare-KrakenMskConnector'; Call = { param($at) New-SinkInput | Compare-KrakenMskConnector @at } }
        @{ Name = 'Export-KrakenConnectorSpec'; Call = { param($at) Export-KrakenConnectorSpec orders -Region us-east-1 @at } }
        @{ Name = 'Get-KrakenConnectorLog'; Call = { param($at) Get-KrakenConnectorLog orders -Region us-east-1 @at } }
        @{ Name = 'Get-KrakenConnectorOperation'; Call = { param($at) Get-KrakenConnectorOperation orders -Region us-east-1 @at } }
        @{ Name = 'Get-KrakenMskConnector'; Call = { param($at) Get-KrakenMskConnector -Region us-east-1 @at } }
        @{ Name = 'Get-KrakenOrphan'; Call = { param($at) Get-KrakenOrphan -Region us-east-1 @at } }
        @{ Name = 'New-KrakenMskConnector'; Call = { param($at) New-SinkInput | New-KrakenMskConnector @at } }
        @{ Name = 'Remove-KrakenMskConnector'; Call = { param($at) Remove-KrakenMskConnector orders -Region us-east-1 -Force @at } }
        @{ Name = 'Restart-KrakenMskConnector'; Call = { param($at) Restart-KrakenMskConnector orders -Region us-east-1 @at } }
        @{ Name = 'Resume-KrakenMskConnector'; Call = { param($at) Resume-KrakenMskConnector orders -Region us-east-1 @at } }
        @{ Name = 'Suspend-KrakenMskConnector'; Call = { param($at) Suspend-KrakenMskConnector orders -Region us-east-1 @at } }
        @{ Name = 'Test-KrakenConnectorPolicy'; Call = { param($at) New-SinkInput | Test-KrakenConnectorPolicy -Live @at } }
        @{ Name = 'Update-KrakenMskConnector'; Call = { param($at) New-SinkInput | Update-KrakenMskConnector @at } }
        @{ Name = 'Wait-KrakenMskConnector'; Call = { param($at) Wait-KrakenMskConnector orders -Region us-east-1 @at } }
    ) {
        foreach ($nothing in $null, '', ' ') {
            $failure = $null
            try {
                $null = & $Call @{ EndpointUrl = $nothing; ErrorAction = 'SilentlyContinue'; ErrorVariable = 'failure' }
            }
            catch {
                $failure = $_
            }

            $failure.FullyQualifiedErrorId | Should -BeLike "Kraken.EndpointUnreachable,*"
            "$failure" | Should -Match '^EndpointUrl: '
        }

        $mock.Calls | Should -BeNullOrEmpty
    }

    It 'is an error of a default that is null' {
        $PSDefaultParameterValues['Get-KrakenMskConnector:EndpointUrl'] = $null
        { Get-KrakenMskConnector -Region us-east-1 -ErrorAction Stop } | Should -Throw -ErrorId 'Kraken.EndpointUnreachable,*'
        $mock.Calls | Should -BeNullOrEmpty
    }

    It 'stops no embedded AWS, and lists the requests of none' {
        $aws = Start-KrakenLocalAws
        try {
            foreach ($nothing in $null, '', @(), @($null)) {
                { Stop-KrakenLocalAws -EndpointUrl $nothing -ErrorAction Stop } | Should -Throw -ErrorId 'Kraken.NotFound,*'
                { Get-KrakenLocalAwsRequest -EndpointUrl $nothing -ErrorAction Stop } | Should -Throw -ErrorId 'Kraken.NotFound,*'
            }

            { [pscustomobject]@{ EndpointUrl = $null } | Stop-KrakenLocalAws -ErrorAction Stop } | Should -Throw -ErrorId 'Kraken.NotFound,*'
            $rehearsalType::Requests($aws.EndpointUrl) | Should -BeNullOrEmpty
        }
        finally {
            Stop-KrakenLocalAws
        }
    }

    It 'is asked nothing by Tab, as one that Tab cannot know' {
        $global:tabArguments = @{ Region = 'us-east-1'; EndpointUrl = $null }
        foreach ($line in 'Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $gone.EndpointUrl -ConnectorName ',
            'Get-KrakenMskConnector -Region us-east-1 -EndpointUrl (Get-Date) -ConnectorName ',
            'Get-KrakenMskConnector -Region us-east-1 @nowhere -ConnectorName ',
            'Get-KrakenMskConnector @tabArguments -ConnectorName ') {
            $null = TabExpansion2 $line $line.Length
        }

        $mock.Calls | Should -BeNullOrEmpty
    }
}

Describe 'Tab with an endpoint' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws
    }

    AfterAll {
        Stop-KrakenLocalAws
        Remove-Variable tabArguments -Scope Global
    }

    It 'asks the one that is splatted' {
        $global:tabArguments = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        $line = 'Get-KrakenMskConnector @tabArguments -ConnectorName '
        # The first calls of a process are slow, and Tab is not patient.
        foreach ($try in 1..5) {
            $null = TabExpansion2 $line $line.Length
        }

        @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object Operation -EQ ListConnectors).Count | Should -BeGreaterThan 0
    }
}

Describe 'Credentials that cannot be used' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $profiles = [IO.Path]::Combine($TestDrive, 'credentials')
        @'
[base]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
[mfa]
role_arn = arn:aws:iam::123456789012:role/deploy
source_profile = base
mfa_serial = arn:aws:iam::123456789012:mfa/me
[gone]
role_arn = arn:aws:iam::123456789012:role/deploy
source_profile = nowhere
'@ | Set-Content $profiles
    }

    It 'are one error for each input, with the profile, the key and what to do' {
        $null = New-SinkInput | New-KrakenMskConnector -ProfileName gone -ProfileLocation $profiles -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.CredentialsInvalid,*'
        $failure[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        "$($failure[0])" | Should -Match "'gone'.*source_profile.*'nowhere'"
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -Match 'defect'
    }

    It 'are told at once where nobody can be asked for a code' {
        $text = Invoke-Child "Get-KrakenMskConnector -Region us-east-1 -EndpointUrl http://127.0.0.1:9 -ProfileName mfa -ProfileLocation '$profiles' -ErrorVariable e -ErrorAction SilentlyContinue; `"id: `$(`$e[0].FullyQualifiedErrorId) `$(`$e[0])`""
        $text | Should -Match 'id: Kraken.CredentialsInvalid'
        $text | Should -Match 'mfa_serial'
        $text | Should -Match 'nobody can be asked|no code'
    }

    It 'are no region where something else than an instance answers with 400' {
        $server = [Net.HttpListener]::new()
        $port = (Get-Random -Minimum 20000 -Maximum 30000)
        $server.Prefixes.Add("http://127.0.0.1:$port/")
        $server.Start()
        $answering = Start-ThreadJob {
            param($server)
            while ($server.IsListening) {
                try {
                    $context = $server.GetContext()
                    $context.Response.StatusCode = 400
                    $context.Response.Close()
                }
                catch {
                    return
                }
            }
        } -ArgumentList $server
        try {
            $text = Invoke-Child -Before "`$env:AWS_EC2_METADATA_DISABLED = 'false'; `$env:AWS_EC2_METADATA_SERVICE_ENDPOINT = 'http://127.0.0.1:$port'" -Script @'
Get-KrakenMskConnector -ErrorVariable e -ErrorAction SilentlyContinue; "region: $($e[0].FullyQualifiedErrorId) $($e[0])"
Get-KrakenMskConnector -Region us-east-1 -ErrorVariable e -ErrorAction SilentlyContinue; "keys: $($e[0].FullyQualifiedErrorId) $($e[0])"
'@
            $text | Should -Match 'region: Kraken.CredentialsInvalid,\S+ No region is known'
            $text | Should -Match 'keys: Kraken.CredentialsInvalid,\S+ No AWS credentials were found'
        }
        finally {
            $server.Close()
            $answering | Remove-Job -Force
        }
    }
}

Describe 'A rehearsal behind a proxy' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'does not go through it' {
        $text = Invoke-Child -Before "`$env:HTTP_PROXY = 'http://127.0.0.1:9'; `$env:HTTPS_PROXY = 'http://127.0.0.1:9'; `$env:ALL_PROXY = 'http://127.0.0.1:9'" -Script @"
`$aws = Start-KrakenLocalAws
`$null = Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
'state: ' + (Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1).ConnectorState
'state by name: ' + (Get-KrakenMskConnector -EndpointUrl (`$aws.EndpointUrl -replace '127.0.0.1', 'localhost') -Region us-east-1).ConnectorState
"@
        $text | Should -Match 'state: RUNNING'
        $text | Should -Match 'state by name: RUNNING'
    }
}
