using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Creates a connector spec from parameters or from objects with its inputs.</summary>
/// <remarks>
/// <para>
/// A spec contains everything that is needed to provision one Amazon MSK Connect connector. Every input can be a
/// parameter, or a property of an object or hashtable on the pipeline, with its own name or the snake_case name of the
/// reference module. This cmdlet does not validate the spec, but warns of a word that an input does not take.
/// Test-KrakenConnectorSpec and every cmdlet that uses a spec validate it.
/// </para>
/// <para>
/// Makes no AWS call, except with -ResolveCluster. The spec contains the secrets of the configuration, but does not show
/// them.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-Content orders.tfvars.json -Raw | ConvertFrom-Json -DateKind String | New-KrakenConnectorSpec</code>
/// <para>
/// Creates a spec from a Terraform variables file. -DateKind String, available in PowerShell 7.5 and later, keeps
/// values that look like times as text.
/// </para>
/// </example>
/// <example>
/// <code>$spec = $base | New-KrakenConnectorSpec -ConnectorName orders-cdc-test -Env test</code>
/// <para>Creates a copy of a spec with another name and environment.</para>
/// </example>
/// <example>
/// <code>$spec = $base | New-KrakenConnectorSpec -MskBootstrapServer '' -MskKmsKeyArn '' -ResolveCluster</code>
/// <para>Creates a copy of a spec with the bootstrap servers and the key that its cluster has now.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "KrakenConnectorSpec", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(ConnectorSpec))]
public sealed class NewKrakenConnectorSpecCommand : AwsSpecCmdlet
{
    private readonly ConcurrentDictionary<string, ClusterResolver> _resolvers = new(StringComparer.Ordinal);
    private SpecRun? _run;

    /// <summary>
    /// Fills in MskBootstrapServer, with the private listeners for the spec's authentication and encryption, and
    /// MskKmsKeyArn from the cluster of MskClusterArn, where they are not given. What is given stays as it is. Makes at most
    /// two calls for each cluster. Without this switch nothing is called, and the parameters for credentials and the endpoint
    /// have no effect.
    /// </summary>
    [Parameter]
    public SwitchParameter ResolveCluster { get; set; }

    /// <inheritdoc cref="FleetCmdlet.ConfigurationChange"/>
    [Parameter]
    [MapTransformation]
    [ArgumentCompleter(typeof(ConfigurationChangeCompleter))]
    public IDictionary? ConfigurationChange { get; set; }

    private protected override IDictionary? Changes => ConfigurationChange;

    private protected override int Concurrency => DefaultConcurrency;

    private protected override void Note(object? given) => _run = given is ConnectorSpec spec ? SpecRun.Find(spec) : null;

    private protected override void ProcessSpec(SpecReading reading)
    {
        // A field that could not be read is not in the spec, so nobody after this could find it.
        var spec = reading.Spec;
        if (!CheckValid(reading.Told(), reading))
            return;
        // What is missing may come with the next command; what is there and wrong stays wrong.
        foreach (var finding in SpecValidator.WrongWords(spec))
            WriteWarning(SpecFindings.Text(spec.ConnectorName, finding));
        if (!ResolveCluster)
        {
            WriteObject(Made(ShownSpecs.Show(spec), _run));
            return;
        }

        var run = _run;
        Start(spec.ConnectorName, spec.ConnectorName, async token => Emit(Made(
            ShownSpecs.Show(ClusterResolver.IsNeeded(spec)
                ? await _resolvers.GetOrAdd(ClusterResolver.RegionOf(spec), Resolver).ResolveAsync(spec, token)
                : spec),
            run)));
    }

    /// <summary>The spec, which comes from where the spec that it was made of came from.</summary>
    private static ConnectorSpec Made(ConnectorSpec spec, SpecRun? run)
    {
        run?.Of(spec);
        return spec;
    }
}
