using System.Reflection;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.KafkaConnect;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Policies.Caller;

/// <summary>Writes down each call as the question that IAM would ask: the action, the resource and what it knows of both.</summary>
internal sealed class CallLog(ConnectorSpec spec)
{
    private const string Tag = "kraken:connector";

    public List<PolicyRequest> Requests { get; } = [];

    /// <summary>The same clients, whose calls are written down.</summary>
    public ServiceClients Around(ServiceClients aws) => aws with
    {
        KafkaConnect = Recorder.Around(aws.KafkaConnect, r => Add("kafkaconnect", r)),
        Iam = Recorder.Around(aws.Iam, r => Add("iam", r)),
        Ec2 = Recorder.Around(aws.Ec2, r => Add("ec2", r)),
        Logs = Recorder.Around(aws.Logs, r => Add("logs", r)),
    };

    private void Add(string service, AmazonWebServiceRequest request)
    {
        var action = $"{service}:{request.GetType().Name[..^"Request".Length]}";
        lock (Requests)
            Requests.AddRange(ResourcesOf(action, request).Select(r => Context(action, r)));
    }

    private PolicyRequest Context(string action, string resource)
    {
        var request = new PolicyRequest(action, resource).With("aws:RequestedRegion", spec.Region);
        if (resource.Contains(":security-group/", StringComparison.Ordinal))
        {
            request = action == "ec2:CreateSecurityGroup"
                ? request.With("aws:RequestTag/" + Tag, spec.ConnectorName)
                : request.With("aws:ResourceTag/" + Tag, spec.ConnectorName);
        }

        return spec.Fleet is { } fleet && resource != "*" ? request.With("aws:ResourceTag/kraken:fleet", fleet) : request;
    }

    private IEnumerable<string> ResourcesOf(string action, AmazonWebServiceRequest request)
    {
        string? Value(string name) => request.GetType().GetProperty(name)?.GetValue(request) as string;
        string Iam(string rest) => $"arn:aws:iam::{spec.AccountId}:{rest}";
        string Ec2(string rest) => $"arn:aws:ec2:{spec.Region}:{spec.AccountId}:{rest}";
        if (action == "ec2:CreateSecurityGroup")
            return [Ec2("vpc/" + Value("VpcId")), Ec2("security-group/sg-new")];
        if (action is "ec2:CreateTags" or "ec2:DeleteTags")
            return [Ec2("security-group/sg-1")];
        if (action.StartsWith("ec2:Describe", StringComparison.Ordinal))
            return ["*"];
        if (Value("GroupId") is { } group)
            return [Ec2("security-group/" + group)];
        if (action == "iam:CreatePolicy")
            return [Iam("policy" + (Value("Path") ?? "/") + Value("PolicyName"))];
        if (Value("RoleName") is { } role)
            return [Iam($"role{spec.RolePath}{role}")];
        return
        [
            Value("ConnectorOperationArn") ?? Value("ConnectorArn") ?? Value("CustomPluginArn") ?? Value("WorkerConfigurationArn") ?? Value("ResourceArn") ?? Value("PolicyArn")
            ?? (Value("LogGroupName") is { } log ? $"arn:aws:logs:{spec.Region}:{spec.AccountId}:log-group:{log}" : "*"),
        ];
    }

    /// <summary>Stands before a client and tells each request before it is made. A proxy derives from it, so it is not sealed.</summary>
#pragma warning disable CA1852
    public class Recorder : DispatchProxy
#pragma warning restore CA1852
    {
        private object? _client;
        private Action<AmazonWebServiceRequest>? _tell;

        public static T Around<T>(T client, Action<AmazonWebServiceRequest> tell)
            where T : class
        {
            var proxy = Create<T, Recorder>();
            var recorder = (Recorder)(object)proxy;
            (recorder._client, recorder._tell) = (client, tell);
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            foreach (var request in (args ?? []).OfType<AmazonWebServiceRequest>())
                _tell!(request);
            return targetMethod!.Invoke(_client, args);
        }
    }
}
