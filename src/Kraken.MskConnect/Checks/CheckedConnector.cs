using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.Kafka.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;
using ConnectNotFound = Amazon.KafkaConnect.Model.NotFoundException;
using KafkaNotFound = Amazon.Kafka.Model.NotFoundException;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// A connector, and what the checks look at: each thing is read when the first check asks for it, and once. What does not
/// exist is null; what cannot be read throws, for every check that needs it.
/// </summary>
internal sealed class CheckedConnector
{
    private readonly Lazy<Task<List<ConnectorSummary>>> _all;
    private readonly Lazy<Task<DescribeConnectorResponse?>> _live;
    private readonly Lazy<Task<DescribeCustomPluginResponse?>> _plugin;
    private readonly Lazy<Task<DescribeWorkerConfigurationResponse?>> _worker;
    private readonly Lazy<Task<LiveRole?>> _role;
    private readonly Lazy<Task<PolicySet?>> _policies;
    private readonly Lazy<Task<List<Subnet>>> _subnets;
    private readonly Lazy<Task<List<SecurityGroup>>> _groups;
    private readonly Lazy<Task<Cluster?>> _cluster;
    private readonly Lazy<Task<IReadOnlyList<BootstrapServer>>> _brokers;
    private readonly Lazy<Task<LogGroup?>> _logGroup;

    /// <summary>Takes note of the connector; reads nothing yet.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">What it is to be, or is.</param>
    /// <param name="workerQuota">How many workers the account may have in the region.</param>
    /// <param name="known">What was read of it already, so that it is not read again.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <param name="shared">What is read once for several connectors; null for nothing.</param>
    public CheckedConnector(
        ProvisioningContext context,
        ConnectorSpec spec,
        int workerQuota,
        IReadOnlyList<object> known,
        CancellationToken stop,
        SharedReads? shared = null)
    {
        (Context, Spec, WorkerQuota, StopToken) = (context, spec, workerQuota, stop);
        _all = new(() => ConnectorLookup.ListAsync(context, "", stop));
        _live = new(() => Known<DescribeConnectorResponse>() ?? ReadLiveAsync());
        _plugin = new(() => Known<DescribeCustomPluginResponse>() ?? OnceAsync("plugin " + spec.CustomPluginArn, ReadPluginAsync));
        _worker = new(() => Known<DescribeWorkerConfigurationResponse>() ?? OnceAsync("worker configuration " + spec.WorkerConfigurationArn, ReadWorkerConfigurationAsync));
        _role = new(() => Known<LiveRole>() ?? ReadRoleAsync());
        _policies = new(ReadPoliciesAsync);
        _subnets = new(ReadSubnetsAsync);
        _groups = new(() => known.OfType<SecurityGroup>().ToList() is { Count: > 0 } groups
            ? Task.FromResult(groups)
            : ReadGroupsAsync());
        _cluster = new(() => OnceAsync("cluster " + spec.MskClusterArn, ReadClusterAsync));
        _brokers = new(() => OnceAsync(
            "brokers " + spec.MskClusterArn, () => BootstrapBrokers.ReadAsync(context, spec.MskClusterArn, stop)));
        _logGroup = new(() => Known<LogGroup>() ?? ReadLogGroupAsync());
        ClusterReads = new CheckedCluster(this);
        Caller = new CheckedCaller(this);

        Task<T> OnceAsync<T>(string what, Func<Task<T>> read) => shared is null ? read() : shared.OnceAsync(what, read);
        Objects = new CheckedObjects(this);

        Network = new CheckedNetwork(this);

        Task<T?>? Known<T>()
            where T : class => known.OfType<T>().FirstOrDefault() is { } one ? Task.FromResult<T?>(one) : null;
    }

    /// <summary>Whom to ask and to tell.</summary>
    public ProvisioningContext Context { get; }

    /// <summary>What the connector is to be, or is.</summary>
    public ConnectorSpec Spec { get; }

    /// <summary>How many workers the account may have in the region.</summary>
    public int WorkerQuota { get; }

    /// <summary>Stops the reading.</summary>
    public CancellationToken StopToken { get; }

    /// <summary>What lies around its subnets.</summary>
    public CheckedNetwork Network { get; }

    /// <summary>All connectors of the region.</summary>
    public Task<List<ConnectorSummary>> AllConnectors => _all.Value;

    /// <summary>The connector as it is; null where it is not made yet.</summary>
    public Task<DescribeConnectorResponse?> Live => _live.Value;

