using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Checks;

/// <summary>The parameters of Systems Manager that the configuration refers to are there. No value is read.</summary>
internal sealed class ObjectsParametersCheck : IConnectorCheck
{
    public string Name => "Objects.Parameters";

    public async Task<CheckOutcome> RunAsync(CheckedConnector connector)
    {
        var references = ParameterReference.In(await ReferencedConfig.OfAsync(connector));
        if (references.Count == 0)
            return CheckOutcome.Pass("The configuration refers to no parameter.");
        var there = await connector.Objects.Parameters;
        var missing = references.Where(r => !there.Contains(r.Parameter)).ToList();
        var names = BoundedText.List((missing.Count > 0 ? missing : references).Select(r => r.Parameter).Distinct());
        return missing.Count == 0
            ? CheckOutcome.Pass($"Parameters that exist in {connector.Spec.Region}: {names}.")
            : CheckOutcome.Fail(
                $"Parameters that do not exist in {connector.Spec.Region}: {names}, of {BoundedText.List(missing.Select(r => r.Field).Distinct())}.",
                "Correct the name in the reference, or make the parameter.",
                SpecFinding.ConfigurationField(missing[0].Field));
    }
}
