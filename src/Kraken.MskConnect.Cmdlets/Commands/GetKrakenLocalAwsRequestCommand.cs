using System.Management.Automation;
using Kraken.LocalAws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Gets the requests that an embedded AWS in this process answered.</summary>
/// <remarks>
/// <para>
/// Returns one object for each request, oldest first: the access key, the service and operation, the time, the HTTP
/// status and the error code. The last 100,000 requests are kept. Without -EndpointUrl, the requests of every embedded
/// AWS are returned.
/// </para>
/// </remarks>
/// <example>
/// <code>$aws | Get-KrakenLocalAwsRequest -Mutating</code>
/// <para>Shows the requests that changed something.</para>
/// </example>
/// <example>
/// <code>Get-KrakenLocalAwsRequest -Service iam | Where-Object StatusCode -ge 400</code>
/// <para>Shows the requests that IAM rejected.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenLocalAwsRequest")]
[OutputType(typeof(LocalAwsRequest))]
public sealed class GetKrakenLocalAwsRequestCommand : PSCmdlet
{
    /// <summary>The URLs of the embedded AWSs. Default: all in this process.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EndpointUrlCompleter))]
    public string[]? EndpointUrl { get; set; }

    /// <summary>The services by their signing names, for example kafkaconnect; wildcards are allowed. Default *.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string[] Service { get; set; } = ["*"];

    /// <summary>The operations, for example Create*; wildcards are allowed. Default *.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string[] Operation { get; set; } = ["*"];

    /// <summary>Returns only requests whose operation changes resources.</summary>
    [Parameter]
    public SwitchParameter Mutating { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MyInvocation.BoundParameters.TryGetValue(nameof(EndpointUrl), out var given) && GivenParameters.IsEmpty(given))
        {
            WriteError(ErrorRecords.From(
                new KrakenException(
                    KrakenErrorKind.NotFound,
                    "EndpointUrl: it is given, but is null or empty.",
                    "Start-KrakenLocalAws returns the URL; without -EndpointUrl, the requests of all are returned."),
                target: null));
            return;
        }

        var services = Patterns(Service);
        var operations = Patterns(Operation);
        foreach (var url in EndpointUrl ?? [.. LocalAwsServers.All.Select(i => i.EndpointUrl)])
        {
            if (LocalAwsServers.Cloud(url.TrimEnd('/')) is not { } cloud)
            {
                WriteError(ErrorRecords.From(
                    new KrakenException(
                        KrakenErrorKind.NotFound,
                        $"EndpointUrl: no embedded AWS in this process answers at '{url}'.",
                        "Start-KrakenLocalAws returns the URL; without -EndpointUrl, the requests of all are returned."),
                    url));
                continue;
            }

            foreach (var request in cloud.Requests)
            {
                if ((request.IsMutating || !Mutating)
                    && services.Any(s => s.IsMatch(request.Service))
                    && operations.Any(o => o.IsMatch(request.Operation)))
                {
                    WriteObject(request);
                }
            }
        }
    }

    private static WildcardPattern[] Patterns(string[] texts) =>
        [.. texts.Select(t => WildcardPattern.Get(t, WildcardOptions.IgnoreCase))];
}
