BeforeDiscovery {
    . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    $commands = (Get-Command -Module Kraken.MskConnect).Name
}

Describe 'Help of <_>' -ForEach $commands {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $help = Get-Help $_ -Full
        $command = Get-Command $_
    }

    It 'has a synopsis and a description' {
        $help.Synopsis.Trim() | Should -Match '\w+ .*\.$'
        $help.description.Text | Should -Not -BeNullOrEmpty
    }

    It 'has two examples with an explanation each' {
        $examples = @($help.examples.example)
        $examples.Count | Should -BeGreaterOrEqual 2
        foreach ($example in $examples) {
            $example.code | Should -Match 'Kraken'
            $example.remarks.Text | Should -Not -BeNullOrEmpty
        }
    }

    It 'has examples that parse' {
        foreach ($example in @($help.examples.example)) {
            $errors = $null
            $null = [Management.Automation.Language.Parser]::ParseInput($example.code, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty
        }
    }

    It 'describes every parameter' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters
        $described = @{}
        foreach ($parameter in $help.parameters.parameter) {
            $described[$parameter.name] = ($parameter.description.Text -join ' ')
        }
        foreach ($name in $command.Parameters.Keys | Where-Object { $_ -notin $common }) {
            $described[$name] | Should -Not -BeNullOrEmpty -Because "-$name is a parameter"
        }
    }

    It 'shows in the syntax what is required and what has a position' {
        $common = [Management.Automation.PSCmdlet]::CommonParameters
        $syntax = $help.syntax | Out-String -Width 100000
        foreach ($parameter in $command.ParameterSets.Parameters | Where-Object Name -NotIn $common) {
            $shown = $parameter.Position -ge 0 ? "\[-$($parameter.Name)\]" : "-$($parameter.Name)"
            if ($parameter.ParameterType -ne [switch]) {
                $shown += ' [<{][^>}]+[>}]'
            }
            $syntax | Should -Match ($parameter.IsMandatory ? " $shown " : " \[$shown\] ")
        }
    }

    It 'says what goes in and comes out' {
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
    }

    It 'declares what it returns where it returns something' {
        if ($_ -ne 'Stop-KrakenLocalAws') {
            $command.OutputType.Count | Should -BeGreaterThan 0
        }
    }
}

Describe 'about_Kraken.MskConnect' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'is found and names every cmdlet' {
        $text = Get-Help about_Kraken.MskConnect | Out-String
        foreach ($name in (Get-Command -Module Kraken.MskConnect).Name) {
            $text | Should -Match $name
        }
    }
}
