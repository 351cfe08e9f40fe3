using Kraken.MskConnect.Policies;
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
            },
            Tags = (role.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
            Grants = [.. Parse(context, live.Policies)],
            OtherName = ResourceExport.CompareNames(
                "role", role.RoleName, ResourceNames.RoleName(connector.Name, context.Aws.Region)),
        };
    }

    private static IEnumerable<PolicyDocument> Parse(ProvisioningContext context, IEnumerable<LivePolicy> policies)
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
                yield return document;
            else
                context.Warn($"The role's policy {name} could not be read; what it grants is not in the spec");
        }
    }
}
