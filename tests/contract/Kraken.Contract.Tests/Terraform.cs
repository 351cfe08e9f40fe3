using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kraken.Contract.Tests;

/// <summary>
/// Terraform in a folder of its own, with the AWS provider out of a folder on this machine: nothing is downloaded.
/// </summary>
internal sealed partial class Terraform : IDisposable
{
    /// <summary>The access key of its calls, by which the server's log tells them from others.</summary>
    public const string AccessKeyId = "TERRAFORM";

    // Import blocks can be repeated by for_each since then.
    private static readonly Version OldestUsable = new(1, 7);
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(5);

    private static readonly string? ProviderFolder = PluginFolders().OfType<string>().FirstOrDefault(HasProvider);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kraken-terraform-");

    /// <summary>Copies the configuration of <c>tests/contract/terraform</c> into a new folder.</summary>
    public Terraform()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "terraform");
        foreach (var file in Directory.EnumerateFiles(source, "*.tf", SearchOption.AllDirectories))
        {
            var copy = PathOf(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(SpecFolder);
        var mirror = Path.GetFullPath(ProviderFolder!).Replace('\\', '/');
        File.WriteAllText(
            PathOf("cli.tfrc"), $$"""provider_installation { filesystem_mirror { path = "{{mirror}}" } }""");
    }

    /// <summary>Why Terraform cannot run here, or null where it can.</summary>
    public static string? MissingReason { get; } = WhyMissing();

    /// <summary>The folder of the spec files; each makes a connector.</summary>
    public string SpecFolder => PathOf("specs");

    /// <summary>The server of the next commands.</summary>
    public required Uri Endpoint { get; set; }

    /// <summary>Where a file of the configuration's folder lies.</summary>
    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>Its standard output.</returns>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await TryRunAsync(arguments);
        Assert.True(exitCode == 0, $"terraform {string.Join(' ', arguments)} ended with {exitCode}: {error}\n{output}");
        return output;
    }

    /// <summary>Runs a command.</summary>
    public async Task<(int ExitCode, string Output, string Error)> TryRunAsync(params string[] arguments)
    {
        using var process = Process.Start(Command(arguments))!;
        using var timeout = new CancellationTokenSource(CommandTimeout);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"terraform {string.Join(' ', arguments)} did not end: {await error}\n{await output}");
        }

        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ProcessStartInfo Command(string[] arguments)
    {
        var command = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What this machine is set up for must not reach the test, nor the test what lies beyond this machine.
        foreach (var name in command.Environment.Keys
            .Where(k => k.StartsWith("AWS_", StringComparison.Ordinal) || k.StartsWith("TF_", StringComparison.Ordinal))
            .ToList())
        {
            command.Environment.Remove(name);
        }

        command.Environment["TF_CLI_CONFIG_FILE"] = PathOf("cli.tfrc");
        command.Environment["TF_IN_AUTOMATION"] = "1";
        command.Environment["TF_INPUT"] = "0";
        command.Environment["TF_CLI_ARGS"] = "-no-color";
        command.Environment["TF_VAR_endpoint"] = Endpoint.ToString().TrimEnd('/');
        command.Environment["TF_VAR_specs"] = SpecFolder;
        command.Environment["CHECKPOINT_DISABLE"] = "1";
        command.Environment["NO_PROXY"] = Endpoint.Host;
        command.Environment["AWS_ACCESS_KEY_ID"] = AccessKeyId;
        command.Environment["AWS_SECRET_ACCESS_KEY"] = "none";
        command.Environment["AWS_CONFIG_FILE"] = PathOf("no-config");
        command.Environment["AWS_SHARED_CREDENTIALS_FILE"] = PathOf("no-credentials");
        command.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        return command;
    }

    private static string? WhyMissing()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("terraform", ["version", "-json"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["CHECKPOINT_DISABLE"] = "1" },
            })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                return "terraform does not run on this machine.";
            var text = (string?)JsonNode.Parse(output)?["terraform_version"] ?? "0.0";
            if (Version.Parse(text.Split('-')[0]) < OldestUsable)
                return $"terraform is {text}, and the test needs {OldestUsable} or newer.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "terraform is not on this machine.";
        }

        return ProviderFolder is null
            ? "Version 5 of Terraform's AWS provider is in no plugin folder of this machine; "
                + "name the folder in KRAKEN_TERRAFORM_PLUGINS."
            : null;
    }

    /// <summary>Whether the folder has the provider, unpacked or packed, as a mirror has it.</summary>
    private static bool HasProvider(string folder)
    {
        var provider = Path.Combine(folder, "registry.terraform.io", "hashicorp", "aws");
        return Directory.Exists(provider)
            && (Directory.EnumerateDirectories(provider, "5.*").Any()
                || Directory.EnumerateFiles(provider, "terraform-provider-aws_5.*.zip").Any());
    }

    private static IEnumerable<string?> PluginFolders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return
        [
            Environment.GetEnvironmentVariable("KRAKEN_TERRAFORM_PLUGINS"),
            Environment.GetEnvironmentVariable("TF_PLUGIN_CACHE_DIR"),
            .. ConfiguredFolders(Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE")),
            .. ConfiguredFolders(Path.Combine(home, ".terraformrc")),
            Path.Combine(home, ".terraform.d", "plugins"),
            Path.Combine(home, ".terraform.d", "plugin-cache"),
            "/usr/local/share/terraform/plugins",
            "/usr/share/terraform/plugins",
            "/opt/terraform/plugins",
            "/opt/tf-plugins",
        ];
    }

    /// <summary>The folders that Terraform's own configuration names.</summary>
    private static IEnumerable<string> ConfiguredFolders(string? file) => File.Exists(file)
        ? ConfiguredFolder().Matches(File.ReadAllText(file)).Select(m => m.Groups["folder"].Value)
        : [];

    [GeneratedRegex("""\b(?:path|plugin_cache_dir)\s*=\s*"(?<folder>[^"]+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex ConfiguredFolder();
}
