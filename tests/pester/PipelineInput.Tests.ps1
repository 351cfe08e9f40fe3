# What names a connector on the pipeline, for every cmdlet about connectors that exist. The rehearsals come first: mocked
# clients stay for the rest of the process.

Describe 'Remove-KrakenMskConnector takes <Case>' -ForEach @(
    @{ Case = 'a spec as hashtable'; Make = { Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable } }
    @{ Case = 'a spec as object'; Make = { New-SinkInput } }
    @{ Case = 'a spec'; Make = { Import-KrakenConnectorSpec $sinkFile } }
    @{ Case = 'specs in an array'; Make = { , @(Import-KrakenConnectorSpec $sinkFile) } }
    @{ Case = 'a fleet'; Make = { @{ defaults = @{ region = 'us-east-1' }; connectors = @(@{ connector_name = 's3-sink-raw-mnpi-dev' }) } } }
    @{ Case = 'a result'; Make = { Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1 } }
    @{ Case = 'a result that went through JSON'; Make = { Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1 | ConvertTo-Json | ConvertFrom-Json } }
    @{ Case = 'a plan'; Make = { New-SinkInput | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl } }
) {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $null = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'and removes its connector' {
        $removal = & $Make | Remove-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm:$false -ErrorAction Stop
        $removal.Removed.Count | Should -Be 4
        Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1 | Should -BeNullOrEmpty
    }
}

Describe '<Command> refuses <Case>' -ForEach $(
    foreach ($command in 'Remove-KrakenMskConnector', 'Get-KrakenMskConnector', 'Wait-KrakenMskConnector', 'Export-KrakenConnectorSpec') {
        @{ Command = $command; Case = 'a file'; Make = { Get-Item $sinkFile }; Expect = 'FileInfo'; Remedy = 'Import-KrakenConnectorSpec' }
        @{ Command = $command; Case = 'an object without a name'; Make = { [pscustomobject]@{ Foo = 1 } }; Expect = 'neither a connector'; Remedy = 'ConnectorName' }
        @{ Command = $command; Case = 'an empty hashtable'; Make = { @{} }; Expect = 'neither a connector'; Remedy = 'ConnectorName' }
        @{ Command = $command; Case = 'a number'; Make = { 42 }; Expect = 'Int32'; Remedy = 'ConnectorName' }
        @{ Command = $command; Case = 'a process'; Make = { Get-Process -Id $PID }; Expect = 'Process'; Remedy = 'ConnectorName' }
        @{ Command = $command; Case = 'a blank name'; Make = { ' ' }; Expect = 'blank'; Remedy = 'Give the name' }
        @{ Command = $command; Case = 'a name that is no text'; Make = { @{ connector_name = 7 } }; Expect = 'connector_name'; Remedy = 'text' }
        @{ Command = $command; Case = 'another region'; Make = { [pscustomobject]@{ ConnectorName = 'a'; Region = 'eu-west-1' } }; Expect = 'eu-west-1'; Remedy = '-Region' }
    }
) {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'with one error, and asks AWS nothing' {
        $mock = New-MockAws
        $found = & $Make | & $Command -AccessKey AK -SecretKey SK -Region us-east-1 -ErrorVariable failure -ErrorAction SilentlyContinue
        $found | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid*'
        $failure[0].Exception.Message | Should -Match $Expect
        $failure[0].ErrorDetails.RecommendedAction | Should -Match $Remedy
        $mock.Calls | Should -BeNullOrEmpty
    }
}
