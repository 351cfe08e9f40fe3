<#
.SYNOPSIS
Records what Terraform makes of the reference's examples, for the test of docs/from-terraform.md.

.DESCRIPTION
Applies tests/contract/terraform, without its surroundings, to an embedded AWS, and writes beside itself
aws-state.json (all that the embedded AWS then holds) and terraform-state.json (Terraform's own state). As in the reference's
usage, the connector's credentials are values and not references to a secret. It needs terraform and a folder with the AWS
provider in the form of a mirror; nothing is downloaded.

.EXAMPLE
./tests/pester/terraform/record.ps1 -ProviderMirror /opt/tf-plugins
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # The folder with registry.terraform.io/hashicorp/aws in it.
    [string] $ProviderMirror = $env:KRAKEN_TERRAFORM_PLUGINS
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', '..'))
Import-Module (Get-Item ([IO.Path]::Combine($root, 'output', 'Kraken.MskConnect', '*', '*.psd1'))).FullName
$folder = (New-Item -ItemType Directory ([IO.Path]::Combine([IO.Path]::GetTempPath(), [guid]::NewGuid()))).FullName
$state = [IO.Path]::Combine($PSScriptRoot, 'aws-state.json')
Remove-Item $state -ErrorAction Ignore
$aws = Start-KrakenLocalAws -State $state -ConnectorTransition 0.2
try {
    Copy-Item ([IO.Path]::Combine($root, 'tests', 'contract', 'terraform', '*')) $folder -Recurse -Exclude surroundings.tf, imports.tf
    $null = New-Item -ItemType Directory "$folder/specs"
    foreach ($file in Get-Item ([IO.Path]::Combine($root, 'examples', 'specs', '*.json'))) {
        $spec = Get-Content $file -Raw | ConvertFrom-Json -AsHashtable
        $spec.Remove('worker_configuration_arn')
        $spec.Remove('accepted_findings')
        foreach ($key in 'database.user', 'database.password') {
            if ($spec.connector_configuration.ContainsKey($key)) { $spec.connector_configuration[$key] = 'made-up-' + $key }
        }
        $spec | ConvertTo-Json -Depth 6 | Set-Content "$folder/specs/$($file.Name)"
    }

    "provider_installation { filesystem_mirror { path = `"$ProviderMirror`" } }" | Set-Content "$folder/cli.tfrc"
    $env:TF_CLI_CONFIG_FILE = "$folder/cli.tfrc"
    $env:TF_VAR_endpoint = $aws.EndpointUrl.ToString().TrimEnd('/')
    $env:TF_VAR_specs = "$folder/specs"
    $env:AWS_ACCESS_KEY_ID = 'TERRAFORM'
    $env:AWS_SECRET_ACCESS_KEY = 'none'
    $env:AWS_EC2_METADATA_DISABLED = 'true'
    $env:CHECKPOINT_DISABLE = 1
    terraform "-chdir=$folder" init -no-color -input=false | Out-Null
    terraform "-chdir=$folder" apply -no-color -input=false -auto-approve | Select-Object -Last 1
    Copy-Item "$folder/terraform.tfstate" ([IO.Path]::Combine($PSScriptRoot, 'terraform-state.json'))
}
finally {
    Stop-KrakenLocalAws
    Remove-Item $folder -Recurse -Force
}
