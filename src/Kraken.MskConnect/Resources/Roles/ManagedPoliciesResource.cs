using System.Globalization;
using Amazon.Runtime;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>
/// The managed policies of a role whose grants do not fit into its inline policy. Most connectors have none.
/// </summary>
/// <remarks>
/// The plan shows here which policies there are, and shows with the role what all its policies grant: a statement may move
/// from one policy to another without a change of access. <see cref="RolePolicies"/> writes such a move in one go.
/// </remarks>
internal sealed class ManagedPoliciesResource(RoleResource role, DesiredState? desired) : IResource
{
    private const string KindName = "ManagedPolicies";

    private static readonly Dictionary<string, string> _noTags = [];

    /// <summary>The kind.</summary>
    public static ResourceKind OfConnector { get; } = new(KindName)
    {
        Make = scope => new ManagedPoliciesResource(scope.Get<RoleResource>(), scope.Desired),
        // The role's export reads all of its policies.
        Export = (_, _, _) => Task.FromResult(new ResourceExport { Fill = spec => spec }),
    };

    public string Kind => KindName;

    public string Name => string.Join(", ", role.Policies.ManagedNames);

    /// <summary>The ARNs, with commas between them.</summary>
    public string? Identifier => Exists ? string.Join(", ", role.Policies.ManagedArns) : null;

    public bool Exists => role.Policies.HasManaged;

    /// <summary>As the role is: its tag says how many there are.</summary>
    public bool IsOurs => role.IsOurs;

    public IReadOnlyDictionary<string, string> CurrentTags => _noTags;

    public IResource PartOf => role;

    public IReadOnlyList<IResource> DependsOn { get; } = [role];

    public IReadOnlyList<InPlaceUpdate> Updates { get; } = [RolePolicies.Update];

    public bool IsOptional => true;

    public bool IsWanted => Exists || role.Policies.WantedManaged > 0;

    public Task ObserveAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public IEnumerable<Property> Current() =>
        Exists ? [Property.Fixed("Path", role.Path), CountOf(role.Policies.ManagedCount)] : [];

    public IEnumerable<Property> Desired() =>
    [
        Property.Fixed("Path", desired!.Spec.RolePath),
        CountOf(role.Policies.WantedManaged) with
        {
            Reason = $"the role's inline policy has room for {PolicyLimits.Inline.ToString("N0", CultureInfo.InvariantCulture)} characters",
        },
    ];

    public Task CreateAsync(CancellationToken cancellationToken) => role.Policies.PutAsync(cancellationToken);

    public Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken) =>
        role.Policies.PutAsync(cancellationToken);

    public Task WidenAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken) =>
        role.Policies.WidenAsync(cancellationToken);

    public Task DeleteAsync(CancellationToken cancellationToken) => role.Policies.DeleteManagedAsync(cancellationToken);

    public bool IsAlreadyDone(AmazonServiceException error) => false;

    private static Property CountOf(int count) =>
        new(new PropertyName("Count"), count.ToString(CultureInfo.InvariantCulture), RolePolicies.Update);
}
