namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Every required field is given.</summary>
internal static class RequiredRule
{
    internal static void Check(SpecCheck check)
    {
        var spec = check.Spec;
        (string Field, bool IsGiven)[] fields =
        [
            (nameof(spec.ConnectorName), !string.IsNullOrEmpty(spec.ConnectorName)),
            (nameof(spec.Env), !string.IsNullOrEmpty(spec.Env)),
            (nameof(spec.Region), !string.IsNullOrEmpty(spec.Region)),
            (nameof(spec.AccountId), !string.IsNullOrEmpty(spec.AccountId)),
            (nameof(spec.ConnectorType), !string.IsNullOrEmpty(spec.ConnectorType)),
            (nameof(spec.VpcId), !string.IsNullOrEmpty(spec.VpcId)),
            (nameof(spec.SubnetId), spec.SubnetId.Count > 0),
            (nameof(spec.MskClusterArn), !string.IsNullOrEmpty(spec.MskClusterArn)),
            (nameof(spec.MskBootstrapServer), !string.IsNullOrWhiteSpace(spec.MskBootstrapServer)),
            (nameof(spec.CustomPluginArn), !string.IsNullOrEmpty(spec.CustomPluginArn)),
            (nameof(spec.CustomPluginBucketArn), !string.IsNullOrEmpty(spec.CustomPluginBucketArn)),
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
