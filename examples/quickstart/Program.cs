using Amazon.Runtime;
using Kraken.LocalAws;
using Kraken.MskConnect;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Provisioning;
using Kraken.MskConnect.Specs;
using Kraken.Quickstart;

// The whole story on an AWS that lives in this process: no account, no credentials, nothing to clean up.
// Against the real one, only the credentials and the endpoint would differ.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    return await RunAsync(stop.Token);
}
catch (KrakenException e)
{
    Screen.Error($"{e.ErrorId}: {e.Message}", e.Remedy);
    return 1;
}
catch (OperationCanceledException)
{
    Screen.Error("Stopped.", "Run it again; what was begun lived in this process and is gone.");
    return 130;
}

static async Task<int> RunAsync(CancellationToken cancellationToken)
{
    Screen.Step("Start an AWS on loopback");
    var cloud = new LocalCloud(new LocalAwsOptions());
    await using var server = LocalAwsServer.Start(cloud);
    Screen.Line($"listening on {server.Endpoint}");

    Screen.Step("Read the specs and check them");
    var readings = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "specs"))
        .Order(StringComparer.Ordinal)
        .SelectMany(SpecReader.ReadFile)
        .ToList();
    foreach (var reading in readings)
        Screen.Validation(reading);
    if (readings.Exists(r => !r.Validate().IsValid))
        return 1;
    var specs = readings.ConvertAll(r => r.Spec);

    Screen.Step("Show what each connector's role may do, and why");
    foreach (var spec in specs)
        Screen.Policy(ConnectorPolicyBuilder.Build(spec));

    using var aws = ServiceClients.Create(
        new BasicAWSCredentials("quickstart", "quickstart"), specs[0].Region, server.Endpoint.ToString());
    var provisioner = new ConnectorProvisioner(aws, new ScreenObserver());

    Screen.Step("Show the plan; this reads and changes nothing");
    foreach (var spec in specs)
        Screen.Plan(await provisioner.PlanAsync(spec, cancellationToken));

    Screen.Step("Provision both at once");
    Screen.Results(await CreateAllAsync(provisioner, specs, cancellationToken));
    Screen.Line($"{cloud.Requests.Count} calls, {Mutating(cloud)} of them changed something");

    Screen.Step("Run it again: nothing is left to do");
    var (calls, changes) = (cloud.Requests.Count, Mutating(cloud));
    Screen.Results(await CreateAllAsync(provisioner, specs, cancellationToken));
    Screen.Line($"{cloud.Requests.Count - calls} calls, {Mutating(cloud) - changes} of them changed something");

    Screen.Step("Remove both");
    foreach (var removal in await Task.WhenAll(
        specs.Select(s => provisioner.RemoveAsync(s.ConnectorName, new RemoveOptions(), cancellationToken))))
    {
        Screen.Removal(removal);
    }

    Screen.Step("Look again: nothing is left");
    var left = 0;
    foreach (var spec in specs)
    {
        var removal = await provisioner.PlanRemovalAsync(spec.ConnectorName, new RemoveOptions(), cancellationToken);
        left += removal.Resources.Count;
        Screen.Line($"{spec.ConnectorName}: {removal.Resources.Count} resources");
    }

    return left == 0 ? 0 : 1;
}

static Task<ConnectorResult[]> CreateAllAsync(
    ConnectorProvisioner provisioner, List<ConnectorSpec> specs, CancellationToken cancellationToken) =>
    Task.WhenAll(specs.Select(s => provisioner.CreateAsync(s, new CreateOptions(), cancellationToken)));

static int Mutating(LocalCloud cloud) => cloud.Requests.Count(r => r.IsMutating);
