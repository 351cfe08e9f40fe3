using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Iam;

/// <summary>Identity and Access Management: roles with their policies. Source: IAM API reference.</summary>
internal sealed partial class IamService(LocalCloud cloud) : Service(cloud, "iam")
{
    private const int DefaultPage = 100;
    private const int MaxTags = 50;

    private readonly Dictionary<string, Role> _roles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ManagedPolicy> _policies = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<Role>("roles", _roles), new Store<ManagedPolicy>("policies", _policies)];

    /// <summary>The role of that ARN, or null.</summary>
    internal Role? FindRole(string arn) => _roles.Values.FirstOrDefault(r => r.Arn == arn);

    /// <summary>The managed policy of that ARN, or null.</summary>
    internal ManagedPolicy? FindPolicy(string arn) => _policies.GetValueOrDefault(arn);

    private Role GetRole(string name) =>
        _roles.GetValueOrDefault(name)
        ?? throw NoRole(name);

    /// <summary>
    /// The role as a read finds it, which may be later than its creation. Source: IAM user guide, troubleshoot IAM,
    /// "Changes that I make are not always immediately visible".
    /// </summary>
    private Role SeeRole(Call call)
    {
        var name = call.Input.Required("RoleName");
        return _roles.GetValueOrDefault(name) is { } role && IsVisible(role) ? role : throw NoRole(name);
    }

    private bool IsVisible(Role role) => Now >= role.Created + Cloud.Options.IamVisibilityDelay;

    private static AwsError NoRole(string name) =>
        new("NoSuchEntity", $"The role with name {name} cannot be found.");

    private string IamArn(string resource) => $"arn:{Cloud.Partition}:iam::{Cloud.AccountId}:{resource}";

    private static Structure Listed<T>(
        Call call, string member, IEnumerable<T> items, Func<T, string> key, Func<T, object?> write)
    {
        var page = Page(call, items, key);
        return new Structure
        {
            [member] = page.Items.Select(write).ToList(),
            ["IsTruncated"] = page.NextToken is not null,
            ["Marker"] = page.NextToken,
        };
    }

    private static Page<T> Page<T>(Call call, IEnumerable<T> items, Func<T, string> key) => Paging.Cut(
        items, key, call.Input.Text("Marker"), call.PageSize("MaxItems", DefaultPage),
        () => new AwsError("ValidationError", "Invalid Marker."));
}
