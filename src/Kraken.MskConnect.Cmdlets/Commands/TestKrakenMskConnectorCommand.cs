using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Checks what a connector needs, before it is made and after: one object a check.</summary>
/// <remarks>
/// <para>
/// A spec is checked as it is: what it names must be there, and where its connector exists, what that has. A name, or a
/// connector of Get-KrakenMskConnector, is checked by what AWS tells of it; what a spec asks for and AWS does not tell is not
/// checked then, so pipe the spec where you have it. The status is Pass; Warn, where the connector can run and something should
/// be looked at; Fail, where it cannot run so or does not; or Unknown, where it cannot be seen, mostly since the caller may not
/// make a call, which the evidence names. Each that does not pass says what to do.
/// </para>
/// <para>
/// Objects: the account, the connector's state, the custom plugin and its revision, the worker configuration with its
/// properties and the config providers that the configuration refers to, the secret and its key, the keys of secrets that it
/// refers to (the value is read for their names, and nothing else of it is kept), the parameters that it refers to (their
/// names alone), the sink's bucket, its region and its encryption, the KMS keys that the spec names and their policies, names
/// that are free, the quota of workers.
/// Permissions: the role's policies against the calls that the connector makes, its boundary, its trust; the caller's own, by
/// IAM's policy simulator, for all that making, changing and removing the connector needs. Network: the subnets,
/// their VPC and zones, free addresses for the greatest number of workers, egress to each port that is needed, ingress on the
/// cluster's security groups with the rule to add. Cluster: its state, its authentication and listeners, whether the bootstrap
/// servers and the key are its own, its version and the end of that one's support, what Serverless and Express clusters do not
/// take. Topics: those that the connector reads or writes are there or are made, and there are brokers for their replicas. Logs: the log group, and errors of the last hour.
/// </para>
/// <para>
/// Not checked are network ACLs, the security groups of load balancers, and the policies of buckets and secrets.
/// </para>
/// <para>Makes read calls only. All checks of a connector run side by side, and what several look at is read once.</para>
/// </remarks>
/// <example>
/// <code>Import-KrakenConnectorSpec orders.tfvars.json | Test-KrakenMskConnector</code>
/// <para>Checks all that the connector needs, before it is made.</para>
/// </example>
/// <example>
/// <code>Test-KrakenMskConnector orders-cdc -Check Network.*, Logs.* | Where-Object Status -NE Pass</code>
/// <para>Shows what is wrong with the network and the log of a connector.</para>
/// </example>
/// <example>
/// <code>if (-not ($spec | Test-KrakenMskConnector -Quiet)) { exit 1 }</code>
/// <para>Fails a pipeline step where the connector could not run.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "KrakenMskConnector", DefaultParameterSetName = nameof(ConnectorName))]
[OutputType(typeof(ConnectorCheck), typeof(bool), typeof(string))]
public sealed class TestKrakenMskConnectorCommand : ConnectorCmdlet
{
    private const string ConfigurationField = "connector_configuration";

    private CheckOptions _options = new();

