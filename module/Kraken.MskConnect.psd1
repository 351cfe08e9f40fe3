@{
    RootModule           = 'Kraken.MskConnect.psm1'
    # The version of the whole repository: Directory.Build.props reads it here.
    ModuleVersion        = '0.2.0'
    GUID                 = '0f6f4f0e-6a7c-4b0e-9a52-5f5e2f1d7c31'
    Author               = 'Kraken.MskConnect contributors'
    CompanyName          = 'Kraken.MskConnect contributors'
    Copyright            = 'Copyright (c) Kraken.MskConnect contributors. Apache-2.0.'
    Description          = 'Provisions Amazon MSK Connect connectors, such as Debezium sources and S3 sinks, with a least-privilege role, a security group and a log group: shows a plan, creates only what is missing, and removes everything that it created.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('Kraken.MskConnect.Format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Compare-KrakenMskConnector'
        'Export-KrakenConnectorSpec'
        'Get-KrakenCallerPolicy'
        'Get-KrakenConnectorAcl'
        'Get-KrakenConnectorLog'
        'Get-KrakenConnectorOperation'
        'Get-KrakenConnectorPolicy'
        'Get-KrakenLocalAwsRequest'
        'Get-KrakenMskConnector'
        'Get-KrakenOrphan'
        'Import-KrakenConnectorSpec'
        'New-KrakenConnectorSpec'
        'New-KrakenMskConnector'
        'Remove-KrakenMskConnector'
        'Restart-KrakenMskConnector'
        'Resume-KrakenMskConnector'
        'Start-KrakenLocalAws'
        'Stop-KrakenLocalAws'
        'Suspend-KrakenMskConnector'
        'Test-KrakenConnectorPolicy'
        'Test-KrakenConnectorSpec'
        'Test-KrakenMskConnector'
        'Update-KrakenMskConnector'
        'Wait-KrakenMskConnector'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @(
                'AWS', 'MSK', 'MSKConnect', 'Kafka', 'KafkaConnect', 'Debezium', 'S3', 'IAM'
                'Windows', 'Linux', 'MacOS', 'PSEdition_Core'
            )
            LicenseUri   = 'https://www.apache.org/licenses/LICENSE-2.0'
            ProjectUri   = 'https://github.com/your-org/Kraken.MskConnect'
            IconUri      = 'https://raw.githubusercontent.com/your-org/Kraken.MskConnect/main/docs/icon.svg'
            ReleaseNotes = 'https://github.com/your-org/Kraken.MskConnect/blob/main/CHANGELOG.md'
        }
    }
}
