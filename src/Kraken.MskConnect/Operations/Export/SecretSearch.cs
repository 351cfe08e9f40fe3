using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>Tells which of the secrets that a role may read is the database's.</summary>
internal sealed class SecretSearch(ProvisioningContext context, LiveGrants grants)
{
    /// <summary>The secret's ARN; null where the role may read none.</summary>
    /// <param name="spec">The spec with the connector's configuration.</param>
    public string? Find(ConnectorSpec spec)
    {
        var secrets = Secrets("secretsmanager:GetSecretValue");
        if (secrets.Count == 0)
            return null;

        // A policy of ours lets the database's secret be described too; the others follow from the configuration.
        var referred = secrets.Where(s => spec.ConnectorConfiguration.Values.Any(
            v => v.Contains($":{SecretName.Of(s)}:", StringComparison.Ordinal) || v.Contains(s, StringComparison.Ordinal))).ToList();
        var allDescribed = Secrets("secretsmanager:DescribeSecret");
        if (allDescribed is [var described] && secrets.Except(referred).All(s => s == described))
            return described;
        if (allDescribed.Count == 0 && referred.Count == secrets.Count)
            return null;
        if (secrets.Count == 1)
            return secrets[0];
        var chosen = referred.FirstOrDefault() ?? secrets[0];
        context.Warn($"{nameof(spec.RdsSecretArn)}: the role may read {string.Join(", ", secrets)}; the spec has {chosen}");
        return chosen;
    }

    private List<string> Secrets(string action)
    {
        const string anySuffix = "-??????";
        return
        [
            .. grants.ArnsOf(action, "secretsmanager", "secret:")
                .Select(s => s.Text.EndsWith(anySuffix, StringComparison.Ordinal) ? s.Text[..^anySuffix.Length] : s.Text)
                .Where(s => s.IndexOfAny(['*', '?']) < 0)
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
