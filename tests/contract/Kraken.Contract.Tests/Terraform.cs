using System.Diagnostics;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests;

/// <summary>
/// Terraform in a folder of its own, with the AWS provider out of a folder on this machine: nothing is downloaded.
/// </summary>
internal sealed class Terraform : IDisposable
{
    /// <inheritdoc cref="TerraformTool.AccessKeyId"/>
    public const string AccessKeyId = TerraformTool.AccessKeyId;

    private static readonly TimeSpan _commandTimeout = TimeSpan.FromMinutes(5);

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
        TerraformTool.Prepare(_folder.FullName);
    }

    /// <summary>Why Terraform cannot run here, or null where it can.</summary>
    public static string? MissingReason => TerraformTool.MissingReason;

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
        using var timeout = new CancellationTokenSource(_commandTimeout);
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
        var command = TerraformTool.Command(_folder.FullName, Endpoint, arguments);
        command.Environment["TF_VAR_specs"] = SpecFolder;
        return command;
    }
}
