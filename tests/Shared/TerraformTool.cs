using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kraken.Tests.Shared;

/// <summary>The Terraform of this machine, with the AWS provider out of a folder on it: nothing is downloaded.</summary>
internal static partial class TerraformTool
{
    /// <summary>The access key of its calls, by which a server's log tells them from others.</summary>
    public const string AccessKeyId = "TERRAFORM";

    private const string Configuration = "cli.tfrc";

    // Import blocks can be repeated by for_each since then.
    private static readonly Version _oldestUsable = new(1, 7);

    private static readonly string? _providerFolder = PluginFolders().OfType<string>().FirstOrDefault(HasProvider);

    /// <summary>Why Terraform cannot run here, or null where it can.</summary>
    public static string? MissingReason { get; } = WhyMissing();

    /// <summary>Makes a folder's commands take the provider from this machine.</summary>
    public static void Prepare(string folder)
    {
        var mirror = Path.GetFullPath(_providerFolder!).Replace('\\', '/');
        File.WriteAllText(
            Path.Combine(folder, Configuration),
            $$"""provider_installation { filesystem_mirror { path = "{{mirror}}" } }""");
    }

    /// <summary>A command in a folder that was prepared.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="endpoint">The server that it is to ask.</param>
    /// <param name="arguments">What follows the program's name.</param>
    public static ProcessStartInfo Command(string folder, Uri endpoint, params string[] arguments)
    {
        var command = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What this machine is set up for must not reach the command, nor the command what lies beyond this machine.
        foreach (var name in command.Environment.Keys
            .Where(k => k.StartsWith("AWS_", StringComparison.Ordinal) || k.StartsWith("TF_", StringComparison.Ordinal))
            .ToList())
        {
            command.Environment.Remove(name);
        }

        command.Environment["TF_CLI_CONFIG_FILE"] = Path.Combine(folder, Configuration);
        command.Environment["TF_IN_AUTOMATION"] = "1";
        command.Environment["TF_INPUT"] = "0";
        command.Environment["TF_CLI_ARGS"] = "-no-color";
        command.Environment["TF_VAR_endpoint"] = endpoint.ToString().TrimEnd('/');
        command.Environment["CHECKPOINT_DISABLE"] = "1";
        command.Environment["NO_PROXY"] = endpoint.Host;
        command.Environment["AWS_ACCESS_KEY_ID"] = AccessKeyId;
        command.Environment["AWS_SECRET_ACCESS_KEY"] = "none";
        command.Environment["AWS_CONFIG_FILE"] = Path.Combine(folder, "no-config");
        command.Environment["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder, "no-credentials");
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
            if (Version.Parse(text.Split('-')[0]) < _oldestUsable)
                return $"terraform is {text}, and the test needs {_oldestUsable} or newer.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "terraform is not on this machine.";
        }

        return _providerFolder is null
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
