namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Says what the catalogue of connector classes has to say of the configuration.</summary>
internal sealed class CatalogueRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        var (spec, connector) = (check.Spec, check.Connector);
        if (spec.ConnectorConfiguration.Count == 0)
            return;

        // A topic's name behind a reference is told also where a list may grant it, since nobody can see that it does.
        foreach (var finding in connector.Use.Findings.Where(f => f.Rule == "TopicUnknown" || !SpecDoubts.IsAnswered(spec, f)))
            check.OnKey(finding.Severity, finding.Key, finding.Rule, finding.Problem, finding.Remedy);
        if (spec.ProvisionedWorkerCount is null && connector.Use.AutoscalingFault is { } problem)
        {
            check.Warning(
                nameof(spec.AutoscalingMaxWorkerCount), "AutoscaledSingleTask", spec.AutoscalingMaxWorkerCount, problem,
                "Give ProvisionedWorkerCount 1 instead of autoscaling.");
        }
    }
}
