# The examples and what the README shows for pipelines, as the scripts that they are, by their exit codes: where all is
# well, where one file is broken, and where AWS cannot be reached.

BeforeDiscovery {
    . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    # The PowerShell steps of a workflow: the text below "run: |" or "- pwsh: |", without its indentation.
    function Get-Step([string] $File) {
        $text = Get-Content ([IO.Path]::Combine($root, 'examples', $File)) -Raw
        foreach ($match in [regex]::Matches($text, '(?m)^ *(?:run|- pwsh): \|\r?\n(?<body>(?<indent> +)\S.*\r?\n(?:\k<indent>.*\r?\n|\r?\n)*)')) {
            $match.Groups['body'].Value -replace "(?m)^$($match.Groups['indent'].Value)"
        }
    }
    $steps = foreach ($file in 'github-actions.yml', 'azure-pipelines.yml') {
        $calling = @(Get-Step $file | Where-Object { $_ -match 'Import-Module' })
        @{ File = $file; Plan = $calling[0]; Apply = $calling[1] }
    }
    $readme = Get-Content ([IO.Path]::Combine($root, 'README.md')) -Raw
    $exit = [regex]::Matches($readme, '(?ms)^```powershell\r?\n(.*?)^```').ForEach({ $_.Groups[1].Value }).Where({ $_ -match '(?m)^exit' })
}

BeforeAll {
    . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    $nowhere = 'http://127.0.0.1:9'

    # A folder of connectors, of which one file may be broken.
    function New-Folder([switch] $Broken) {
        $folder = New-Item -ItemType Directory ([IO.Path]::Combine($TestDrive, [guid]::NewGuid()))
        foreach ($name in 'connectors', 'specs') {
            Copy-Item $specFolder ([IO.Path]::Combine($folder, $name)) -Recurse
            Remove-Item ([IO.Path]::Combine($folder, $name, 'README.md'))
            if ($Broken) {
                '{ "connector_name": ' | Set-Content ([IO.Path]::Combine($folder, $name, 'broken.json'))
            }
        }
        $module = [IO.Path]::Combine($folder, 'modules', 'Kraken.MskConnect')
        $null = New-Item -ItemType Directory ([IO.Path]::Combine($folder, 'modules'))
        Copy-Item (Split-Path $modulePath) $module -Recurse
        $folder.FullName
    }

    # Runs a script in a folder as a pipeline's step; returns its exit code and its output.
    function Invoke-Step([string] $Code, [string] $Folder, [string] $EndpointUrl) {
        $file = [IO.Path]::Combine($Folder, "step-$([guid]::NewGuid()).ps1")
        "Set-Location '$Folder'; `$PSDefaultParameterValues = @{ '*-KrakenMskConnector:EndpointUrl' = '$EndpointUrl' }`n$Code" | Set-Content $file
        $shell = Get-Shell
        $output = & $shell[0] @($shell | Select-Object -Skip 1) -NoLogo -NoProfile -NonInteractive -File $file 2>&1 | Out-String
        # Errors are broken into lines with a bar before each.
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = $output -replace '\e\[[0-9;]*m' -replace '\s*\n\s*\|?\s*', ' ' }
    }

    function Get-Mutating {
        @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object IsMutating)
    }
}

