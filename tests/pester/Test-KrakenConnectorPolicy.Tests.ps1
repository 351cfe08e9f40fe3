Describe 'Test-KrakenConnectorPolicy' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $server = Start-KrakenLocalAws
    }

    AfterAll {
        $server | Stop-KrakenLocalAws
    }

    It 'passes the derived policy, call by call, without AWS' {
        $checks = New-SinkInput | Test-KrakenConnectorPolicy -As Table
        $checks | Where-Object Passed -EQ $false | Should -BeNullOrEmpty
        ($checks.Kind | Select-Object -Unique) -join ',' | Should -Be 'Required,Neighbour,Trust'
        ($checks | Where-Object What -EQ 'sink objects')[0].Statement | Should -Be 'SinkObjects'
    }

    It 'finds what a given policy grants too much and too little' {
        $policy = '{"Version":"2012-10-17","Statement":[{"Sid":"Wide","Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}'
        $failed = New-SinkInput | Test-KrakenConnectorPolicy -PolicyDocument $policy -As Table | Where-Object Passed -EQ $false
        ($failed | Where-Object Kind -EQ 'Excess').Statement | Should -Be 'Wide'
        $failed.What | Should -Contain 'another bucket'
        ($failed | Where-Object Kind -EQ 'Required').Action | Should -Contain 'kafka-cluster:Connect'
    }

    It 'tells of what is missing the statement that comes nearest' {
        $policy = '{"Version":"2012-10-17","Statement":[{"Sid":"Key","Effect":"Allow","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}}]}'
        $failed = New-SinkInput | Test-KrakenConnectorPolicy -PolicyDocument $policy -As Table | Where-Object { $_.Action -eq 'kms:Decrypt' -and $_.MustBeAllowed }
        $failed[0].Reason | Should -Match "The nearest, statement 'Key' of '.*', asks for kms:ViaService StringEquals s3.eu-west-1.amazonaws.com, and the call has"
    }

    It 'shows two lines, and failures below them first, in 80 columns' {
        $lines = @((New-SinkInput | Test-KrakenConnectorPolicy | Out-String -Width 80) -split '\r?\n' | Where-Object { $_ })
        $lines.Count | Should -Be 2
        $lines[0] | Should -Be 's3-sink-raw-mnpi-dev: passed'
        $lines[1] | Should -Match '^  \d+ checks \(\d+ required, \d+ neighbour, \d+ trust\): 0 failed$'
        $policy = '{"Version":"2012-10-17","Statement":[{"Sid":"Wide","Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}'
        $test = New-SinkInput | Test-KrakenConnectorPolicy -PolicyDocument $policy
        $test.Passed | Should -BeFalse
        $test.Failed | Should -BeGreaterThan 2
        $test.Checks[0..($test.Failed - 1)].Passed | Select-Object -Unique | Should -Be $false
        $test.Checks[-1].Passed | Should -BeTrue
        $text = $test | Out-String -Width 80
        $text | Should -Match '(?s)Neighbour +another bucket.*Excess +a resource that the connector does not use.*Required +cluster'
        $text | Should -Match 'on cluster/kraken-dev/…'
    }

    It 'has one form of renderings: <_>' -ForEach 'Text', 'Json', 'Markdown' {
        $text = New-SinkInput | Test-KrakenConnectorPolicy -As $_
        $text | Should -BeOfType string
        $text | Should -Match 's3-sink-raw-mnpi-dev'
        if ($_ -eq 'Json') {
            $read = $text | ConvertFrom-Json
            $read.Passed | Should -BeTrue
            $read.Checks[0].Kind | Should -BeIn 'Required', 'Neighbour', 'Trust'
        }
    }

    It 'says yes or no with -Quiet' {
        New-SinkInput | Test-KrakenConnectorPolicy -Quiet | Should -BeTrue
        New-SinkInput | Test-KrakenConnectorPolicy -Quiet -PolicyDocument '{"Version":"2012-10-17","Statement":[]}' -ErrorAction SilentlyContinue | Should -Not -BeTrue
    }

    It 'refuses a document that is no policy, with the place' {
        { New-SinkInput | Test-KrakenConnectorPolicy -PolicyDocument '{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Action":"s3:*","Resource":"*"}]}' } |
            Should -Throw -ErrorId 'Kraken.PolicyInvalid*' -ExpectedMessage '*Effect*'
        $broken = "{`n  `"Statement`": [ { `"Effect`": Allow } ]`n}"
        { New-SinkInput | Test-KrakenConnectorPolicy -PolicyDocument $broken } |
            Should -Throw -ErrorId 'Kraken.PolicyInvalid*' -ExpectedMessage '*not JSON in line 2, column 30:*'
        { New-SinkInput | Test-KrakenConnectorPolicy -PolicyDocument '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}' } |
            Should -Throw -ErrorId 'Kraken.PolicyInvalid*' -ExpectedMessage '*Statement`[0`].Principal is not allowed in an identity-based policy.*'
        { New-SinkInput | Test-KrakenConnectorPolicy -Live -PolicyDocument '{}' } | Should -Throw '*PolicyDocument and Live cannot be combined*'
    }

    It 'reads the live role, and agrees with the simulator' {
        $aws = @{ EndpointUrl = $server.EndpointUrl; AccessKey = 'a'; SecretKey = 'b' }
        New-SinkInput | Test-KrakenConnectorPolicy -Live @aws -ErrorVariable missing -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $missing[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound*'
        New-SinkInput | New-KrakenMskConnector @aws | Out-Null
        $checks = New-SinkInput | Test-KrakenConnectorPolicy -Live -Online @aws -As Table
        $checks | Where-Object { -not $_.Passed -or $_.Disagrees } | Should -BeNullOrEmpty
        $checks.OnlineOutcome | Should -Contain 'Allowed'
        New-SinkInput | Test-KrakenConnectorPolicy -Online @aws -Quiet | Should -BeTrue
    }
}
