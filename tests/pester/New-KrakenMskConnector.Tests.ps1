Describe 'New-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $call = @{ AccessKey = 'AK'; SecretKey = 'SK'; WarningAction = 'Ignore' }
    }

    BeforeEach {
        $mock = New-MockAws
    }

    It 'makes the role, the security group, the log group and the connector, and returns the connector' {
        Add-CreationAnswer $mock
        $connector = New-SinkInput | New-KrakenMskConnector @call
        $connector.ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
        $connector.ConnectorState | Should -Be 'RUNNING'
        $connector.ConnectorVersion | Should -Be 'K1'
        $connector.IamRoleArn | Should -Be 'arn:aws:iam::123456789012:role/r'
        $connector.SecurityGroupId | Should -Be 'sg-1'
        $connector.Region | Should -Be 'us-east-1'
        $connector.Changed | Should -BeTrue
        foreach ($operation in 'CreateRole', 'PutRolePolicy', 'CreateSecurityGroup', 'CreateLogGroup', 'CreateConnector') {
            @($mock.Calls | Where-Object Operation -EQ $operation).Count | Should -Be 1 -Because $operation
        }
    }

    It 'sends what the spec says' {
        Add-CreationAnswer $mock
        $null = New-SinkInput | New-KrakenMskConnector @call
        $request = ($mock.Calls | Where-Object Operation -EQ CreateConnector).Request
        $request.ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
        $request.Capacity.AutoScaling.MaxWorkerCount | Should -Be 4
        $request.ConnectorConfiguration['s3.bucket.name'] | Should -Be 'kraken-raw-mnpi-dev'
        $request.Tags['kraken:connector'] | Should -Be 's3-sink-raw-mnpi-dev'
    }

    It 'takes an object of ConvertFrom-Json, a spec and parameters alike' {
        Add-CreationAnswer $mock
        $values = Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable
        (Import-KrakenConnectorSpec $sinkFile | New-KrakenMskConnector @call).ConnectorState | Should -Be 'RUNNING'
        (New-KrakenMskConnector @values @call).ConnectorState | Should -Be 'RUNNING'
    }

    It 'shows the plan and makes read calls only under -WhatIf' {
        $output = New-SinkInput | New-KrakenMskConnector @call -WhatIf
        $output | Should -BeNullOrEmpty
        Get-Mutation $mock | Should -BeNullOrEmpty
        $mock.Calls.Operation | Should -Contain 'ListConnectors'
    }

    It 'prints each resource and property under -WhatIf' {
        $text = Invoke-Child "`$aws = Start-KrakenLocalAws; Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WhatIf"
        $text | Should -Match 'What if: s3-sink-raw-mnpi-dev in us-east-1 \(123456789012\): 4 to create'
        $text | Should -Match '\+  Role msk-connect-s3-sink-raw-mnpi-dev'
        $text | Should -Match '\+  Connector s3-sink-raw-mnpi-dev'
        $text | Should -Match 'AutoscalingMaxWorkerCount +4'
    }

    It 'sends nothing for an invalid spec and lists all findings in one error' {
        $output = New-SinkInput @{ account_id = '1'; autoscaling_mcu_count = 3 } |
            New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $output | Should -BeNullOrEmpty
        $mock.Calls | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.SpecInvalid,Kraken.MskConnect.Cmdlets.NewKrakenMskConnectorCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $failure[0].TargetObject | Should -Be 's3-sink-raw-mnpi-dev'
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$($failure[0])" | Should -Match 'AccountId'
        "$($failure[0])" | Should -Match 'AutoscalingMcuCount'
    }

    It 'lets one failure stop no other' {
        Add-CreationAnswer $mock
        $connectors = (New-SinkInput @{ account_id = '1' }), (New-SinkInput @{ connector_name = 'good' }) |
            New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $connectors.Result | Should -Be @('Failed', 'Created')
        $failure.Count | Should -Be 1
    }

    It 'stops at the first failure where -ErrorAction Stop is given' {
        { New-SinkInput @{ account_id = '1' } | New-KrakenMskConnector @call -ErrorAction Stop } |
            Should -Throw -ErrorId 'Kraken.SpecInvalid,Kraken.MskConnect.Cmdlets.NewKrakenMskConnectorCommand'
    }

    It 'works on one of two specs of the same name and region' {
        Add-CreationAnswer $mock
        $connectors = (New-SinkInput), (New-SinkInput) | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        @($connectors).Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.Duplicate,*'
        @($mock.Calls | Where-Object Operation -EQ CreateConnector).Count | Should -Be 1
    }

    It 'asks, and makes nothing where nobody can answer' {
        $text = Invoke-Child "`$aws = Start-KrakenLocalAws; Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Confirm; 'left: ' + @(Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1).Count"
        $text | Should -Match 'left: 0'
    }

    It 'returns without waiting where -NoWait is given' {
        Add-CreationAnswer $mock
        $mock.Reset('DescribeConnector')
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription -State CREATING))
        (New-SinkInput | New-KrakenMskConnector @call -NoWait).ConnectorState | Should -Be 'CREATING'
    }

    It 'takes a timeout in seconds and as a TimeSpan' {
        Add-CreationAnswer $mock
        $mock.Reset('DescribeConnector')
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription -State CREATING))
        foreach ($timeout in 0, [timespan]::Zero) {
            $null = New-SinkInput | New-KrakenMskConnector @call -Timeout $timeout -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.TimedOut,*'
            $failure[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        }
    }

    It 'maps a refusal of AWS to a true category' {
        $mock.Fail('CreateRole', 'Amazon.IdentityManagement.AmazonIdentityManagementServiceException', 'AccessDenied', 'not authorized to perform: iam:CreateRole', 403)
        $mock.Reply('CreateSecurityGroup', @{ GroupId = 'sg-1' })
        $mock.Reply('AuthorizeSecurityGroupEgress', @{})
        $mock.Reply('RevokeSecurityGroupEgress', @{})
        $mock.Reply('CreateLogGroup', @{})
        $mock.Reply('PutRetentionPolicy', @{})
        $null = New-SinkInput | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.AccessDenied,*'
        $failure[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        "$($failure[0])" | Should -Match 'iam:CreateRole'
    }

    It 'removes what it made where -OnFailure Rollback is given' {
        Add-CreationAnswer $mock
        $mock.Reset('CreateConnector')
        $mock.Fail('CreateConnector', 'Amazon.KafkaConnect.Model.ForbiddenException', 'ForbiddenException', 'no', 403)
        foreach ($operation in 'DeleteRole', 'DeleteRolePolicy', 'DeleteSecurityGroup', 'DeleteLogGroup') {
            $mock.Reply($operation, @{})
        }
        $mock.Reply('ListRolePolicies', @{ PolicyNames = @('msk-connect-s3-sink-raw-mnpi-dev') })
        $mock.Reply('ListAttachedRolePolicies', @{ AttachedPolicies = @() })
        $null = New-SinkInput | New-KrakenMskConnector @call -OnFailure Rollback -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.AccessDenied,*'
        $mock.Calls.Operation | Should -Contain 'DeleteRole'
        $mock.Calls.Operation | Should -Contain 'DeleteSecurityGroup'
        $mock.Calls.Operation | Should -Contain 'DeleteLogGroup'
    }

    Context 'credentials' {
        BeforeEach {
            Add-CreationAnswer $mock
        }

        AfterEach {
            Remove-Variable StoredAWSCredentials -Scope Global -ErrorAction Ignore
            Remove-Item Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY, Env:AWS_PROFILE -ErrorAction Ignore
        }

        It 'come from parameters first' {
            $env:AWS_ACCESS_KEY_ID = 'ENV'
            $env:AWS_SECRET_ACCESS_KEY = 'ENVS'
            $null = New-SinkInput | New-KrakenMskConnector -AccessKey AK -SecretKey SK -SessionToken ST
            $mock.Connections[0].AccessKey, $mock.Connections[0].SecretKey, $mock.Connections[0].Token | Should -Be @('AK', 'SK', 'ST')
        }

        It 'take AWS Tools'' aliases' {
            $parameters = (Get-Command New-KrakenMskConnector).Parameters
            $parameters.AccessKey.Aliases | Should -Be @('AK')
            $parameters.SecretKey.Aliases | Should -Be @('SK', 'SecretAccessKey')
            $parameters.SessionToken.Aliases | Should -Be @('ST')
            $parameters.ProfileName.Aliases | Should -Be @('StoredCredentials', 'AWSProfileName')
            $parameters.ProfileLocation.Aliases | Should -Be @('AWSProfilesLocation', 'ProfilesLocation')
        }

        It 'come from an object with GetCredentials' {
            $keys = [pscustomobject]@{ AccessKey = 'x' }
            Add-Type -TypeDefinition @'
public class ForeignKeys { public string AccessKey => "FAK"; public string SecretKey => "FSK"; public string Token => "FT"; }
public class ForeignCredentials { public ForeignKeys GetCredentials() => new ForeignKeys(); }
public class ForeignSession { internal ForeignCredentials Credentials => new ForeignCredentials(); }
'@
            $null = New-SinkInput | New-KrakenMskConnector -Credential ([ForeignCredentials]::new())
            $mock.Connections[0].AccessKey, $mock.Connections[0].Token | Should -Be @('FAK', 'FT')
        }

        It 'come from $StoredAWSCredentials' {
            $global:StoredAWSCredentials = [ForeignSession]::new()
            $null = New-SinkInput | New-KrakenMskConnector
            $mock.Connections[0].SecretKey | Should -Be 'FSK'
        }

        It 'come from the environment' {
            $env:AWS_ACCESS_KEY_ID = 'ENV'
            $env:AWS_SECRET_ACCESS_KEY = 'ENVS'
            $null = New-SinkInput | New-KrakenMskConnector
            $mock.Connections[0].AccessKey | Should -Be 'ENV'
        }

        It 'come from a profile, given or of AWS_PROFILE' {
            Set-Content TestDrive:/credentials "[dev]`naws_access_key_id = PAK`naws_secret_access_key = PSK`n"
            $null = New-SinkInput | New-KrakenMskConnector -ProfileName dev -ProfileLocation "$TestDrive/credentials"
            $mock.Connections[0].AccessKey | Should -Be 'PAK'
            $env:AWS_PROFILE = 'dev'
            $null = New-SinkInput | New-KrakenMskConnector -ProfileLocation "$TestDrive/credentials"
            $mock.Connections[1].AccessKey | Should -Be 'PAK'
        }

        It 'are an error where the profile does not exist, whatever else there is' {
            $env:AWS_ACCESS_KEY_ID = 'ENV'
            $env:AWS_SECRET_ACCESS_KEY = 'ENVS'
            $null = New-SinkInput | New-KrakenMskConnector -ProfileName nobody -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.CredentialsInvalid,*'
            "$($failure[0])" | Should -Match "nobody"
            $mock.Calls | Should -BeNullOrEmpty
        }

        It 'are made up for a loopback endpoint, and for no other' {
            $null = New-SinkInput | New-KrakenMskConnector -EndpointUrl http://127.0.0.1:4566 -Region us-east-1
            $mock.Connections[0].EndpointUrl | Should -Be 'http://127.0.0.1:4566'
            $null = New-SinkInput | New-KrakenMskConnector -EndpointUrl http://10.0.0.1:4566 -ErrorVariable failure -ErrorAction SilentlyContinue
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.CredentialsInvalid,*'
            $failure[0].CategoryInfo.Category | Should -Be 'AuthenticationError'
        }
    }
}