    /// <summary>The connectors' names; * and ? stand for any characters and any one character.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(ConnectorName))]
    [Alias("Name", "connector_name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectorNameCompleter))]
    public string[] ConnectorName { get; set; } = [];

    /// <summary>
    /// The checks' names, for example Network.Subnets; * and ? stand for any characters and any one. Without it all checks
    /// run. A name that no check has is an error.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    public string[] Check { get; set; } = [];

    /// <summary>
    /// How many workers the account's connectors in a region may have, autoscaling's greatest number counted. Default 60,
    /// AWS's own quota; give the account's where AWS has raised it.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int WorkerQuota { get; set; } = new CheckOptions().WorkerQuota;

    /// <summary>
    /// The form of the result: Check for one object for each check (default), or one text for each connector: Text with the
    /// counts and what did not pass, Json with all checks, or Markdown for a pull request.
    /// </summary>
    [Parameter]
    public CheckFormat As { get; set; }

    /// <summary>
    /// Returns only whether no check failed: True or False, one a connector. A check that is Unknown fails nothing; a warning
    /// names it.
    /// </summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override int Concurrency => DefaultConcurrency;

    private protected override IEnumerable<string> Names => ConnectorName;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _options = new CheckOptions { Checks = Check, WorkerQuota = WorkerQuota };
        try
        {
            ConnectorChecks.RefuseUnknown(Check);
        }
        catch (KrakenException error)
        {
            // Nothing can be checked, whatever the connector.
            ThrowTerminatingError(ErrorRecords.From(error, null));
        }
    }

    private protected override void ProcessInput()
    {
        if (ParameterSetName != nameof(InputObject) || !IsSpec(InputObject))
        {
            base.ProcessInput();
            return;
        }

        var readings = InputObject.BaseObject is ConnectorSpec spec
            ? SpecInput.Read(spec, [])
            : SpecInput.Read(InputObject, [], new HashSet<string>());
        foreach (var reading in readings)
            ProcessSpec(reading, InputObject.BaseObject as ConnectorSpec);
    }

    private protected override void ProcessConnector(string name, string? region) => Start(name, name, async token =>
    {
        var found = false;
        var there = RegionOr(region);
        await foreach (var checks in Checks(there).CheckLiveAsync(name, _options, token))
        {
            found = true;
            Show(checks);
        }

        if (!found && !WildcardPattern.ContainsWildcardCharacters(name))
            throw NotFound(name, there);
    });

    private void ProcessSpec(SpecReading reading, ConnectorSpec? given)
    {
        var validation = reading.Validate();
        foreach (var warning in ToldWarnings.New(SpecFindings.Warnings(validation), given, reading.Spec, ToldWarnings.AreShown(this)))
            WriteWarning(warning);
        if (!validation.IsValid)
        {
            WriteError(ErrorRecords.From(SpecFindings.Error(validation, reading), validation.ConnectorName));
            return;
        }

        var spec = reading.Spec;
        if (!string.IsNullOrEmpty(Region) && Region != spec.Region)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Region: the spec of '{spec.ConnectorName}' says '{spec.Region}', -Region says '{Region}'.",
                "Leave -Region out.") { ConnectorName = spec.ConnectorName };
        }

        Start(spec.ConnectorName, spec.ConnectorName, async token =>
            Show(await Checks(spec.Region).CheckAsync(spec, _options, token)));
    }

    private void Show(IReadOnlyList<ConnectorCheck> checks) => InOrder(() =>
    {
        if (!Quiet)
        {
            WriteObject(
                As switch
                {
                    CheckFormat.Text => CheckText.Whole(checks),
                    CheckFormat.Json => ObjectJson.Of(checks),
                    CheckFormat.Markdown => CheckText.ToMarkdown(checks),
                    _ => checks,
                },
                enumerateCollection: true);
            return;
        }

        foreach (var check in checks.Where(c => c.Status == CheckStatus.Unknown))
            WriteWarning($"{check.ConnectorName}: {check.Check} is unknown: {check.Evidence}");
        WriteObject(checks.All(c => c.Status != CheckStatus.Fail));
    });

    /// <summary>Whether an object is a spec, or a fleet of them, and does not merely name a connector.</summary>
    private static bool IsSpec(PSObject input) => input.BaseObject switch
    {
        ConnectorSpec => true,
        IDictionary map => map.Keys.Cast<object>().Any(k => IsSpecField(k.ToString())),
        PSCustomObject => input.Properties.Any(p => IsSpecField(p.Name)),
        _ => false,
    };

    private static bool IsSpecField(string? name) =>
        string.Equals(name, "connectors", StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, ConfigurationField, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, nameof(ConnectorSpec.ConnectorConfiguration), StringComparison.OrdinalIgnoreCase);
}

/// <summary>The form of a connector's checks.</summary>
public enum CheckFormat
{
    /// <summary>One object for each check.</summary>
    Check,

    /// <summary>Text: the counts, and what did not pass.</summary>
    Text,

    /// <summary>JSON: all checks.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,
}