Describe 'The README''s step with an exit code' -ForEach @(@{ Code = $exit[0] }) {
    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $import = "Import-Module '$modulePath';"
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'ends with 2 where something differs, and with 0 where nothing does' {
        $folder = New-Folder
        (Invoke-Step "$import$Code" $folder $aws.EndpointUrl).ExitCode | Should -Be 2
        $null = Import-KrakenConnectorSpec $specFolder/*.json | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        (Invoke-Step "$import$Code" $folder $aws.EndpointUrl).ExitCode | Should -Be 0
    }

    It 'ends with 1 where AWS cannot be reached' {
        (Invoke-Step "$import$Code" (New-Folder) $nowhere).ExitCode | Should -Be 1
    }

    It 'ends with 1 where a file is broken' {
        (Invoke-Step "$import$Code" (New-Folder -Broken) $aws.EndpointUrl).ExitCode | Should -Be 1
    }

    It 'ends with 1 where no file is there' {
        $folder = New-Folder
        Remove-Item ([IO.Path]::Combine($folder, 'specs', '*'))
        (Invoke-Step "$import$Code" $folder $aws.EndpointUrl).ExitCode | Should -Be 1
    }
}

Describe 'The steps of <File>' -ForEach $steps {
    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $env:GITHUB_STEP_SUMMARY = [IO.Path]::Combine($TestDrive, "summary-$([guid]::NewGuid())")
        $env:GITHUB_OUTPUT = [IO.Path]::Combine($TestDrive, "output-$([guid]::NewGuid())")
    }

    AfterEach {
        Stop-KrakenLocalAws
        Remove-Item Env:GITHUB_STEP_SUMMARY, Env:GITHUB_OUTPUT
    }

    It 'plan, and carry out just that plan' {
        $folder = New-Folder
        $plan = Invoke-Step $Plan $folder $aws.EndpointUrl
        $plan.ExitCode | Should -Be 0 -Because $plan.Output
        Get-Mutating | Should -BeNullOrEmpty

        # Where an artifact lies is for the workflow to say.
        $env:PIPELINE_WORKSPACE = $folder
        $null = New-Item -ItemType Directory ([IO.Path]::Combine($folder, 'plan'))
        Copy-Item ([IO.Path]::Combine($folder, 'plan.json')) ([IO.Path]::Combine($folder, 'plan'))
        # A spec that has changed since is not what was approved.
        $file = [IO.Path]::Combine($folder, 'connectors', 's3-sink-raw-mnpi-dev.tfvars.json')
        $approved = Get-Content $file -Raw
        $approved -replace '"flush.size": *"1000"', '"flush.size": "2000"' | Set-Content $file
        (Invoke-Step $Apply $folder $aws.EndpointUrl).ExitCode | Should -Be 1
        Get-Mutating | Where-Object { "$($_.Resource)$($_.Operation)" -match 'Connector' } | Should -BeNullOrEmpty

        $approved | Set-Content $file
        $apply = Invoke-Step $Apply $folder $aws.EndpointUrl
        $apply.ExitCode | Should -Be 0 -Because $apply.Output
        (Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1).Count | Should -Be 2

        Remove-Item Env:PIPELINE_WORKSPACE
    }

    It 'remove the connector whose file is gone, as the approved plan says, and only then' {
        $folder = New-Folder
        $null = Import-KrakenConnectorSpec $specFolder/*.json | New-KrakenMskConnector -Fleet connectors -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        $spare = [IO.Path]::Combine($folder, 'spare.json')
        Move-Item ([IO.Path]::Combine($folder, 'connectors', 's3-sink-raw-mnpi-dev.tfvars.json')) $spare
        $plan = Invoke-Step $Plan $folder $aws.EndpointUrl
        $plan.ExitCode | Should -Be 0 -Because $plan.Output
        if (Test-Path $env:GITHUB_STEP_SUMMARY) { Get-Content $env:GITHUB_STEP_SUMMARY -Raw | Should -Match '1 to remove, 1 unchanged' }
        $env:PIPELINE_WORKSPACE = $folder
        $null = New-Item -ItemType Directory ([IO.Path]::Combine($folder, 'plan'))
        Copy-Item ([IO.Path]::Combine($folder, 'plan.json')) ([IO.Path]::Combine($folder, 'plan'))

        # The file is back: nobody has approved of that.
        Copy-Item $spare ([IO.Path]::Combine($folder, 'connectors', 's3-sink-raw-mnpi-dev.tfvars.json'))
        $before = (Get-Mutating).Count
        (Invoke-Step $Apply $folder $aws.EndpointUrl).ExitCode | Should -Be 1
        (Get-Mutating).Count | Should -Be $before

        Remove-Item ([IO.Path]::Combine($folder, 'connectors', 's3-sink-raw-mnpi-dev.tfvars.json'))
        $apply = Invoke-Step $Apply $folder $aws.EndpointUrl
        $apply.ExitCode | Should -Be 0 -Because $apply.Output
        (Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1).ConnectorName | Should -Be 'debezium-postgres-cdc-dev'
        Remove-Item Env:PIPELINE_WORKSPACE
    }

    It 'fail where AWS cannot be reached' {
        (Invoke-Step $Plan (New-Folder) $nowhere).ExitCode | Should -Be 1
    }

    It 'fail where a file is broken, and send nothing that changes anything' {
        (Invoke-Step $Plan (New-Folder -Broken) $aws.EndpointUrl).ExitCode | Should -Be 1
        Get-Mutating | Should -BeNullOrEmpty
    }
}

Describe 'runbook.ps1' {
    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $runbook = "Import-Module '$modulePath'; & '$([IO.Path]::Combine($root, 'examples', 'runbook.ps1'))' -Path connectors"
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'makes the connectors and returns them, and changes nothing the second time' {
        $folder = New-Folder
        $run = Invoke-Step "$runbook -EndpointUrl $($aws.EndpointUrl)" $folder $aws.EndpointUrl
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Output | Should -Match 'RUNNING +us-east-1 .*debezium-postgres-cdc-dev'
        $changes = (Get-Mutating).Count
        $again = Invoke-Step "$runbook -EndpointUrl $($aws.EndpointUrl)" $folder $aws.EndpointUrl
        $again.ExitCode | Should -Be 0
        (Get-Mutating).Count | Should -Be $changes
    }

    It 'sends nothing where one file is broken, and ends with a terminating error' {
        $run = Invoke-Step "$runbook -EndpointUrl $($aws.EndpointUrl); 'went on'" (New-Folder -Broken) $aws.EndpointUrl
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Match 'nothing was sent to AWS'
        $run.Output | Should -Not -Match 'went on'
        $rehearsalType::Requests($aws.EndpointUrl) | Should -BeNullOrEmpty
    }

    It 'ends with a terminating error where AWS cannot be reached' {
        $run = Invoke-Step "$runbook -EndpointUrl $nowhere; 'went on'" (New-Folder) $nowhere
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Match '2 of 2 connectors could not be provisioned'
        $run.Output | Should -Not -Match 'went on'
    }

    It 'refuses an endpoint that is empty' {
        $run = Invoke-Step "$runbook -EndpointUrl ''" (New-Folder) $nowhere
        $run.ExitCode | Should -Be 1
    }

    It 'shows the plans under -WhatIf and changes nothing' {
        $run = Invoke-Step "$runbook -EndpointUrl $($aws.EndpointUrl) -WhatIf" (New-Folder) $aws.EndpointUrl
        $run.ExitCode | Should -Be 0 -Because $run.Output
        $run.Output | Should -Match 'What if'
        Get-Mutating | Should -BeNullOrEmpty
    }
}

Describe 'quickstart.ps1' {
    It 'ends with an error where the embedded AWS is not there' {
        $run = Invoke-Step "Import-Module '$modulePath'; & '$([IO.Path]::Combine($root, 'examples', 'quickstart.ps1'))' -EndpointUrl $nowhere" (New-Folder) $nowhere
        $run.ExitCode | Should -Be 1
        $run.Output | Should -Match 'cannot be reached'
    }
}
