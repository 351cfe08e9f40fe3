using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>Reads the role that a connector runs under, with all that is granted to it, for the connector's spec.</summary>
internal static class RoleExport
{
    /// <summary>Reads it.</summary>
    public static async Task<ResourceExport> ReadAsync(
        ProvisioningContext context, ExportedConnector connector, CancellationToken cancellationToken)
    {
        var arn = connector.Description.ServiceExecutionRoleArn;
        if (string.IsNullOrEmpty(arn) || await new RoleReader(context).ReadAsync(arn, cancellationToken) is not { } live)
        {
            return new ResourceExport
            {
                Fill = spec => spec,
                Unsaid = [$"The role {arn} is gone; what it granted is not in the spec"],
            };
        }

        var role = live.Role;
        return new ResourceExport
        {
            Seen = [live],
            Fill = spec => spec with
            {
                PermissionsBoundaryArn = role.PermissionsBoundary?.PermissionsBoundaryArn,
                RolePath = role.Path ?? SpecDefaults.RolePath,
                AdditionalManagedPolicyArn =
                [
                    .. live.Policies.Select(p => p.Name).Where(IsArn).Where(arn => !IsOwn(context, connector.Name, arn)).Order(StringComparer.Ordinal),
                ],
            },
            Tags = (role.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
            Policies = [.. Parse(context, live.Policies)],
            OtherName = ResourceExport.CompareNames(
                "role", role.RoleName, ResourceNames.RoleName(connector.Name, context.Aws.Region)),
        };
    }

    // An inline policy's name has no colon. Source: IAM API reference, PutRolePolicy.
    private static bool IsArn(string policy) => policy.Contains(':', StringComparison.Ordinal);

    /// <summary>Whether it is one of those that a large policy of this module is spread over.</summary>
    private static bool IsOwn(ProvisioningContext context, string connector, string arn) =>
        Enumerable.Range(1, PolicyLimits.ManagedPerRole).Any(number =>
            arn.EndsWith($"/{ResourceNames.ManagedPolicyName(connector, context.Aws.Region, number)}", StringComparison.Ordinal));

    private static IEnumerable<NamedPolicy> Parse(ProvisioningContext context, IEnumerable<LivePolicy> policies)
    {
        foreach (var (name, text) in policies)
        {
            PolicyDocument? document = null;
            try
            {
                document = text is null ? null : PolicyDocument.Parse(text);
            }
            catch (KrakenException e) when (e.Kind == KrakenErrorKind.PolicyInvalid)
            {
                context.Detail($"The policy {name} is not understood: {e.Message}");
            }

            if (document is not null)
                yield return new NamedPolicy(name, document);
            else
                context.Warn($"The role's policy {name} could not be read; what it grants is not in the spec"
                    + (IsArn(name) ? $", but that it is attached is, in {nameof(ConnectorSpec.AdditionalManagedPolicyArn)}" : ""));
        }
    }
}
