# Everything that the README, the help, the docs and the examples show to be pasted is run here: once on an AWS that has
# what it speaks of, and once on one that cannot be reached, where it must not look like a success.

BeforeDiscovery {
    . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    $snippets = @(
        foreach ($command in (Get-Command -Module Kraken.MskConnect).Name) {
            $number = 0
            foreach ($example in (Get-Help $command -Full).examples.example) {
                $number++
                @{ Place = "help of $command, example $number"; Code = $example.code }
            }
        }
        # Those that build on each other are run in order by tests of their own.
        $inOrder = 'how-to.md', 'from-terraform.md'
        foreach ($file in Get-Item ([IO.Path]::Combine($root, 'README.md')), ([IO.Path]::Combine($root, 'docs', '*.md')) | Where-Object Name -NotIn $inOrder) {
            $number = 0
            foreach ($block in [regex]::Matches((Get-Content $file -Raw), '(?ms)^```powershell\r?\n(.*?)^```')) {
                $number++
                @{ Place = "$($file.Name), block $number"; Code = $block.Groups[1].Value }
            }
        }
        $number = 0
        $about = Get-Content ([IO.Path]::Combine($root, 'module', 'en-US', 'about_Kraken.MskConnect.help.txt')) -Raw
        foreach ($block in [regex]::Matches($about, '(?m)(^ {8}[$A-Z].*\r?\n)+')) {
            $number++
            @{ Place = "about topic, block $number"; Code = $block.Value }
        }
    ) | Where-Object { $_.Code -match '-Kraken' }
    # Those that start an AWS of their own, or none, have no failure path of this kind.
    $calling = $snippets | Where-Object {
        $_.Code -match '(Compare|New|Update|Get|Wait|Remove)-KrakenMskConnector|Get-KrakenOrphan|Get-KrakenConnectorLog|Get-KrakenConnectorOperation|-Live|Export-KrakenConnectorSpec [a-z]' -and
        $_.Code -notmatch 'Start-KrakenLocalAws'
    }
}

