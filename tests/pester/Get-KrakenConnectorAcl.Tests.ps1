Describe 'Get-KrakenConnectorAcl' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'lists the bindings for the principal' {
        $acls = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect
        $acls.Principal | Select-Object -Unique | Should -Be 'User:connect'
        ($acls | Where-Object { $_.ResourceType -eq 'Topic' -and $_.ResourceName -eq 'cdc.trades.mnpi' }).Operation | Sort-Object | Should -Be @('Describe', 'Read')
    }

    It 'writes commands' {
        $commands = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect -AsCommand -CommandConfig admin.properties
        $commands | Should -Contain 'kafka-acls --bootstrap-server kraken-msk-nlb-0a1b2c3d4e5f6071.elb.us-east-1.amazonaws.com:9094 --command-config admin.properties --add --allow-principal User:connect --operation Read --group connect-s3-sink-raw-mnpi-dev'
    }

    It 'takes -As Command for the same' {
        $old = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect -AsCommand
        New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect -As Command | Should -Be $old
    }

    It 'is one text for a connector in the other forms' {
        $acls = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect
        $text = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect -As Text
        $text | Should -HaveCount 1
        $text | Should -Match 'ACLs of s3-sink-raw-mnpi-dev: \d+'
        $text | Should -Match 'User:connect +Read +Topic +cdc\.trades\.mnpi'
        $read = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect -As Json | ConvertFrom-Json
        $read.ResourceName | Should -Be $acls.ResourceName
        $read[0].PermissionType | Should -Be 'Allow'
        $markdown = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect -As Markdown
        ($markdown -split '\r?\n' | Where-Object { $_ -match '^\| `' }).Count | Should -Be $acls.Count
    }

    It 'names the topics of a connector that exists whole' {
        $arn = (Get-ConnectorDescription).ConnectorArn
        $acls = New-SinkInput | Get-KrakenConnectorAcl -Principal User:connect -ConnectorArn $arn
        ($acls | Where-Object ResourceName -Match '^__amazon').PatternType | Select-Object -Unique | Should -Be 'Literal'
        $acls | Where-Object Beyond | Should -BeNullOrEmpty
    }

    It 'refuses a principal without a type' {
        New-SinkInput | Get-KrakenConnectorAcl -Principal connect -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$($failure[0])" | Should -Match 'Principal'
    }
}
