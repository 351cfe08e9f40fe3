namespace Kraken.MskConnect.Specs.Rules;

/// <summary>The role's path is one that IAM takes. Source: IAM API reference, CreateRole.</summary>
internal sealed class RoleRule : ISpecRule
{
    private const int LongestPath = 512;

    public void Check(SpecCheck check)
    {
        var path = check.Spec.RolePath;
        var isPath = path.Length is > 0 and <= LongestPath && path[0] == '/' && path[^1] == '/'
            && path.All(c => c is >= '!' and <= '~') && !path.Contains("//", StringComparison.Ordinal);
        if (!isPath)
        {
            check.Error(
                nameof(ConnectorSpec.RolePath), "RolePathFormat", path, "is not a valid IAM path",
                "Give / or a path that begins and ends with /, at most 512 characters, without spaces.");
        }
    }
}
