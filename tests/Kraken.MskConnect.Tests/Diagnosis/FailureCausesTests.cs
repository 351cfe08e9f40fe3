using Kraken.LocalAws.Connectors;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Diagnosis;

public sealed class FailureCausesTests
{
    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in FailureCauses.All)
            {
                foreach (var example in row.Examples)
                    data.Add(row.Name, example);
            }

            return data;
        }
    }

    public static TheoryData<string> Excerpts => new(WorkerFailureLog.Causes);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_is_explained_by_its_own_cause(string name, string example)
    {
        var cause = FailureDiagnosis.Explain(["[Worker-1] INFO Kafka Connect started", example]);

        Assert.Equal(name, cause?.Name);
        Assert.DoesNotContain('{', cause!.Explanation);
        Assert.Equal((cause.Explanation, cause.Remedy), (Redaction.Scrub(cause.Explanation), Redaction.Scrub(cause.Remedy)));
        Assert.EndsWith(".", cause.Explanation, StringComparison.Ordinal);
        Assert.EndsWith(".", cause.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pattern_is_one_that_some_example_or_excerpt_needs()
    {
        var texts = FailureCauses.All.SelectMany(r => r.Examples)
            .Concat(WorkerFailureLog.Causes.Select(c => string.Join('\n', WorkerFailureLog.Find(c)!))).ToList();
        Assert.All(FailureCauses.All, row => Assert.NotEmpty(row.Examples));
        Assert.All(FailureCauses.All, row => Assert.Contains(row.Patterns, p => texts.Exists(p.IsMatch)));
        Assert.Equal(FailureCauses.All.Count, FailureCauses.All.Select(r => r.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_field_is_one_of_the_spec() => Assert.All(
        FailureCauses.All.Where(r => r.Field is not null),
        r => Assert.NotNull(typeof(ConnectorSpec).GetProperty(r.Field!)));

    /// <summary>The excerpts are whole: the telling line stands among others that are worded alike.</summary>
    [Theory]
    [MemberData(nameof(Excerpts))]
    public void An_excerpt_of_a_log_is_explained_by_its_cause_without_a_word_masked(string name)
    {
        var cause = FailureDiagnosis.Explain(WorkerFailureLog.Find(name)!);
        Assert.Equal(name, cause?.Name);
        Assert.Equal(cause!.Explanation, Redaction.Scrub(cause.Explanation));
    }

    [Fact]
    public void What_was_denied_is_named_with_the_field_that_grants_it()
    {
        var cause = FailureDiagnosis.Explain(
            ["User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:1:key/k because"]);

        Assert.Equal("The role may not use a KMS key: kms:Decrypt on arn:aws:kms:us-east-1:1:key/k is denied.", cause?.Explanation);
        Assert.Equal(nameof(ConnectorSpec.S3KmsKeyArn), cause?.Field);
    }

    [Fact]
    public void An_endless_word_of_a_log_is_not_repeated()
    {
        var cause = FailureDiagnosis.Explain([$"java.net.UnknownHostException: {new string('x', 5_000)}"]);

        Assert.Equal("The host name of a server cannot be resolved in the connector's VPC.", cause?.Explanation);
    }
}
