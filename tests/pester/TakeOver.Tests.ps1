Describe 'Taking over what others made' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))

        # A call that the module has no cmdlet for, as bytes on the wire.
        function Invoke-LocalAws {
            param([string] $Service, [hashtable] $Form, [string] $Target, [hashtable] $Json)
            $headers = @{ Authorization = "AWS4-HMAC-SHA256 Credential=AK/20260301/us-east-1/$Service/aws4_request, SignedHeaders=host, Signature=00" }
            if ($Target) { $headers['X-Amz-Target'] = $Target }
            $body = $Json ? ($Json | ConvertTo-Json -Depth 9) : $Form
            $type = $Json ? 'application/x-amz-json-1.1' : 'application/x-www-form-urlencoded'
            $null = Invoke-RestMethod -Uri $aws.EndpointUrl -Method Post -Headers $headers -Body $body -ContentType $type -SkipHeaderValidation
        }

        $trust = @{ Version = '2012-10-17'; Statement = @(
                @{ Effect = 'Allow'; Action = 'sts:AssumeRole'; Principal = @{ Service = @('kafkaconnect.amazonaws.com', 'ec2.amazonaws.com') } }) } |
            ConvertTo-Json -Depth 9 -Compress
        $wide = @{ Version = '2012-10-17'; Statement = @(@{ Effect = 'Allow'; Action = @('s3:*', 'kafka-cluster:*'); Resource = '*' }) } |
            ConvertTo-Json -Depth 9 -Compress
        $role = 'msk-connect-s3-sink-raw-mnpi-dev-us-east-1'
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl; AccessKey = 'AK'; SecretKey = 'SK'; WarningAction = 'Ignore' }
        Invoke-LocalAws logs -Target Logs_20140328.CreateLogGroup -Json @{ logGroupName = '/aws/msk-connect/s3-sink-raw-mnpi-dev' }
        Invoke-LocalAws iam -Form @{ Action = 'CreateRole'; Version = '2010-05-08'; RoleName = $role; AssumeRolePolicyDocument = $trust }
        Invoke-LocalAws iam -Form @{ Action = 'PutRolePolicy'; Version = '2010-05-08'; RoleName = $role; PolicyName = 'hand'; PolicyDocument = $wide }
    }

    AfterEach {
        $aws | Stop-KrakenLocalAws
    }

    It 'shows in the plan what goes, as access and not as policy text' {
        $text = New-SinkInput | Compare-KrakenMskConnector @call -Adopt -As Text
        $text | Should -Match 'is taken over'
        $text | Should -Match 'AccessLost\[s3:\*\] +on \*'
        $text | Should -Match 'AccessLost\[kafka-cluster:\*\] +on \*'
        $text | Should -Match 'TrustedPrincipal\[Service ec2\.amazonaws\.com\] +may assume the role, removed'
        $text | Should -Match 'never -> 7 days: events older than 7 days are deleted'
        $text | Should -Not -Match '\{'
        $text | Should -Not -Match '-> \(none\)'
    }

    It 'says without -Adopt that it is refused, and <_> refuses' -ForEach 'New', 'Update' {
        $plan = New-SinkInput | Compare-KrakenMskConnector @call
        ($plan.Resources | Where-Object IsRefused).Kind | Should -Be @('Role', 'LogGroup')
        $null = New-SinkInput | & "$_-KrakenMskConnector" @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -Match '^Kraken\.NotOwned,'
    }

    It 'asks once, and changes nothing where nobody can be asked: <_>' -ForEach 'New', 'Update' {
        $before = @(Get-KrakenLocalAwsRequest $aws.EndpointUrl | Where-Object IsMutating).Count
        $output = Invoke-Child "Import-KrakenConnectorSpec '$sinkFile' | $_-KrakenMskConnector -Adopt -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK"
        $output | Should -Match 'removes what is not in the spec'
        $output | Should -Match 'AccessLost\[s3:\*\]'
        $output | Should -Match 'Nobody can be asked here'
        @(Get-KrakenLocalAwsRequest $aws.EndpointUrl | Where-Object IsMutating).Count | Should -Be $before
    }

    It 'takes over what the plan shows: <_>' -ForEach 'New', 'Update' {
        $made = New-SinkInput | & "$_-KrakenMskConnector" @call -Adopt -Confirm:$false
        $made.ConnectorState | Should -Be 'RUNNING'
        (New-SinkInput | Compare-KrakenMskConnector @call).HasChanges | Should -BeFalse
    }
}
