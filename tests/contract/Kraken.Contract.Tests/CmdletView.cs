using System.Diagnostics;
using System.Text.Json.Nodes;
using Kraken.AwsClients.Tests;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests;

/// <summary>
/// What a user sees of the connectors that Terraform made: the assembled module's cmdlets in a PowerShell of their own.
/// </summary>
/// <param name="Connectors">What Get-KrakenMskConnector returns, by connector.</param>
/// <param name="Plans">What Compare-KrakenMskConnector returns for the specs that Terraform got, by connector.</param>
/// <param name="ExportedPlans">The same for the files that Export-KrakenConnectorSpec wrote.</param>
/// <param name="TightenedPlans">The same for these files without the inputs that keep what the connectors have beyond.</param>
/// <param name="Warnings">What the export warned of.</param>
internal sealed record CmdletView(
    IReadOnlyDictionary<string, JsonObject> Connectors,
    IReadOnlyDictionary<string, JsonObject> Plans,
    IReadOnlyDictionary<string, JsonObject> ExportedPlans,
    IReadOnlyDictionary<string, JsonObject> TightenedPlans,
    IReadOnlyList<string> Warnings)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    // The values come in as parameters, so that no path or URL is ever read as PowerShell.
    private const string Script = """
        param([string] $Module, [string] $EndpointUrl, [string] $Specs, [string] $Exported, [string] $Result)
        $ErrorActionPreference = 'Stop'
        Import-Module $Module
        $aws = @{ EndpointUrl = $EndpointUrl; AccessKey = 'KRAKEN'; SecretKey = 'none' }
        $connectors = @(Get-KrakenMskConnector -Region us-east-1 @aws)
        $connectors | Export-KrakenConnectorSpec -Path $Exported @aws -WarningVariable warnings -WarningAction Ignore
        $tightened = Get-ChildItem "$Exported*.json" | ForEach-Object {
            $inputs = Get-Content $_ -Raw | ConvertFrom-Json -AsHashtable
            foreach ($name in @($inputs.Keys) -like 'additional_*') { $inputs.Remove($name) }
            $inputs
        }
        [ordered]@{
            Connectors = $connectors
            Plans = @(Import-KrakenConnectorSpec "$Specs/*.json" | Compare-KrakenMskConnector @aws -WarningAction Ignore)
            ExportedPlans = @(Import-KrakenConnectorSpec "$Exported*.json" | Compare-KrakenMskConnector @aws -WarningAction Ignore)
            TightenedPlans = @($tightened | Compare-KrakenMskConnector @aws -WarningAction Ignore)
            Warnings = @($warnings | ForEach-Object Message)
        } | ConvertTo-Json -Depth 8 -EnumsAsStrings | Set-Content $Result
        """;

    /// <summary>Why the cmdlets cannot be asked about what Terraform made; null where they can.</summary>
    public static string? MissingReason => Terraform.MissingReason;

    /// <summary>Asks the cmdlets.</summary>
    /// <param name="endpoint">The server on which Terraform made the connectors.</param>
    /// <param name="specFolder">The specs that Terraform got.</param>
    public static async Task<CmdletView> OfAsync(Uri endpoint, string specFolder)
    {
        var folder = Directory.CreateTempSubdirectory("kraken-cmdlets-");
        try
        {
            var (script, result) = (Path.Combine(folder.FullName, "view.ps1"), Path.Combine(folder.FullName, "view.json"));
            await File.WriteAllTextAsync(script, Script);
            await RunAsync(
            [
                "-File", script,
                "-Module", Manifest(), "-EndpointUrl", endpoint.ToString(), "-Specs", specFolder,
                "-Exported", Path.Combine(folder.FullName, "exported") + Path.DirectorySeparatorChar, "-Result", result,
            ]);
            var view = JsonNode.Parse(await File.ReadAllTextAsync(result))!.AsObject();
            return new CmdletView(
                ByName(view, nameof(Connectors)), ByName(view, nameof(Plans)), ByName(view, nameof(ExportedPlans)),
                ByName(view, nameof(TightenedPlans)),
                [.. view[nameof(Warnings)]!.AsArray().Select(w => (string)w!)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Manifest() => Assert.Single(Directory.EnumerateFiles(
        Path.Combine(Repository.Root, "output", "Kraken.MskConnect"), "Kraken.MskConnect.psd1",
        SearchOption.AllDirectories));

    private static async Task RunAsync(string[] arguments)
    {
        var start = PowerShell.Command(arguments);

        // What this machine is set up for must not reach the test.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(_patience);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"pwsh did not end: {await errors}\n{await output}");
        }

        Assert.True(process.ExitCode == 0, $"pwsh ended with {process.ExitCode}: {await errors}\n{await output}");
    }

    private static Dictionary<string, JsonObject> ByName(JsonObject view, string list) => view[list]!.AsArray()
        .ToDictionary(o => (string)o!["ConnectorName"]!, o => o!.AsObject(), StringComparer.Ordinal);
}
