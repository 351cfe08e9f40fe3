# Pages whose fenced blocks are run in order, as pasted: reads the blocks, and runs them in a session of their own.

# The fenced blocks of a page, each with the heading that it is under, its language and its text.
function Get-PageBlock {
    param([Parameter(Mandatory)] [string] $Path)
    $text = (Get-Content $Path -Raw) -replace '\r'
    $heading = $null
    foreach ($match in [regex]::Matches($text, '(?ms)^```(?<language>\w+)\n(?<code>.*?)^```$|^#+ (?<heading>[^\n]+)$')) {
        if ($match.Groups['heading'].Success) {
            $heading = $match.Groups['heading'].Value
        }
        else {
            [pscustomobject]@{ Heading = $heading; Language = $match.Groups['language'].Value; Code = $match.Groups['code'].Value }
        }
    }
}

# A session like the one at a prompt, in a folder, with the module. Nobody is there to be asked.
function New-PageSession {
    param([Parameter(Mandatory)] [string] $Folder, [string] $EndpointUrl)
    $session = [powershell]::Create()
    $setting = @'
        param($Module, $Folder, $EndpointUrl)
        $PSStyle.OutputRendering = 'PlainText'
        Import-Module $Module
        Set-Location $Folder
        $PSDefaultParameterValues['*-Kraken*:WarningAction'] = 'SilentlyContinue'
        $PSDefaultParameterValues['*-Kraken*:Confirm'] = $false
        if ($EndpointUrl) {
            foreach ($command in Get-Command -Module Kraken.MskConnect -Noun KrakenMskConnector, KrakenConnectorLog, KrakenConnectorOperation, KrakenOrphan, KrakenConnectorSpec) {
                if (-not $command.Parameters.ContainsKey('EndpointUrl')) { continue }
                $PSDefaultParameterValues["$($command.Name):EndpointUrl"] = $EndpointUrl
                # Of a spec, the region would be an input.
                if ($command.Verb -notin 'Compare', 'Import', 'New', 'Update') { $PSDefaultParameterValues["$($command.Name):Region"] = 'us-east-1' }
            }
        }
'@
    $null = $session.AddScript($setting).AddArgument($modulePath).AddArgument($Folder).AddArgument($EndpointUrl).Invoke()
    if ($session.HadErrors) { throw "The setting failed: $($session.Streams.Error)" }
    $session
}

# Runs a block; returns what it shows, its output, its errors and its verbose lines.
function Invoke-PageBlock {
    param([Parameter(Mandatory)] $Session, [Parameter(Mandatory)] [string] $Code)
    $Session.Commands.Clear()
    $Session.Streams.ClearStreams()
    $thrown = $null
    $output = @()
    try { $output = @($Session.AddScript($Code, $false).Invoke()) } catch { $thrown = $_.Exception.InnerException ?? $_.Exception }
    [pscustomobject]@{
        Output   = $output
        Text     = ($output | Out-String -Width 120).TrimEnd()
        Errors   = @($Session.Streams.Error | ForEach-Object { "$($_.FullyQualifiedErrorId): $($_.Exception.Message)" }) + @($thrown | Where-Object { $_ } | ForEach-Object Message)
        Warnings = @($Session.Streams.Warning | ForEach-Object Message)
    }
}

# A call that the module has no cmdlet for, as bytes on the wire.
function Invoke-LocalAws {
    param([string] $EndpointUrl, [string] $Service, [string] $Path = '/', [string] $Method = 'Post', [string] $Target, [hashtable] $Json, [hashtable] $Form)
    $headers = @{ Authorization = "AWS4-HMAC-SHA256 Credential=AK/20260301/us-east-1/$Service/aws4_request, SignedHeaders=host, Signature=00" }
    if ($Target) { $headers['X-Amz-Target'] = $Target }
    $body = @{}
    if ($Form) { $body = @{ Body = $Form; ContentType = 'application/x-www-form-urlencoded' } }
    elseif ($Json) { $body = @{ Body = $Json | ConvertTo-Json -Depth 9; ContentType = $Target ? 'application/x-amz-json-1.1' : 'application/json' } }
    Invoke-RestMethod -Uri ($EndpointUrl.TrimEnd('/') + $Path) -Method $Method -Headers $headers @body -SkipHeaderValidation
}
