using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Stops embedded AWSs in this process.</summary>
/// <remarks>
/// <para>
/// Their state is lost unless -State was given. Without -EndpointUrl, every embedded AWS that Start-KrakenLocalAws
/// started is stopped. What -AsDefault made the session's endpoint is no longer: commands call AWS again.
/// </para>
/// </remarks>
/// <example>
/// <code>Stop-KrakenLocalAws</code>
/// <para>Stops all embedded AWSs.</para>
/// </example>
/// <example>
/// <code>$aws | Stop-KrakenLocalAws</code>
/// <para>Stops the embedded AWS that Start-KrakenLocalAws returned.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "KrakenLocalAws")]
public sealed class StopKrakenLocalAwsCommand : AsyncCmdlet
{
    /// <summary>The URLs of the embedded AWSs to stop. Default: all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EndpointUrlCompleter))]
    public string[]? EndpointUrl { get; set; }

    private protected override void ProcessInput()
    {
        // Nothing in it must not mean all.
        if (MyInvocation.BoundParameters.TryGetValue(nameof(EndpointUrl), out var given) && GivenParameters.IsEmpty(given))
            throw NoUrl();
        foreach (var url in EndpointUrl ?? [.. LocalAwsServers.All.Select(i => i.EndpointUrl)])
            Start(url, url, _ => StopAsync(url));
    }

    private static KrakenException NoUrl() => new(
        KrakenErrorKind.NotFound,
        "EndpointUrl: it is null or empty. Nothing was stopped.",
        "Start-KrakenLocalAws returns the URL; without -EndpointUrl, all are stopped.");

    private static async Task StopAsync(string url)
    {
        if (!await LocalAwsServers.StopAsync(url))
        {
            throw new KrakenException(
                KrakenErrorKind.NotFound,
                $"EndpointUrl: no embedded AWS in this process answers at '{url}'.",
                "Start-KrakenLocalAws returns the URL; without -EndpointUrl, all are stopped.");
        }
    }
}
