using Kraken.MskConnect.Policies.Requirements;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Every required field is given.</summary>
internal static class RequiredRule
{
    internal static void Check(SpecCheck check)
    {
        // What is blank says nothing.
        var spec = check.Spec;
        (string Field, bool IsGiven)[] fields =
        [
            (nameof(spec.ConnectorName), !string.IsNullOrWhiteSpace(spec.ConnectorName)),
            (nameof(spec.Env), !string.IsNullOrWhiteSpace(spec.Env)),
            (nameof(spec.Region), !string.IsNullOrWhiteSpace(spec.Region)),
            (nameof(spec.AccountId), !string.IsNullOrWhiteSpace(spec.AccountId)),
            (nameof(spec.ConnectorType), !string.IsNullOrWhiteSpace(spec.ConnectorType)),
            (nameof(spec.VpcId), !string.IsNullOrWhiteSpace(spec.VpcId)),
            (nameof(spec.SubnetId), !spec.SubnetId.All(string.IsNullOrWhiteSpace)),
            (nameof(spec.MskClusterArn), !string.IsNullOrWhiteSpace(spec.MskClusterArn)),
            (nameof(spec.MskBootstrapServer), !string.IsNullOrWhiteSpace(spec.MskBootstrapServer)),
            (nameof(spec.CustomPluginArn), !string.IsNullOrWhiteSpace(spec.CustomPluginArn)),
            (nameof(spec.CustomPluginBucketArn), !string.IsNullOrWhiteSpace(spec.CustomPluginBucketArn)),
            (nameof(spec.ConnectorConfiguration), spec.ConnectorConfiguration.Count > 0),
        ];
        foreach (var (field, isGiven) in fields)
        {
            if (!isGiven)
            {
                check.Error(
                    field, "Required", null, "is required and was not given",
                    $"Give {field} ({SpecFields.Find(field)!.TerraformName} in a tfvars file).");
            }
        }
    }
}