Describe 'What is shown to be pasted' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $nowhere = 'http://127.0.0.1:9'
        $folder = [IO.Path]::Combine($TestDrive, 'snippets')
        foreach ($name in '', 'specs', 'fleet', 'examples', 'aws') {
            $null = New-Item -ItemType Directory ([IO.Path]::Combine($folder, $name)) -Force
        }
        Copy-Item $specFolder ([IO.Path]::Combine($folder, 'examples', 'specs')) -Recurse
        # The module is built already.
        "'$modulePath'" | Set-Content ([IO.Path]::Combine($folder, 'build.ps1'))
        $orders = New-SourceInput @{ connector_name = 'orders-cdc'; autoscaling_min_worker_count = 1 }
        $orders | ConvertTo-Json -Depth 5 | Set-Content ([IO.Path]::Combine($folder, 'orders.tfvars.json'))
        $orders | New-KrakenConnectorSpec | Export-KrakenConnectorSpec -Path ([IO.Path]::Combine($folder, 'orders.yaml'))
        Copy-Item ([IO.Path]::Combine($folder, 'orders.tfvars.json')) ([IO.Path]::Combine($folder, 'specs'))
        # The same connector twice in a folder would be refused.
        foreach ($target in 'specs', 'fleet') {
            New-SinkInput @{ connector_name = 'orders-sink' } | New-KrakenConnectorSpec |
                Export-KrakenConnectorSpec -Path ([IO.Path]::Combine($folder, $target, 'sink.yaml'))
        }
        @{
            connectorName = 'orders-from-aws'
            connectorConfiguration = $orders.connector_configuration
            kafkaCluster = @{ apacheKafkaCluster = @{ bootstrapServers = $orders.msk_bootstrap_servers; vpc = @{ subnets = $orders.subnet_ids; securityGroups = @('sg-0a1b2c3d') } } }
            plugins = @(@{ customPlugin = @{ customPluginArn = $orders.custom_plugin_arn; revision = 1 } })
        } | ConvertTo-Json -Depth 8 | Set-Content ([IO.Path]::Combine($folder, 'aws', 'create-connector.json'))
        $env:AWS_SHARED_CREDENTIALS_FILE = [IO.Path]::Combine($TestDrive, 'credentials')
        "[dev]`naws_access_key_id = AK`naws_secret_access_key = SK" | Set-Content $env:AWS_SHARED_CREDENTIALS_FILE

        # What has to be there before the first line is run: files of earlier steps, variables of the session.
        $setting = @'
            param($Module, $Folder, $EndpointUrl, $Aws)
            $ErrorActionPreference = 'Continue'
            Import-Module $Module
            Set-Location $Folder
            foreach ($name in 'Compare-KrakenMskConnector', 'New-KrakenMskConnector', 'Update-KrakenMskConnector', 'Get-KrakenMskConnector',
                'Wait-KrakenMskConnector', 'Remove-KrakenMskConnector', 'Get-KrakenOrphan', 'Get-KrakenConnectorLog',
                'Get-KrakenConnectorOperation', 'Suspend-KrakenMskConnector', 'Resume-KrakenMskConnector', 'Restart-KrakenMskConnector',
                'Export-KrakenConnectorSpec', 'Test-KrakenConnectorPolicy', 'Test-KrakenMskConnector', 'Import-KrakenConnectorSpec',
                'New-KrakenConnectorSpec') {
                $PSDefaultParameterValues["${name}:EndpointUrl"] = $EndpointUrl
                if ($name -notmatch '^(Compare|Import|New|Update)-|^Test-KrakenConnectorPolicy') { $PSDefaultParameterValues["${name}:Region"] = 'us-east-1' }
            }
            $PSDefaultParameterValues['*-Kraken*:WarningAction'] = 'Ignore'
            $PSDefaultParameterValues['Remove-KrakenMskConnector:Confirm'] = $false
            $PSDefaultParameterValues['Update-KrakenMskConnector:Force'] = $true
            $specs = Import-KrakenConnectorSpec ./specs/*
            $spec = $base = Import-KrakenConnectorSpec ./orders.tfvars.json
            $aws = $Aws
'@

        # Runs a snippet in a session of its own and returns its errors; exit ends the session alone.
        function Invoke-Snippet([string] $Code, [string] $EndpointUrl, $Aws) {
            $session = [powershell]::Create()
            try {
                $null = $session.AddScript($setting, $false).AddArgument($modulePath).AddArgument($folder).AddArgument($EndpointUrl).AddArgument($Aws)
                $null = $session.Invoke()
                if ($session.HadErrors) { throw "The setting failed: $($session.Streams.Error)" }
                $session.Commands.Clear()
                $null = $session.AddScript($Code, $false)
                $thrown = $null
                $run = $session.BeginInvoke()
                # What follows a log goes on until somebody stops it.
                $isStopped = $Code -match '-Follow' -and -not $run.AsyncWaitHandle.WaitOne(5000)
                if ($isStopped) { $session.Stop() }
                try { $null = $session.EndInvoke($run) } catch { if (-not $isStopped) { $thrown = $_.Exception.InnerException ?? $_.Exception } }
                @($session.Streams.Error | ForEach-Object { "$($_.FullyQualifiedErrorId): $($_.Exception.Message)" }) + @($thrown | Where-Object { $_ } | ForEach-Object { "$($_.ErrorRecord.FullyQualifiedErrorId): $($_.Message)" })
            }
            finally {
                $session.Dispose()
            }
        }
    }

    It 'works: <Place>' -ForEach $snippets {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        try {
            $at = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
            $null = Import-KrakenConnectorSpec ([IO.Path]::Combine($folder, 'orders.tfvars.json')) -WarningAction Ignore | New-KrakenMskConnector @at
            Get-ChildItem ([IO.Path]::Combine($folder, '*.json')) -Exclude *.tfvars.json | Remove-Item
            $files = $Code -match 'specs/\*\.yaml' ? 'specs/*.yaml' : 'specs/*'
            if ($Code -match '-Plan plan.json' -and $Code -notmatch '-OutFile') {
                Import-KrakenConnectorSpec ([IO.Path]::Combine($folder, $files)) -WarningAction Ignore |
                    Compare-KrakenMskConnector @at -OutFile ([IO.Path]::Combine($folder, 'plan.json')) | Out-Null
            }
            (Import-KrakenConnectorSpec ([IO.Path]::Combine($folder, 'orders.tfvars.json')) -WarningAction Ignore |
                Get-KrakenConnectorPolicy -AsJson -WarningAction Ignore) | Set-Content ([IO.Path]::Combine($folder, 'policy.json'))
            # A connector that is waited for to be gone is gone.
            if ($Code -match 'DELETED') { $null = Remove-KrakenMskConnector orders-cdc @at -Region us-east-1 -Confirm:$false }
            Invoke-Snippet $Code $aws.EndpointUrl $aws | Should -BeNullOrEmpty
        }
        finally {
            Stop-KrakenLocalAws
        }
    }

    It 'does not look like a success where AWS cannot be reached: <Place>' -ForEach $calling {
        $errors = @(Invoke-Snippet $Code $nowhere $null)
        $errors.Count | Should -BeGreaterThan 0
        $errors | Where-Object { $_ -match 'Kraken.Unexpected|NullReference' } | Should -BeNullOrEmpty
    }
}
