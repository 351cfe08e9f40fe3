Describe 'Export-KrakenConnectorSpec' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $there = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        # With all that is hard to write: a password, quotes of every kind, lines, what looks like another type.
        $source = New-SourceInput
        $hard = @{
            'database.user'      = 'app'
            'database.password'  = 'canary'
            'connection.url'     = 'jdbc:postgresql://db:5432/orders?password=canary'
            'transforms.a.regex' = "(keep) '' `"x`" ‘typo’ ‚graphic‛ `$env:HOME #no"
            'lines'              = "one`n  two: `tthree`n"
            'yes.like'           = 'no'
            'number.like'        = '007'
        }
        foreach ($key in $hard.Keys) {
            $source.connector_configuration[$key] = $hard[$key]
        }
        $null = (New-SinkInput), $source | New-KrakenMskConnector @call
        $names = 'debezium-postgres-cdc-dev', 's3-sink-raw-mnpi-dev'
        function Get-Difference {
            param([string] $File)
            Import-KrakenConnectorSpec $File | Compare-KrakenMskConnector @call | Where-Object HasChanges
        }
    }

    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $null = New-Item -ItemType Directory $folder
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'gives env to what has none, and leaves the others as they are, with -Env' {
        (Export-KrakenConnectorSpec * -Env given @there -WarningAction Ignore).Env | Select-Object -Unique | Should -Be 'dev'
        $bare = [IO.Path]::Combine($PSScriptRoot, 'terraform', 'aws-state.json')
        (Get-Content $bare -Raw) -creplace '"env":"dev"', '"stage":"dev"' | Set-Content "$folder/aws.json"
        $other = Start-KrakenLocalAws -State "$folder/aws.json"
        try {
            $at = @{ EndpointUrl = $other.EndpointUrl; Region = 'us-east-1'; WarningAction = 'SilentlyContinue' }
            $specs = Export-KrakenConnectorSpec * @at -WarningVariable warnings
            $specs.Env | Select-Object -Unique | Should -BeNullOrEmpty
            @($warnings -match 'Env: the connector has no tag env') | Should -HaveCount 2
            (Export-KrakenConnectorSpec * -Env given @at -WarningVariable warnings).Env | Select-Object -Unique | Should -Be 'given'
            $warnings -match ' Env: ' | Should -BeNullOrEmpty
            ($specs | Export-KrakenConnectorSpec -Env piped).Env | Select-Object -Unique | Should -Be 'piped'
        }
        finally {
            $other | Stop-KrakenLocalAws
        }
    }

    It 'writes a <_> file that shows no difference when it is imported' -ForEach 'json', 'yaml', 'yml', 'psd1' {
        $file = Join-Path $folder "fleet.$_"
        Export-KrakenConnectorSpec * $file @there -WarningVariable warnings | Should -BeNullOrEmpty
        $warnings | Should -BeNullOrEmpty
        (Import-KrakenConnectorSpec $file).ConnectorName | Should -Be $names
        Get-Difference $file | Should -BeNullOrEmpty
        Get-Content $file -Raw | Should -Not -Match 'canary'
    }

    It 'writes a file a connector into a folder, as <Ending>' -ForEach @(
        @{ Format = @{}; Ending = '.tfvars.json' }
        @{ Format = @{ Format = 'Json' }; Ending = '.json' }
        @{ Format = @{ Format = 'Yaml' }; Ending = '.yaml' }
        @{ Format = @{ Format = 'Psd1' }; Ending = '.psd1' }
    ) {
        $new = "$folder/new/"
        Get-KrakenMskConnector @there | Export-KrakenConnectorSpec -Path $new -EndpointUrl $aws.EndpointUrl @Format
        (Get-ChildItem $new).Name | Sort-Object | Should -Be ($names | ForEach-Object { $_ + $Ending })
        Get-Difference "$new*" | Should -BeNullOrEmpty
        (Import-KrakenConnectorSpec "$new*").Count | Should -Be 2
    }

    It 'returns specs without a path, which compare and are not created anew without their secrets' {
        $spec = Export-KrakenConnectorSpec 'debezium*' @there
        $spec.GetType().Name | Should -Be 'ConnectorSpec'
        $spec.ConnectorConfiguration['database.password'] | Should -Be '(keep)'
        $spec.ConnectorConfiguration['connection.url'] | Should -Be 'jdbc:postgresql://db:5432/orders?password=(keep)'
        ($spec | Compare-KrakenMskConnector @call).HasChanges | Should -BeFalse
        ($spec | New-KrakenMskConnector @call).Changed | Should -BeFalse
        $null = $spec | New-KrakenMskConnector -ConnectorName other @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
        $failure[0] | Should -Match 'database\.password'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Give the value'
    }

    It 'writes a spec in hand without asking AWS' {
        $before = $rehearsalType::Requests($aws.EndpointUrl).Count
        $file = Join-Path $folder one.yaml
        $source | New-KrakenConnectorSpec | Export-KrakenConnectorSpec -Path $file
        $rehearsalType::Requests($aws.EndpointUrl).Count | Should -Be $before
        Get-Content $file -Raw | Should -Not -Match 'canary'
        Get-Difference $file | Should -BeNullOrEmpty
    }

    It 'changes nothing in AWS' {
        $before = $rehearsalType::Requests($aws.EndpointUrl).Count
        $null = Export-KrakenConnectorSpec * @there
        $rehearsalType::Requests($aws.EndpointUrl) | Select-Object -Skip $before | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'writes nothing with -WhatIf' {
        Export-KrakenConnectorSpec * "$folder/a.json" @there -WhatIf
        Export-KrakenConnectorSpec * "$folder/b/" @there -WhatIf
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'writes over a file, but not with -NoClobber, and over a read-only one with -Force' {
        $file = Join-Path $folder a.json
        Set-Content $file 'old'
        Export-KrakenConnectorSpec $names[0] $file @there -NoClobber -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.FileNotWritten,*'
        Get-Content $file | Should -Be 'old'
        Set-ItemProperty $file IsReadOnly $true
        Export-KrakenConnectorSpec $names[0] $file @there -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0] | Should -Match 'read-only'
        Get-Content $file | Should -Be 'old'
        Export-KrakenConnectorSpec $names[0] $file @there -Force
        Get-Difference $file | Should -BeNullOrEmpty
        (Get-ChildItem $folder).Name | Should -Be 'a.json'
    }

    It 'refuses <What>, with what to do about it' -ForEach @(
        @{ What = 'a name without a format'; File = 'a.txt'; Extra = @{}; Says = 'does not name a folder or a spec file' }
        @{ What = 'a format that contradicts the name'; File = 'a.json'; Extra = @{ Format = 'Yaml' }; Says = 'has the extension of the format Json' }
        @{ What = 'a folder that is not there'; File = 'none/a.json'; Extra = @{}; Says = 'no folder' }
        @{ What = 'several connectors in a tfvars file'; File = 'a.tfvars.json'; Extra = @{}; Says = 'contains one connector, not 2' }
    ) {
        $failure = $null
        try {
            Export-KrakenConnectorSpec * "$folder/$File" @there @Extra -ErrorAction Stop
        }
        catch {
            $failure = $_
        }
        $failure | Should -Match $Says
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'names a connector that is not there, and what is no connector' {
        Export-KrakenConnectorSpec none @there -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound,*'
        Export-KrakenConnectorSpec 'none*' @there | Should -BeNullOrEmpty
        3 | Export-KrakenConnectorSpec @there -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
    }

    It 'gives a connector that is named as a device of Windows a file of another name' -ForEach 'con', 'NUL', 'com1', 'lpt9.orders', 'aux.x.y' {
        $spec = New-SinkInput @{ connector_name = $_ } | New-KrakenConnectorSpec
        $spec | Export-KrakenConnectorSpec -Path "$folder/"
        $file = Get-ChildItem $folder
        $file.Name.Split('.')[0] | Should -Be "$($_.Split('.')[0])_"
        (Import-KrakenConnectorSpec $file.FullName).ConnectorName | Should -Be $_
    }

    It 'gives two connectors never the same file' {
        $specs = foreach ($name in 'con', 'con_', 'CON') { New-SinkInput @{ connector_name = $name } | New-KrakenConnectorSpec }
        $specs | Export-KrakenConnectorSpec -Path "$folder/"
        (Get-ChildItem $folder | ForEach-Object { (Import-KrakenConnectorSpec $_.FullName).ConnectorName } | Sort-Object -CaseSensitive) | Should -Be ('con', 'CON', 'con_' | Sort-Object -CaseSensitive)
    }

    It 'keeps what stands at the path: <Kind>' -Skip:$IsWindows -ForEach @(
        @{ Kind = 'a mode'; Make = { Set-Content $file x; chmod 600 $file } }
        @{ Kind = 'a link'; Make = { Set-Content "$folder/target" x; ln -s target $file } }
        @{ Kind = 'a link to a device'; Make = { ln -s /dev/null $file } }
        @{ Kind = 'a pipe that nobody reads'; Make = { mkfifo $file } }
    ) {
        $file = "$folder/spec.json"
        . $Make
        $before = stat -c '%F %a %u' $file
        New-SinkInput | New-KrakenConnectorSpec | Export-KrakenConnectorSpec -Path $file -Force -ErrorVariable failure -ErrorAction SilentlyContinue
        stat -c '%F %a %u' $file | Should -Be $before
        $failure.Count | Should -Be ($Kind -match 'nobody' ? 1 : 0)
        if ($failure) { $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.FileNotWritten,*' }
    }

    It 'writes to the standard output where the path stands for it' -Skip:$IsWindows {
        $text = Invoke-Child "Get-Content '$sinkFile' -Raw | ConvertFrom-Json | New-KrakenConnectorSpec | Export-KrakenConnectorSpec -Path /dev/stdout -Format Json -ErrorAction Stop"
        $text | Should -Match 's3-sink-raw-mnpi-dev'
    }

    It 'says that a drive is not there' {
        { New-SinkInput | New-KrakenConnectorSpec | Export-KrakenConnectorSpec -Path nodrive:/x.json -ErrorAction Stop } |
            Should -Throw -ErrorId 'Kraken.FileNotWritten,*'
    }
}
