Describe 'The module beside others' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $bin = [IO.Path]::Combine((Split-Path $modulePath), 'bin')
        # Any other v4 would do; this one is surely there.
        $foreignCore = [IO.Path]::Combine($TestDrive, 'AWSSDK.Core.dll')
        Copy-Item ([IO.Path]::Combine($bin, 'AWSSDK.Core.dll')) $foreignCore
    }

    It 'works where a foreign AWSSDK.Core v4 was loaded before' {
        $text = Invoke-Child -Before "`$null = [Reflection.Assembly]::LoadFrom('$foreignCore')" -Script @"
`$aws = Start-KrakenLocalAws
`$null = Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
'state: ' + (Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1).ConnectorState
'cores: ' + @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'AWSSDK.Core' }).Count
"@
        $text | Should -Match 'state: RUNNING'
        $text | Should -Match 'cores: 2'
    }

    It 'assumes a profile''s role by its own AWSSDK.SecurityToken where a foreign one was loaded before' {
        $profiles = [IO.Path]::Combine($TestDrive, 'profiles')
        '[base]', 'aws_access_key_id = BASE', 'aws_secret_access_key = S',
        '[dev]', 'role_arn = arn:aws:iam::123456789012:role/nobody', 'source_profile = base' | Set-Content $profiles
        $foreignSts = [IO.Path]::Combine($TestDrive, 'AWSSDK.SecurityToken.dll')
        Copy-Item ([IO.Path]::Combine($bin, 'AWSSDK.SecurityToken.dll')) $foreignSts
        $before = "`$null = [Reflection.Assembly]::LoadFrom('$foreignCore'); `$null = [Reflection.Assembly]::LoadFrom('$foreignSts')"
        $text = Invoke-Child -Before $before -Script @"
`$aws = Start-KrakenLocalAws
`$env:AWS_ENDPOINT_URL_STS = `$aws.EndpointUrl
Get-KrakenMskConnector -Region us-east-1 -ProfileName dev -ProfileLocation '$profiles' -EndpointUrl `$aws.EndpointUrl -ErrorVariable failed -ErrorAction SilentlyContinue
'error: ' + `$failed[0]
Get-KrakenLocalAwsRequest | ForEach-Object { 'asked: ' + `$_.Operation + ' by ' + `$_.AccessKeyId }
"@
        # The role is not there; what counts is that the source profile asked for it.
        $text | Should -Match 'error: .*role/nobody'
        $text | Should -Match 'asked: AssumeRole by BASE'
    }

    It 'loads its AWSSDK.EC2 at the first call of EC2, neither at import nor with another client' {
        [IO.Path]::Combine($bin, 'AWSSDK.EC2.dll') | Should -Exist
        $text = Invoke-Child @"
function Show(`$when) {
    "`${when}: " + @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'AWSSDK.EC2' }).Count
}
Show import
`$aws = Start-KrakenLocalAws
`$null = Get-KrakenMskConnector -Region us-east-1 -EndpointUrl `$aws.EndpointUrl
Show list
`$null = Import-KrakenConnectorSpec '$sinkFile' | Compare-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
Show compare
"@
        $text | Should -Match 'import: 0'
        $text | Should -Match 'list: 0'
        $text | Should -Match 'compare: 1'
    }

    It 'loads <_> at the first check that calls it, neither at import nor with another command' -ForEach 'AWSSDK.S3', 'AWSSDK.KeyManagementService', 'AWSSDK.SimpleSystemsManagement' {
        [IO.Path]::Combine($bin, "$_.dll") | Should -Exist
        $text = Invoke-Child @"
function Show(`$when) {
    "`${when}: " + @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq '$_' }).Count
}
Show import
`$aws = Start-KrakenLocalAws -ConnectorTransition 0.1
`$spec = Import-KrakenConnectorSpec '$sinkFile'
`$spec.ConnectorConfiguration['some.text'] = '`${ssm::/a/b}'
`$null = `$spec | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
`$null = `$spec | Compare-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
Show made
`$null = `$spec | Test-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Check Network.*
Show network
`$null = `$spec | Test-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Check Objects.*
Show objects
"@
        $text | Should -Match 'import: 0'
        $text | Should -Match 'made: 0'
        $text | Should -Match 'network: 0'
        $text | Should -Match 'objects: 1'
    }

    It 'works where a foreign AWSSDK.EC2 was loaded before' {
        $foreignEc2 = [IO.Path]::Combine($TestDrive, 'AWSSDK.EC2.dll')
        Copy-Item ([IO.Path]::Combine($bin, 'AWSSDK.EC2.dll')) $foreignEc2
        # Its types are loaded too, so that the foreign pair is bound as a module's would be.
        $before = "`$null = [Reflection.Assembly]::LoadFrom('$foreignCore'); `$foreign = [Reflection.Assembly]::LoadFrom('$foreignEc2').GetType('Amazon.EC2.AmazonEC2Config')::new()"
        $text = Invoke-Child -Before $before -Script @"
`$aws = Start-KrakenLocalAws
`$null = Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
'state: ' + (Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1).ConnectorState
'group: ' + @(Get-KrakenLocalAwsRequest | Where-Object Operation -EQ CreateSecurityGroup).Count
'copies: ' + @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'AWSSDK.EC2' }).Count
"@
        $text | Should -Match 'state: RUNNING'
        $text | Should -Match 'group: 1'
        $text | Should -Match 'copies: 2'
    }

    It 'leaves PowerShell''s own load context without an AWS assembly' {
        $text = Invoke-Child @"
`$null = Get-KrakenMskConnector -Region us-east-1 -EndpointUrl http://127.0.0.1:1 -ErrorAction Ignore
'default: ' + ([Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name -match '^(AWSSDK|Yaml|Kraken)' -join ',')
"@
        $text | Should -Match 'default: Kraken.MskConnect.Loader\s*$'
    }

    It 'exports every cmdlet after each of two forced imports' {
        $text = Invoke-Child @"
foreach (`$round in 1, 2, 3) {
    "`${round}: " + @(Get-Command -Module Kraken.MskConnect).Count
    Import-Module '$modulePath' -Force
}
New-KrakenConnectorSpec works | ForEach-Object ConnectorName
"@
        $expected = (Import-PowerShellDataFile $modulePath).CmdletsToExport.Count
        foreach ($round in 1, 2, 3) {
            $text | Should -Match "${round}: $expected"
        }
        $text | Should -Match 'works'
    }

    It 'goes away by Remove-Module, stops its servers and comes back' {
        $text = Invoke-Child @"
`$aws = Start-KrakenLocalAws
Remove-Module Kraken.MskConnect
'gone: ' + @(Get-Command *-Kraken* -ErrorAction Ignore -Module Kraken.MskConnect).Count
try { `$null = Invoke-WebRequest `$aws.EndpointUrl -SkipHttpErrorCheck -TimeoutSec 5; 'answers' } catch { 'silent' }
Import-Module '$modulePath'
'back: ' + (New-KrakenConnectorSpec again).ConnectorName
"@
        $text | Should -Match 'gone: 0'
        $text | Should -Match 'silent'
        $text | Should -Match 'back: again'
    }

    It 'leaves the embedded AWSs of other runspaces running when one removes it' {
        $text = Invoke-Child @"
`$aws = Start-KrakenLocalAws
`$other = [powershell]::Create().AddScript("Import-Module '$modulePath'; (Start-KrakenLocalAws).EndpointUrl; Remove-Module Kraken.MskConnect").Invoke()[0]
'other: ' + (`$other -like 'http*')
'mine: ' + @(Get-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -Region us-east-1 -ErrorAction Stop).Count
try { `$null = Invoke-WebRequest `$other -SkipHttpErrorCheck -TimeoutSec 5; 'the other answers' } catch { 'the other is silent' }
"@
        $text | Should -Match 'other: True'
        $text | Should -Match 'mine: 0'
        $text | Should -Match 'the other is silent'
    }

    It 'refuses a second copy of itself with an error that says so' {
        $copy = [IO.Path]::Combine($TestDrive, 'Kraken.MskConnect', '0.0.1')
        Copy-Item (Split-Path $modulePath) $copy -Recurse
        $manifest = [IO.Path]::Combine($copy, 'Kraken.MskConnect.psd1')
        (Get-Content $manifest -Raw) -replace "ModuleVersion\s*=\s*'[^']+'", "ModuleVersion = '0.0.1'" | Set-Content $manifest
        foreach ($between in '', 'Remove-Module Kraken.MskConnect;') {
            $text = Invoke-Child "`$null = New-KrakenConnectorSpec a; $between try { Import-Module '$manifest'; 'imported' } catch { `"refused: `$_`" }"
            $text | Should -Match 'refused: Another copy of Kraken.MskConnect was loaded'
            $text | Should -Match ([regex]::Escape($copy))
            $text | Should -Match 'start a new PowerShell'
            $text | Should -Not -Match 'cast|imported'
        }
    }

    It 'is one module however its folder is spelt' -Skip:$IsWindows {
        $link = [IO.Path]::Combine($TestDrive, 'spelt-otherwise')
        $null = New-Item -ItemType SymbolicLink -Path $link -Target (Split-Path $modulePath)
        $text = Invoke-Child @"
`$first = New-KrakenConnectorSpec a
Remove-Module Kraken.MskConnect
Import-Module '$link/Kraken.MskConnect.psd1'
'same: ' + (`$first.GetType() -eq (New-KrakenConnectorSpec b).GetType())
'contexts: ' + @([Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -like 'Kraken*').Count
"@
        $text | Should -Match 'same: True'
        $text | Should -Match 'contexts: 1'
    }

    It 'is imported and works in Constrained Language Mode' {
        $constrain = "`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'"
        $text = Invoke-Child -Before $constrain -Script @"
`$aws = Start-KrakenLocalAws -ConnectorTransition 0.1
`$spec = Import-KrakenConnectorSpec '$sinkFile'
`$spec | Compare-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
`$spec | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
`$spec | Test-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl
"language: `$(`$ExecutionContext.SessionState.LanguageMode)"
"cmdlets: `$(@(Get-Command -Module Kraken.MskConnect).Count)"
"errors: `$(`$Error.Count)"
"@
        $text | Should -Match 'HasChanges : True'
        $text | Should -Match 'ConnectorState +: RUNNING'
        $text | Should -Match 'Cluster.KmsKey'
        $text | Should -Match 'language: ConstrainedLanguage'
        $text | Should -Match "cmdlets: $((Import-PowerShellDataFile $modulePath).CmdletsToExport.Count)\b"
        $text | Should -Match 'errors: 0'
    }

    It 'ships no assembly that PowerShell brings' {
        (Get-ChildItem $bin -Filter *.dll).Name | Where-Object { $_ -like 'System.*' -or $_ -like 'Microsoft.*' } | Should -BeNullOrEmpty
    }

    It 'exports exactly its cmdlets' {
        $exported = (Get-Command -Module Kraken.MskConnect).Name | Sort-Object
        $exported | Should -Be ((Import-PowerShellDataFile $modulePath).CmdletsToExport | Sort-Object)
        (Get-Module Kraken.MskConnect).ExportedVariables.Count | Should -Be 0
        (Get-Module Kraken.MskConnect).ExportedFunctions.Count | Should -Be 0
    }

    It 'has cmdlets of approved verbs, without an SDK type in a parameter or output' {
        $approved = (Get-Verb).Verb
        foreach ($command in Get-Command -Module Kraken.MskConnect) {
            $command.Verb | Should -BeIn $approved
            $command.Parameters.Values.ParameterType.FullName + $command.OutputType.Name | Should -Not -Match '\bAmazon\.'
        }
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest $modulePath).Version | Should -Be (Split-Path (Split-Path $modulePath) -Leaf)
    }
}
