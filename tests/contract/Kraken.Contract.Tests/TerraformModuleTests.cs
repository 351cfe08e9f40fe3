using System.Text.RegularExpressions;

namespace Kraken.Contract.Tests;

/// <summary>That the Terraform module has the reference's inputs and outputs.</summary>
public sealed partial class TerraformModuleTests
{
    // Name, type, default; none where the input is required.
    private const string Inputs = """
        connector_name: string
        env: string
        region: string
        account_id: string
        connector_type: string
        kafkaconnect_version: string = "2.7.1"
        vpc_id: string
        subnet_ids: list(string)
        msk_cluster_arn: string
        msk_bootstrap_servers: string
        msk_authentication_type: string = "IAM"
        msk_kms_key_arn: string = null
        kafka_topics_read: list(string) = []
        kafka_topics_write: list(string) = []
        rds_secret_arn: string = null
        s3_sink_bucket_arn: string = null
        s3_kms_key_arn: string = null
        custom_plugin_arn: string
        custom_plugin_revision: number = 1
        custom_plugin_bucket_arn: string
        connector_configuration: map(string)
        autoscaling_mcu_count: number = 1
        autoscaling_min_worker_count: number = 1
        autoscaling_max_worker_count: number = 2
        autoscaling_scale_in_cpu: number = 20
        autoscaling_scale_out_cpu: number = 80
        log_retention_in_days: number = 7
        common_tags: map(string) = {}
        """;

    [Fact]
    public void It_has_the_28_inputs_with_their_types_defaults_and_required_marks()
    {
        var found = Variable().Matches(Read("variables.tf")).Select(m =>
            $"{m.Groups["name"]}: {m.Groups["type"]}"
            + (m.Groups["default"].Success ? $" = {m.Groups["default"]}" : ""));
        Assert.Equal(Inputs.Split('\n', StringSplitOptions.TrimEntries), found);
    }

    [Fact]
    public void It_has_the_four_outputs() => Assert.Equal(
        ["connector_arn", "connector_version", "security_group_id", "iam_role_arn"],
        Output().Matches(Read("outputs.tf")).Select(m => m.Groups["name"].Value));

    private static string Read(string file) => File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "terraform", "msk-connect", file)).ReplaceLineEndings("\n");

    [GeneratedRegex(
        """^variable "(?<name>\w+)" \{$.*?^  type +\= (?<type>.+?)$(?:\n^  default +\= (?<default>.+?)$)?.*?^\}$""",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Variable();

    [GeneratedRegex("""^output "(?<name>\w+)" \{$""", RegexOptions.Multiline)]
    private static partial Regex Output();
}
