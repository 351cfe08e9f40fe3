using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Inputs by which a spec adds to what is derived.</summary>
internal static class Additions
{
    public const string Policy = "arn:aws:iam::123456789012:policy/listed";

    /// <summary>A statement whose reason its id gives back.</summary>
    public static AdditionalStatement Statement { get; } = new()
    {
        Action = ["lambda:InvokeFunction"],
        Resource = ["arn:aws:lambda:us-east-1:123456789012:function:enrich"],
        Condition = ConditionMap.Of([("StringEquals", "aws:ResourceTag/team", ["orders"])]),
        Reason = "EnrichOrders",
    };

    public static AdditionalEgressRule Egress { get; } = new() { FromPort = 8_000, ToPort = 8_100, Destination = "10.0.0.0/8", Reason = "warehouse" };

    public static AdditionalIngressRule Ingress { get; } = new() { FromPort = 9_404, ToPort = 9_404, Source = "10.1.0.0/16", Reason = "metrics" };

    /// <summary>The spec with each of them.</summary>
    public static ConnectorSpec To(ConnectorSpec spec) => spec with
    {
        AdditionalPolicyStatement = [Statement],
        AdditionalManagedPolicyArn = [Policy],
        AdditionalEgress = [Egress],
        AdditionalIngress = [Ingress],
        AdditionalConsumerGroup = ["orders-copier"],
        AdditionalTransactionalId = ["iceberg-*"],
    };

    /// <summary>Makes the managed policy that the spec lists.</summary>
    public static Task PrepareAsync(Rehearsal rehearsal) => rehearsal.Aws.Iam.CreatePolicyAsync(new CreatePolicyRequest
    {
        PolicyName = "listed",
        PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:orders"}}""",
    });
}
