using Kraken.MskConnect.Policies.Acls;

namespace Kraken.MskConnect.Tests.Policies.Acls;

public class KafkaAclsTests
{
    private const string Principal = "User:connect";

    [Fact]
    public void The_sinks_bindings_are_its_grants_in_Kafkas_words()
    {
        var acls = KafkaAcls.Of(ReferenceExamples.S3Sink, Principal)
            .Select(a => $"{a.ResourceType} {a.ResourceName} {a.PatternType} {a.Operation}").ToHashSet();

        string[] kinds = ["configs", "offsets", "status"];
        string[] groups =
            ["connect-s3-sink-raw-mnpi-dev Literal", "__amazon_msk_connect_cluster_s3-sink-raw-mnpi-dev_ Prefixed"];
        string[] expected =
        [
            "Cluster kafka-cluster Literal Describe",
            .. from topic in (string[])["cdc.trades.mnpi", "cdc.orders.mnpi", "cdc.positions.mnpi"]
               from operation in (string[])["Describe", "Read"]
               select $"Topic {topic} Literal {operation}",
            .. from kind in kinds
               from operation in (string[])["Create", "Describe", "Read", "Write"]
               select $"Topic __amazon_msk_connect_{kind}_s3-sink-raw-mnpi-dev_ Prefixed {operation}",
            .. from operation in (string[])["Describe", "Read"]
               from name in groups
               select $"Group {name} {operation}",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), acls.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_binding_says_why_and_a_prefix_says_what_it_reaches_beyond()
    {
        foreach (var acl in SpecCatalogue.Specs.Values.SelectMany(s => KafkaAcls.Of(s, Principal)))
        {
            Assert.NotEmpty(acl.Because);
            Assert.DoesNotContain('*', acl.ResourceName);
            Assert.Equal(("Allow", "*", Principal), (acl.PermissionType, acl.Host, acl.Principal));
        }

        Assert.All(
            KafkaAcls.Of(ReferenceExamples.S3Sink, Principal).Where(a => a.PatternType == "Prefixed"),
            a => Assert.Contains("s3-sink-raw-mnpi-dev_", a.Beyond, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("the reference's source", "Topic cdc.trades.mnpi Literal Create")]
    [InlineData("a sink by pattern, no keys", "Topic cdc. Prefixed Read")]
    [InlineData("AWS's wide internal scope", "Group connect- Prefixed Read")]
    [InlineData("AWS's wide internal scope", "Topic __amazon_msk_connect_ Prefixed Write")]
    [InlineData("exactly once", "Cluster kafka-cluster Literal IdempotentWrite")]
    [InlineData("exactly once", "TransactionalId __amazon_msk_connect_cluster_eos_ Prefixed Write")]
    [InlineData("MySQL with schema history, transactions and notifications", "Cluster kafka-cluster Literal DescribeConfigs")]
    public void Each_kind_of_requirement_has_its_binding(string name, string binding) => Assert.Contains(
        binding,
        KafkaAcls.Of(SpecCatalogue.Specs[name], Principal)
            .Select(a => $"{a.ResourceType} {a.ResourceName} {a.PatternType} {a.Operation}"));

    [Theory]
    [InlineData("")]
    [InlineData("connect")]
    [InlineData("User:")]
    [InlineData(":connect")]
    [InlineData("User:a\nb")]
    public void A_principal_that_is_none_is_refused(string principal)
    {
        var error = Assert.Throws<KrakenException>(() => KafkaAcls.Of(ReferenceExamples.S3Sink, principal));
        Assert.Contains("Principal", error.Message, StringComparison.Ordinal);
        Assert.Contains("User:connect", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_are_safe_for_a_shell()
    {
        var acl = new KafkaAcl("User:it's me; rm -rf /", "Topic", "orders.", "Prefixed", "Read", "need", ["X"]);

        Assert.Equal(
            @"kafka-acls --bootstrap-server b-1:9096,b-2:9096 --command-config 'my admin.properties' --add --allow-principal 'User:it'\''s me; rm -rf /' --operation Read --topic orders. --resource-pattern-type prefixed",
            acl.ToCommand("b-1:9096,b-2:9096", "my admin.properties"));
        Assert.EndsWith("--operation Describe --cluster", (acl with { ResourceType = "Cluster", PatternType = "Literal", Operation = "Describe" }).ToCommand("b:9096"), StringComparison.Ordinal);
    }
}
