using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.LocalAws;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.Contract.Tests;

/// <summary>What our core sees and makes of the connectors, at one moment of the story.</summary>
/// <param name="Results">What our Get tells of each connector, by name.</param>
/// <param name="Plans">What our Compare tells of each connector.</param>
/// <param name="Differences">Where what is there differs from what our core makes of the same specs.</param>
/// <param name="OutputsOfTerraform">The module's outputs, by connector.</param>
internal sealed record Moment(
    IReadOnlyDictionary<string, ConnectorResult> Results,
    IReadOnlyList<ConnectorPlan> Plans,
    IReadOnlySet<Difference> Differences,
    JsonObject OutputsOfTerraform);

/// <summary>
/// The life of both examples under Terraform, told once for all tests, since each of its commands takes many seconds:
/// apply, plan, change, replace, destroy; then what our core made is imported.
/// </summary>
public sealed class TerraformStory : IAsyncLifetime
{
    /// <summary>The example that is changed in place.</summary>
    internal const string Changed = "debezium-postgres-cdc-dev";

    /// <summary>The example that is replaced.</summary>
    internal const string Replaced = "s3-sink-raw-mnpi-dev";

    private readonly HashSet<string> _operations = new(StringComparer.Ordinal);

    /// <summary>After the first apply.</summary>
    internal Moment Applied { get; private set; } = null!;

    /// <summary>What the cmdlets show after the first apply; null where PowerShell is missing.</summary>
    internal CmdletView? Shown { get; private set; }

    /// <summary>The exit code of the plan after the apply: 0 says that there is nothing to change.</summary>
    internal int PlanExitCode { get; private set; }

    /// <summary>After the specs were changed and applied again.</summary>
    internal Moment AppliedAgain { get; private set; } = null!;

    /// <summary>All that the account holds before the first apply.</summary>
    internal IReadOnlyList<string> Before { get; private set; } = [];

    /// <summary>All that the account holds after the destroy.</summary>
    internal IReadOnlyList<string> After { get; private set; } = [];

    /// <summary>What Terraform plans for what our core made: the plan's JSON form.</summary>
    internal JsonObject ImportPlan { get; private set; } = [];

    /// <summary>After Terraform took over what our core made.</summary>
    internal Moment TakenOver { get; private set; } = null!;

    /// <summary>The connectors that our core made, for Terraform to import, by name.</summary>
    internal IReadOnlyDictionary<string, ConnectorResult> Ours { get; private set; } = null!;

    /// <summary>The operations that Terraform called with success, <c>service:Operation</c>, sorted.</summary>
    internal IReadOnlyList<string> Operations => [.. _operations.Order(StringComparer.Ordinal)];

    /// <summary>The calls of Terraform that LocalAws did not know or failed at.</summary>
    internal HashSet<string> Unanswered { get; } = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        if (Terraform.MissingReason is not null)
            return;
        await using var server = NewServer();
        using var terraform = new Terraform { Endpoint = server.Endpoint };
        WriteSpecs(terraform.SpecFolder);
        await terraform.RunAsync("init");
        await TellAsync(terraform, server);
        await using var other = NewServer();
        terraform.Endpoint = other.Endpoint;
        await ImportAsync(terraform, other);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task TellAsync(Terraform terraform, LocalAwsServer server)
    {
        using var aws = Clients(server);
        Before = await EverythingAsync(aws);

        await terraform.RunAsync("apply", "-auto-approve");
        Applied = await LookAsync(terraform, aws);
        if (CmdletView.MissingReason is null)
            Shown = await CmdletView.OfAsync(server.Endpoint, terraform.SpecFolder);
        PlanExitCode = (await terraform.TryRunAsync("plan", "-detailed-exitcode")).ExitCode;

        ChangeSpecs(terraform.SpecFolder);
        await terraform.RunAsync("apply", "-auto-approve");
        AppliedAgain = await LookAsync(terraform, aws);

        await terraform.RunAsync("destroy", "-auto-approve");
        After = await EverythingAsync(aws);
        Record(server.Cloud);
    }

    private async Task ImportAsync(Terraform terraform, LocalAwsServer server)
    {
        using var aws = Clients(server);
        var provisioner = new ConnectorProvisioner(aws);
        Ours = (await Task.WhenAll(Specs(terraform.SpecFolder)
            .Select(spec => provisioner.CreateAsync(spec, new CreateOptions(), default))))
            .ToDictionary(r => r.ConnectorName);

        // One by the command, the others by import blocks: the provider does the same, and one command does for all.
        await terraform.RunAsync(
            "import", $"module.connector[\"{Changed}\"].aws_mskconnect_connector.this", Ours[Changed].ConnectorArn);
        var existing = new JsonObject(Ours.Values.Select(r => KeyValuePair.Create<string, JsonNode?>(
            r.ConnectorName,
            new JsonObject { ["connector_arn"] = r.ConnectorArn, ["security_group_id"] = r.SecurityGroupId })));
        await terraform.RunAsync("plan", "-out", "import.tfplan", "-var", $"existing={existing.ToJsonString()}");
        ImportPlan = JsonNode.Parse(await terraform.RunAsync("show", "-json", "import.tfplan"))!.AsObject();
        await terraform.RunAsync("apply", "import.tfplan");
        TakenOver = await LookAsync(terraform, aws);
        Record(server.Cloud);
    }

    internal static LocalAwsServer NewServer() => LocalAwsServer.Start(
        new LocalCloud(new LocalAwsOptions { ConnectorTransition = TimeSpan.FromMilliseconds(200) }));

