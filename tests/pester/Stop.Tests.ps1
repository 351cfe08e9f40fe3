Describe 'Ctrl+C while credentials are looked up' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        # Takes every connection and never answers.
        $silence = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $silence.Start()
        $silent = "http://127.0.0.1:$($silence.LocalEndpoint.Port)"
        $profiles = [IO.Path]::Combine($TestDrive, 'credentials')
        @"
[base]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = example
[role]
role_arn = arn:aws:iam::123456789012:role/deploy
source_profile = base
[program]
credential_process = sleep 60
[signin]
sso_start_url = https://example.awsapps.com/start
sso_region = us-east-1
sso_account_id = 123456789012
sso_role_name = deploy
[web]
role_arn = arn:aws:iam::123456789012:role/deploy
web_identity_token_file = $profiles
"@ | Set-Content $profiles
        # The keys of a stranger's class, which takes its time.
        Add-Type -TypeDefinition 'public class SlowCredentials { public object GetCredentials() { System.Threading.Thread.Sleep(60000); return null; } }'
        # What the machine itself would say; the lookups of all cases share this process's environment.
        $env:AWS_EC2_METADATA_DISABLED = 'false'
        $env:AWS_EC2_METADATA_SERVICE_ENDPOINT = $silent

        $cmdlets = [ordered]@{
            'Compare-KrakenMskConnector' = { param($at, $spec, $named) $spec | Compare-KrakenMskConnector @at }
            'Export-KrakenConnectorSpec' = { param($at, $spec, $named) Export-KrakenConnectorSpec orders @at @named }
            'Get-KrakenConnectorLog'     = { param($at, $spec, $named) Get-KrakenConnectorLog orders @at @named }
            'Get-KrakenConnectorOperation' = { param($at, $spec, $named) Get-KrakenConnectorOperation orders @at @named }
            'Get-KrakenMskConnector'     = { param($at, $spec, $named) Get-KrakenMskConnector orders @at @named }
            'Get-KrakenOrphan'           = { param($at, $spec, $named) Get-KrakenOrphan @at @named }
            'New-KrakenMskConnector'     = { param($at, $spec, $named) $spec | New-KrakenMskConnector @at }
            'Remove-KrakenMskConnector'  = { param($at, $spec, $named) Remove-KrakenMskConnector orders -Confirm:$false @at @named }
            'Restart-KrakenMskConnector' = { param($at, $spec, $named) Restart-KrakenMskConnector orders @at @named }
            'Resume-KrakenMskConnector'  = { param($at, $spec, $named) Resume-KrakenMskConnector orders @at @named }
            'Suspend-KrakenMskConnector' = { param($at, $spec, $named) Suspend-KrakenMskConnector orders @at @named }
            'Test-KrakenConnectorPolicy' = { param($at, $spec, $named) $spec | Test-KrakenConnectorPolicy -Live @at }
            'Update-KrakenMskConnector'  = { param($at, $spec, $named) $spec | Update-KrakenMskConnector @at }
            'Wait-KrakenMskConnector'    = { param($at, $spec, $named) Wait-KrakenMskConnector orders @at @named }
        }
        $region = @{ Region = 'us-east-1' }

        # Begins a cmdlet in a runspace of its own, gives it time to get into its phase, and stops it.
        function Measure-Stop {
            param([string] $Cmdlet, [hashtable] $At, [hashtable] $Named)
            $shell = [powershell]::Create()
            $null = $shell.AddScript("param(`$module, `$at, `$spec, `$named) Import-Module `$module; 'ready'; & { $($cmdlets[$Cmdlet]) } `$at `$spec `$named")
            foreach ($argument in $modulePath, $At, (New-SinkInput), $Named) {
                $null = $shell.AddArgument($argument)
            }

            $input = [Management.Automation.PSDataCollection[psobject]]::new()
            $input.Complete()
            $output = [Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke($input, $output)
            $deadline = [datetime]::UtcNow.AddSeconds(60)
            while ($output.Count -eq 0 -and [datetime]::UtcNow -lt $deadline) {
                Start-Sleep -Milliseconds 20
            }

            Start-Sleep -Milliseconds 400
            $wasRunning = -not $running.IsCompleted
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $stopping = $shell.BeginStop($null, $null)
            $stopped = $stopping.AsyncWaitHandle.WaitOne([timespan]::FromSeconds(10))
            [pscustomobject]@{
                Running = $wasRunning
                Stopped = $stopped
                Elapsed = $clock.Elapsed
                Errors  = "$($shell.Streams.Error)"
            }
            if ($stopped) {
                $shell.Dispose()
            }
        }
    }

    AfterAll {
        $silence.Stop()
        $env:AWS_EC2_METADATA_DISABLED = 'true'
        Remove-Item Env:AWS_EC2_METADATA_SERVICE_ENDPOINT
    }

    # Eight seconds of a lookup would be left to wait for; a loaded machine may take a second or two to get to it.
    It 'stops every cmdlet at once: <Phase>' -ForEach @(
        @{ Phase = 'the instance''s metadata'; At = {} ; WithRegion = $true }
        @{ Phase = 'the instance''s region'; At = {}; WithRegion = $false }
        @{ Phase = 'a container''s credentials'; At = { $env:AWS_CONTAINER_CREDENTIALS_FULL_URI = "$silent/" }; WithRegion = $true }
        @{ Phase = 'a program of the profile'; At = { @{ ProfileName = 'program'; ProfileLocation = $profiles } }; WithRegion = $true }
        @{ Phase = 'a role to assume'; At = { @{ ProfileName = 'role'; ProfileLocation = $profiles; EndpointUrl = $silent } }; WithRegion = $true }
        @{ Phase = 'a token''s role'; At = { @{ ProfileName = 'web'; ProfileLocation = $profiles; EndpointUrl = $silent } }; WithRegion = $true }
        @{ Phase = 'a sign-in'; At = { @{ ProfileName = 'signin'; ProfileLocation = $profiles; EndpointUrl = $silent } }; WithRegion = $true }
        @{ Phase = 'an object''s credentials'; At = { @{ Credential = [SlowCredentials]::new() } }; WithRegion = $true }
        @{ Phase = 'the first call'; At = { @{ AccessKey = 'a'; SecretKey = 'b'; EndpointUrl = $silent } }; WithRegion = $true }
    ) {
        try {
            $at = & $At
            $at ??= @{}
            $slow = foreach ($cmdlet in $cmdlets.Keys) {
                # A spec says its region itself.
                $named = $WithRegion ? $region : @{}
                if (-not $WithRegion -and $cmdlet -match '^(Compare|New|Test|Update)-') {
                    continue
                }

                $stop = Measure-Stop $cmdlet $at $named
                if (-not $stop.Running) { "$cmdlet had ended: $($stop.Errors)" }
                if (-not $stop.Stopped -or $stop.Elapsed -gt [timespan]::FromSeconds(3)) { "$cmdlet took $($stop.Elapsed)" }
            }

            $slow | Should -BeNullOrEmpty
        }
        finally {
            $env:AWS_CONTAINER_CREDENTIALS_FULL_URI = $null
        }
    }

    It 'keeps Tab no longer than it waits for AWS: <Phase>' -ForEach @(
        @{ Phase = 'the instance''s metadata'; Arguments = '-Region us-east-1' }
        @{ Phase = 'the instance''s region'; Arguments = '' }
        @{ Phase = 'a program of the profile'; Arguments = '-Region us-east-1 -ProfileName program -ProfileLocation {0}' }
        @{ Phase = 'a role to assume'; Arguments = '-Region us-east-1 -ProfileName role -ProfileLocation {0} -EndpointUrl {1}' }
        @{ Phase = 'the first call'; Arguments = '-Region us-east-1 -AccessKey a -SecretKey b -EndpointUrl {1}' }
    ) {
        $line = "Get-KrakenMskConnector $($Arguments -f $profiles, $silent) -ConnectorName "
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $null = TabExpansion2 $line $line.Length
        $clock.Elapsed | Should -BeLessThan ([timespan]::FromSeconds(6))
    }

    It 'stops Tab within the second that it waits' {
        $line = "Get-KrakenMskConnector -Region us-east-1 -AccessKey a -SecretKey b -EndpointUrl $silent -ConnectorName "
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$modulePath'; 'ready'; TabExpansion2 '$line' $($line.Length)")
        $input = [Management.Automation.PSDataCollection[psobject]]::new()
        $input.Complete()
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke($input, $output)
        while ($output.Count -eq 0) {
            Start-Sleep -Milliseconds 20
        }

        # Within the second that Tab waits at most.
        Start-Sleep -Milliseconds 300
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed | Should -BeLessThan ([timespan]::FromSeconds(1.9))
        $running.IsCompleted | Should -BeTrue
        $shell.Dispose()
    }
}
