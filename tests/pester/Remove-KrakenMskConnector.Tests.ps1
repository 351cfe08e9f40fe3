Describe 'Remove-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $call = @{ AccessKey = 'AK'; SecretKey = 'SK'; Region = 'us-east-1' }
        # An account where only a log group is left of the connector.
        function Add-LogGroup {
            param($Mock, [hashtable] $Tags)
            $Mock.Reset('DescribeLogGroups')
            $Mock.Reply('DescribeLogGroups', @{ LogGroups = @(@{
                            LogGroupName = '/aws/msk-connect/orders'
                            LogGroupArn  = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/orders'
                            Arn          = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/msk-connect/orders:*'
                        })
                })
            $Mock.Reply('ListTagsForResource', @{ Tags = $Tags })
            $Mock.Reply('DeleteLogGroup', @{})
        }
        $ours = @{ 'kraken:managed-by' = 'Kraken.MskConnect'; 'kraken:connector' = 'orders' }
    }

    BeforeEach {
        $mock = New-MockAws
    }

    It 'is an error for a name of which nothing is there, and -ErrorAction decides' {
        Remove-KrakenMskConnector orders @call -Confirm:$false -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound*'
        $failure[0].Exception.Message | Should -Match "'orders' in us-east-1"
        { Remove-KrakenMskConnector orders @call -Confirm:$false -ErrorAction Stop } | Should -Throw
        Remove-KrakenMskConnector orders @call -WhatIf -ErrorVariable failure -ErrorAction Ignore | Should -BeNullOrEmpty
        Get-Mutation $mock | Should -BeNullOrEmpty
    }

    It 'says that it takes no wildcards' {
        Remove-KrakenMskConnector 'ord*' @call -Confirm:$false -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Get-KrakenMskConnector'
    }

    It 'deletes what is ours' {
        Add-LogGroup $mock $ours
        $removal = Remove-KrakenMskConnector orders @call -Confirm:$false
        $removal.Removed | Should -Match 'LogGroup'
        Get-Mutation $mock | Should -Be 'DeleteLogGroup'
    }

    It 'keeps the log group where -KeepLogGroup is given' {
        Add-LogGroup $mock $ours
        $removal = Remove-KrakenMskConnector orders @call -KeepLogGroup -Confirm:$false
        $removal.Kept | Should -Match 'LogGroup'
        Get-Mutation $mock | Should -BeNullOrEmpty
    }

    It 'keeps and names what lacks the ownership tags' {
        Add-LogGroup $mock @{ owner = 'somebody' }
        $removal = Remove-KrakenMskConnector orders @call -Confirm:$false
        $removal.Kept | Should -Match 'LogGroup'
        Get-Mutation $mock | Should -BeNullOrEmpty
    }

    It 'removes it too where -Force is given and the question is answered by -Confirm:$false' {
        Add-LogGroup $mock @{ owner = 'somebody' }
        $null = Remove-KrakenMskConnector orders @call -Force -Confirm:$false
        Get-Mutation $mock | Should -Be 'DeleteLogGroup'
    }

    It 'does not remove it by -Force alone where nobody can be asked' {
        $script = "`$aws = Start-KrakenLocalAws; Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl | Out-Null;" +
            "Remove-KrakenMskConnector s3-sink-raw-mnpi-dev -Region us-east-1 -EndpointUrl `$aws.EndpointUrl; 'left: ' + @(Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1).Count;" +
            "Remove-KrakenMskConnector s3-sink-raw-mnpi-dev -Region us-east-1 -EndpointUrl `$aws.EndpointUrl -Force | Out-Null; 'then: ' + @(Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1).Count"
        $text = Invoke-Child $script
        $text | Should -Match 'left: 1'
        $text | Should -Match 'then: 0'
    }

    It 'shows the plan and deletes nothing under -WhatIf, with -Force too' {
        Add-LogGroup $mock $ours
        Remove-KrakenMskConnector orders @call -WhatIf | Should -BeNullOrEmpty
        Remove-KrakenMskConnector orders @call -Force -WhatIf | Should -BeNullOrEmpty
        Get-Mutation $mock | Should -BeNullOrEmpty
    }

    It 'is of high impact' {
        $attribute = (Get-Command Remove-KrakenMskConnector).ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)
        $attribute.ConfirmImpact | Should -Be 'High'
    }

    It 'takes connectors from the pipeline and removes each once' {
        Add-LogGroup $mock $ours
        $connector = [pscustomobject]@{ ConnectorName = 'orders'; Region = 'us-east-1' }
        @($connector, $connector | Remove-KrakenMskConnector -AccessKey AK -SecretKey SK -Confirm:$false).Count | Should -Be 1
    }

    It 'does not remove <Case> by -Force alone where nobody can be asked' -ForEach @(
        @{ Case = 'what is ours'; Command = "'s3-sink-raw-mnpi-dev' | Remove-KrakenMskConnector -Region us-east-1" }
        @{ Case = 'what is ours, with -Confirm'; Command = "Remove-KrakenMskConnector s3-sink-raw-mnpi-dev -Region us-east-1 -Confirm" }
    ) {
        $script = "`$aws = Start-KrakenLocalAws; Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl | Out-Null;" +
            "$Command -EndpointUrl `$aws.EndpointUrl -ErrorVariable e -ErrorAction SilentlyContinue; `$e[0].FullyQualifiedErrorId; `$e[0].Exception.Message;" +
            "'left: ' + @(Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1).Count"
        $text = Invoke-Child $script
        $text | Should -Match 'Kraken\.ConfirmationNeeded'
        $text | Should -Match 'Nobody can be asked here, so nothing was changed'
        $text | Should -Match 'left: 1'
    }
}