    internal static ServiceClients Clients(LocalAwsServer server) => ServiceClients.Create(
        new BasicAWSCredentials("KRAKEN", "none"), server.Cloud.Options.Region, server.Endpoint.ToString());

    /// <summary>
    /// The examples as the reference's usage has them: it has no worker configuration and so no references to
    /// secrets; its caller reads the secret and hands over the values.
    /// </summary>
    internal static void WriteSpecs(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "specs")))
        {
            var spec = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            spec.Remove("worker_configuration_arn");
            spec.Remove("accepted_findings");
            var configuration = spec["connector_configuration"]!.AsObject();
            foreach (var key in new[] { "database.user", "database.password" }.Where(configuration.ContainsKey))
                configuration[key] = "made-up";
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), spec.ToJsonString());
        }
    }

    private static void ChangeSpecs(string folder)
    {
        Edit(folder, Changed, spec =>
        {
            spec["autoscaling_mcu_count"] = 2;
            spec["autoscaling_max_worker_count"] = 5;
            spec["autoscaling_scale_out_cpu"] = 70;
            spec["connector_configuration"]!["tasks.max"] = "2";
            spec["common_tags"] = new JsonObject { ["owner"] = "platform", ["cost-centre"] = "42" };
            spec["log_retention_in_days"] = 14;
        });
        Edit(folder, Replaced, spec => spec["kafkaconnect_version"] = "3.7.x");
    }

    private static void Edit(string folder, string connector, Action<JsonObject> change)
    {
        var file = Path.Combine(folder, connector + ".tfvars.json");
        var spec = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(spec);
        File.WriteAllText(file, spec.ToJsonString());
    }

    internal static List<ConnectorSpec> Specs(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .SelectMany(file => SpecReader.ReadFile(file)).Select(r => r.Spec),
    ];

    private static async Task<Moment> LookAsync(Terraform terraform, ServiceClients aws)
    {
        var provisioner = new ConnectorProvisioner(aws);
        var specs = Specs(terraform.SpecFolder);
        var results = new Dictionary<string, ConnectorResult>(StringComparer.Ordinal);
        await foreach (var result in provisioner.FindAsync("*", default))
            results.Add(result.ConnectorName, result);
        var plans = await Task.WhenAll(specs.Select(spec => provisioner.PlanAsync(spec, default)));
        var differences = new HashSet<Difference>();
        foreach (var spec in specs)
            differences.UnionWith(await CompareAsync(spec, aws));
        var outputs = JsonNode.Parse(await terraform.RunAsync("output", "-json", "connectors"))!.AsObject();
        return new Moment(results, plans, differences, outputs);
    }

    /// <summary>Compares what is there with what our core makes of the spec in an account of its own.</summary>
    private static async Task<IEnumerable<Difference>> CompareAsync(ConnectorSpec spec, ServiceClients aws)
    {
        await using var server = NewServer();
        using var own = Clients(server);
        await new ConnectorProvisioner(own).CreateAsync(spec, new CreateOptions(), default);
        var ours = await EndState.ReadAllAsync(own, spec);
        var theirs = await EndState.ReadAllAsync(aws, spec);
        return ours.Keys.Union(theirs.Keys)
            .Where(p => ours.GetValueOrDefault(p) != theirs.GetValueOrDefault(p))
            .Select(p => new Difference(
                Plain(p)!, Plain(theirs.GetValueOrDefault(p)), Plain(ours.GetValueOrDefault(p))));

        string? Plain(string? text) => text?
            .Replace(spec.ConnectorName, "{connector}", StringComparison.Ordinal)
            .Replace(spec.MskClusterArn.Split('/', 2)[1], "{cluster}", StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> EverythingAsync(ServiceClients aws)
    {
        var roles = (await aws.Iam.ListRolesAsync(new ListRolesRequest())).Roles ?? [];
        var groups = (await aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest())).SecurityGroups;
        var interfaces = (await aws.Ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest()))
            .NetworkInterfaces ?? [];
        var logs = (await aws.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups ?? [];
        var connectors = (await aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest())).Connectors ?? [];
        var plugins = (await aws.KafkaConnect.ListCustomPluginsAsync(new ListCustomPluginsRequest())).CustomPlugins;
        var workers = (await aws.KafkaConnect.ListWorkerConfigurationsAsync(new ListWorkerConfigurationsRequest()))
            .WorkerConfigurations;
        return
        [
            .. plugins.Select(p => p.CustomPluginArn),
            .. workers.Select(w => w.WorkerConfigurationArn),
            .. groups.SelectMany(g => g.IpPermissionsEgress ?? []).Select(p => $"egress {p.FromPort}"),
            .. roles.Select(r => r.Arn),
            .. groups.Select(g => g.GroupId),
            .. interfaces.Select(i => i.NetworkInterfaceId),
            .. logs.Select(g => g.LogGroupName),
            .. connectors.Select(c => c.ConnectorArn),
        ];
    }

    private void Record(LocalCloud cloud)
    {
        foreach (var request in cloud.Requests.Where(r => r.AccessKeyId is Terraform.AccessKeyId or null))
        {
            if (request.StatusCode is >= 200 and < 300)
                _operations.Add($"{request.Service}:{request.Operation}");
            else if (request is { StatusCode: 0 or >= 500 }
                or { ErrorCode: "InvalidAction" or "UnknownOperationException" })
                Unanswered.Add($"{request.Service}:{request.Operation} {request.StatusCode} {request.ErrorCode}");
        }
    }
}
