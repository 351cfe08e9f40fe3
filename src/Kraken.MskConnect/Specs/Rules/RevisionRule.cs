namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Revisions count from 1.</summary>
internal static class RevisionRule
{
    internal static void Check(SpecCheck check)
    {
        FromOne(check, nameof(ConnectorSpec.CustomPluginRevision), check.Spec.CustomPluginRevision);
        FromOne(check, nameof(ConnectorSpec.WorkerConfigurationRevision), check.Spec.WorkerConfigurationRevision);
    }

    private static void FromOne(SpecCheck check, string field, long revision)
    {
        if (revision < 1)
            check.Error(
                field, field + "Range", revision, "is less than 1", "Give a revision that exists; the first is 1.");
    }
}