    /// <summary>Whether the connector is made already; false where that was not read, or could not be.</summary>
    public bool Exists => _live is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: not null } };

    /// <summary>The spec's custom plugin.</summary>
    public Task<DescribeCustomPluginResponse?> Plugin => _plugin.Value;

    /// <summary>The spec's worker configuration; also null where the spec names none.</summary>
    public Task<DescribeWorkerConfigurationResponse?> WorkerConfiguration => _worker.Value;

    /// <summary>The spec with what its worker configuration asks for, which decides what the role needs.</summary>
    public async Task<ConnectorSpec> WholeSpecAsync() => WorkerOfSpec.With(Spec, await WorkerConfiguration);

    /// <summary>The role that the connector names, or the one of our name.</summary>
    public Task<LiveRole?> Role => _role.Value;

    /// <summary>That role's policies, boundary and trust.</summary>
    public Task<PolicySet?> Policies => _policies.Value;

    /// <summary>Those of the spec's subnets that exist.</summary>
    public Task<List<Subnet>> Subnets => _subnets.Value;

    /// <summary>The groups that the connector names, or the one of our name in the spec's VPC.</summary>
    public Task<List<SecurityGroup>> Groups => _groups.Value;

    /// <summary>The cluster of the spec's ARN.</summary>
    public Task<Cluster?> Cluster => _cluster.Value;

    /// <summary>What else is read of the cluster: its topics.</summary>
    public CheckedCluster ClusterReads { get; }

    /// <summary>Who runs the checks, and what that one may do.</summary>
    public CheckedCaller Caller { get; }

    /// <summary>The cluster's own bootstrap servers, those of all its listeners.</summary>
    public Task<IReadOnlyList<BootstrapServer>> Brokers => _brokers.Value;

    /// <summary>What the spec names in S3, KMS and Systems Manager.</summary>
    public CheckedObjects Objects { get; }

    /// <summary>The log group that the connector names, or the one of our name.</summary>
    public Task<LogGroup?> LogGroup => _logGroup.Value;

    /// <summary>The ids of the cluster's groups.</summary>
    public static IReadOnlyList<string> GroupIds(Cluster cluster) =>
    [
        .. (cluster.Provisioned?.BrokerNodeGroupInfo?.SecurityGroups ?? [])
            .Concat((cluster.Serverless?.VpcConfigs ?? []).SelectMany(v => v.SecurityGroupIds ?? []))
            .Distinct(StringComparer.Ordinal),
    ];

    private async Task<DescribeConnectorResponse?> ReadLiveAsync()
    {
        if ((await AllConnectors).Find(c => c.ConnectorName == Spec.ConnectorName) is not { } found)
            return null;
        try
        {
            var connector = await ConnectorLookup.DescribeAsync(Context, found.ConnectorArn, StopToken);
            Context.Protect(connector.ConnectorConfiguration);
            return connector;
        }
        catch (ConnectNotFound)
        {
            // Deleted between the calls.
            return null;
        }
    }

    private async Task<DescribeCustomPluginResponse?> ReadPluginAsync()
    {
        try
        {
            return await CustomPlugins.DescribeAsync(Context, Spec.CustomPluginArn, StopToken);
        }
        catch (ConnectNotFound)
        {
            return null;
        }
    }

    private async Task<DescribeWorkerConfigurationResponse?> ReadWorkerConfigurationAsync()
    {
        if (Spec.WorkerConfigurationArn is not { Length: > 0 } arn)
            return null;
        try
        {
            return await ConfigProviders.DescribeAsync(Context, arn, StopToken);
        }
        catch (ConnectNotFound)
        {
            return null;
        }
    }

    private async Task<LiveRole?> ReadRoleAsync()
    {
        var live = await Live;
        return await new RoleReader(Context).ReadAsync(
            live?.ServiceExecutionRoleArn ?? ResourceNames.RoleName(Spec.ConnectorName, Spec.Region),
            StopToken,
            mayBeMissing: live is null);
    }

    private async Task<PolicySet?> ReadPoliciesAsync()
    {
        if (await Role is not { } role)
            return null;
        var policies = await LivePolicySet.OfAsync(new RoleReader(Context), role, StopToken);
        return policies with
        {
            LogGroupName = await Live is { } live ? LogGroupResource.OfConnector.NamedBy(live).FirstOrDefault() : null,
        };
    }

    // By filters: of ids that do not exist EC2 refuses all.
    private Task<List<Subnet>> ReadSubnetsAsync() => Pages.AllAsync(
        token => Context.CallAsync("ec2:DescribeSubnets", () => Context.Aws.Ec2.DescribeSubnetsAsync(
            new DescribeSubnetsRequest
            {
                Filters = [new Filter { Name = "subnet-id", Values = [.. Spec.SubnetId] }],
                NextToken = token,
            },
            StopToken)),
        page => page.Subnets,
        page => page.NextToken);

    private async Task<List<SecurityGroup>> ReadGroupsAsync()
    {
        if ((await Live)?.KafkaCluster?.ApacheKafkaCluster?.Vpc?.SecurityGroups is { Count: > 0 } ids)
            return await SecurityGroupLookup.FindAsync(Context, "group-id", ids, StopToken);
        return await SecurityGroupLookup.FindAsync(
            Context,
            [
                new Filter { Name = "group-name", Values = [ResourceNames.SecurityGroupName(Spec.ConnectorName)] },
                new Filter { Name = "vpc-id", Values = [Spec.VpcId] },
            ],
            StopToken);
    }

    private async Task<Cluster?> ReadClusterAsync()
    {
        if (Spec.MskClusterArn.Length == 0)
        {
            throw new KrakenException(
                KrakenErrorKind.NotFound,
                "It cannot be seen which cluster the connector uses: no grant of its role names one, and its bootstrap servers are "
                + "no cluster's own.",
                "Check the connector's spec, which names the cluster, in place of its name.");
        }

        try
        {
            var answer = await Context.CallAsync("kafka:DescribeClusterV2", () => Context.Aws.Kafka.DescribeClusterV2Async(
                new DescribeClusterV2Request { ClusterArn = Spec.MskClusterArn }, StopToken));
            return Answers.Of(answer, answer.ClusterInfo);
        }
        catch (KafkaNotFound)
        {
            return null;
        }
    }

    private async Task<LogGroup?> ReadLogGroupAsync() => await LogGroupLookup.FindAsync(
        Context,
        LogGroupResource.OfConnector.NamedBy(await Live ?? new()).FirstOrDefault() ?? Spec.UsedLogGroupName,
        StopToken);
}
