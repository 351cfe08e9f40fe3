using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Reading;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// A cmdlet that takes connector specs: from parameters, or from the pipeline as specs, hashtables or objects whose
/// properties are the spec's inputs, or from both.
/// </summary>
/// <remarks>
/// A generator writes the parameters of the inputs; each is declared by its property of <see cref="ConnectorSpec"/>.
/// </remarks>
public abstract partial class SpecCmdlet : AsyncCmdlet
{
    private HashSet<string> _givenOnCommandLine = [];
    private ConnectorSpec? _given;

    /// <summary>
    /// A spec, or an object or hashtable with its inputs, with their own names or the snake_case names of the reference
    /// module; or an array of these, which may contain arrays.
    /// </summary>
    [Parameter(ParameterSetName = nameof(InputObject), ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// A spec that one of the module's cmdlets returned. A -Region that differs from the spec's region is an error.
    /// </summary>
    // A set of its own, in which nothing is bound by property name: PowerShell compiles accessors for each parameter that
    // it binds so, which for a spec are those of all inputs, and what the spec says is read from the spec itself.
    [Parameter(ParameterSetName = nameof(Spec), ValueFromPipeline = true)]
    public ConnectorSpec? Spec { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _givenOnCommandLine = [.. MyInvocation.BoundParameters.Keys];
    }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        if (SpecInput.Items(InputObject) is not { } items)
        {
            ProcessItem(InputObject, Spec);
            return;
        }

        // As if each had been piped, so that one that is no spec keeps none of the others from being handled.
        foreach (var item in items)
            Try(() => ProcessItem(item, item.BaseObject as ConnectorSpec));
    }

    private void ProcessItem(PSObject? item, ConnectorSpec? given)
    {
        Note((object?)given ?? item?.BaseObject);
        if (FindLive(item, given) is { } live)
        {
            ProcessLive(live);
            return;
        }

        var spec = SpecOfResult.TryGet(item, out var made) ? made : given;
        _given = spec;
        var readings = spec is null
            ? SpecInput.Read(item, BoundInputs(SpecInput.Names), _givenOnCommandLine)
            : SpecInput.Read(spec, BoundInputs(SpecInput.Names.Where(_givenOnCommandLine.Contains)));
        foreach (var reading in readings)
            ProcessSpec(SpecOrigin.Place(Changed(reading), given, _givenOnCommandLine, Changes));
    }

    /// <summary>Whether the parameter was given on the command line, not by an object of the pipeline.</summary>
    private protected bool IsGiven(string parameter) => _givenOnCommandLine.Contains(parameter);

    /// <summary>Notes an object of the pipeline, before it is read.</summary>
    private protected virtual void Note(object? given)
    {
    }

    /// <summary>Keys to set in, or to remove from, the connector configuration of each spec; null for none.</summary>
    private protected virtual IDictionary? Changes => null;

    /// <summary>Whether a connector that exists may be changed without a spec.</summary>
    private protected virtual bool ChangesLive => false;

    /// <summary>Handles a connector that has no spec; only where <see cref="ChangesLive"/>.</summary>
    private protected virtual void ProcessLive(LiveBase live) => throw new NotSupportedException();

    /// <summary>The spec with the changes of its configuration.</summary>
    private protected SpecReading Changed(SpecReading reading) => ConfigurationChanges.Apply(reading, Changes);

    /// <summary>The connector that is to be changed without a spec; null where there is a spec, or no change is given.</summary>
    private LiveBase? FindLive(PSObject? item, ConnectorSpec? spec)
    {
        if (!ChangesLive || spec is not null || SpecOfResult.Has(item))
            return null;
        var given = BoundInputs(SpecInput.Names.Where(_givenOnCommandLine.Contains));
        var live = item is null ? LiveBase.OfParameters(given) : LiveBase.OfObject(item, given);
        if (live is null || live.Inputs.Count > 0 || Changes is { Count: > 0 })
            return live;
        return item is null ? throw NoChange(live.ConnectorName) : null;
    }

    private static KrakenException NoChange(string connectorName) => new(
        KrakenErrorKind.SpecInvalid,
        $"ConnectorName: '{BoundedText.Of(connectorName)}' alone says neither what the connector shall be nor what shall change.",
        "Pipe its spec, or give what changes, for example -AutoscalingMaxWorkerCount 4. Export-KrakenConnectorSpec writes its spec.")
    {
        ConnectorName = connectorName,
    };

    /// <summary>Handles one spec, on the pipeline thread. The spec is not validated yet.</summary>
    private protected abstract void ProcessSpec(SpecReading reading);

    /// <summary>Tells that a spec is invalid.</summary>
    private protected virtual void Refuse(KrakenException error, string connectorName) =>
        WriteError(ErrorRecords.From(error, connectorName));

    /// <summary>Validates the spec: warnings are shown, errors become one error that lists them all.</summary>
    /// <returns>Whether the spec may be acted on.</returns>
    private protected bool CheckValid(SpecReading reading) => CheckValid(reading.Validate(), reading, reading.Spec);

    /// <summary>The same, for existing findings.</summary>
    private protected bool CheckValid(SpecValidation validation, SpecReading reading, ConnectorSpec? read = null)
    {
        foreach (var warning in ToldWarnings.New(SpecFindings.Warnings(validation), _given, read, ToldWarnings.AreShown(this)))
            WriteWarning(warning);
        if (!validation.IsValid)
            Refuse(SpecFindings.Error(validation, reading), validation.ConnectorName);
        return validation.IsValid;
    }

    /// <summary>
    /// Says, where a spec names a worker configuration, that what it asks for is not in what was derived without AWS.
    /// </summary>
    private protected void TellUnreadWorker(ConnectorSpec spec)
    {
        if (spec.WorkerConfigurationArn is { Length: > 0 } && spec.WorkerProperties is null)
        {
            WriteInformation(
                $"{spec.ConnectorName}: the worker configuration is read only by cmdlets that call AWS, so what it asks for is left out: its "
                + "offset.storage.topic, exactly-once delivery and its own converters.",
                []);
        }
    }

    /// <summary>The text of a definition: a path on the command line begins in the session's location.</summary>
    private object? DefinitionText(object? value) => value is string given && DefinitionFile.IsOne(given)
        ? DefinitionFile.Read(DefinitionFile.IsText(given) ? given : GetUnresolvedProviderPathFromPSPath(given), "")
        : value;

    /// <summary>
    /// The inputs that have a value for the current record. Not from BoundParameters, which keeps what an earlier
    /// record bound; the properties themselves are set back.
    /// </summary>
    private Dictionary<string, object?> BoundInputs(IEnumerable<string> names)
    {
        var bound = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var value = InputValue(name);
            if (_givenOnCommandLine.Contains(name) || value is not (null or 0 or 0L or false))
                bound.Add(name, name == nameof(ConnectorSpec.ConnectorDefinition) ? DefinitionText(value) : PipelineObject.ToPlain(value));
        }

        return bound;
    }

    private partial object? InputValue(string name);
}
