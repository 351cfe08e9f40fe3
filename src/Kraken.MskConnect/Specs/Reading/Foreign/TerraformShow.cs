namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>
/// What <c>terraform show -json</c> writes of a state or a plan. What a plan does not know yet is absent, and is asked for.
/// Source: Terraform documentation, JSON output format; Terraform AWS provider.
/// </summary>
internal sealed class TerraformShow : IForeignSpecFormat
{
    public string Name => "the output of terraform show -json";

    public IReadOnlyList<ForeignConnector>? Read(SpecMap root)
    {
        if ((root.Find("planned_values") ?? root.Find("values")) is not SpecMap values || values.Find("root_module") is not SpecMap module)
            return root.Find("format_version") is null ? null : []; // of a state without resources
        List<Resource> all = [.. In(module)];
        return
        [
            .. all.Where(r => r.Type == "aws_mskconnect_connector" && !r.IsData).Select(r =>
            {
                var connector = ConnectorShape.Read(r.Values, r.Address);
                Complete(connector, all);
                return connector;
            }),
        ];
    }

    private static IEnumerable<Resource> In(SpecMap module)
    {
        var own = Maps(module.Find("resources")).Select(r => new Resource(
            r.FindText("address") ?? "", r.FindText("type") ?? "", r.FindText("mode") == "data",
            r.Find("values") as SpecMap ?? new SpecMap([])));
        return own.Concat(Maps(module.Find("child_modules")).SelectMany(In));
    }

    /// <summary>Takes from the other resources of the file what the connector itself does not say.</summary>
    private static void Complete(ForeignConnector connector, List<Resource> all)
    {
        var plugin = Of("aws_mskconnect_custom_plugin")
            .FirstOrDefault(r => r.FindText("arn") is { } arn && arn == connector.Text(SpecFields.CustomPluginArn));
        if (Only(Only(plugin?.Find("location"))?.Find("s3")) is { } file && file.FindText("bucket_arn") is { } bucket)
            connector.Set(SpecFields.CustomPluginBucketArn, new SpecText($"{bucket}/{file.FindText("file_key")}".TrimEnd('/')));

        var subnets = connector.Values.GetValueOrDefault(SpecFields.SubnetId) is SpecList list
            ? list.Items.OfType<SpecText>().Select(t => t.Value).ToHashSet(StringComparer.Ordinal)
            : [];
        connector.Set(SpecFields.VpcId, Of("aws_subnet").FirstOrDefault(r => subnets.Contains(r.FindText("id") ?? ""))?.Find("vpc_id"));

        var server = connector.Text(SpecFields.MskBootstrapServer)?.Split(',')[0].Trim();
        var cluster = Of("aws_msk_cluster").Concat(Of("aws_msk_serverless_cluster")).FirstOrDefault(r => server is { Length: > 0 }
            && r.Entries.Any(e => e.Key.StartsWith("bootstrap_brokers", StringComparison.Ordinal) && e.Value is SpecText brokers
                && brokers.Value.Split(',').Contains(server)));
        connector.Set(SpecFields.MskClusterArn, cluster?.Find("arn"));

        IEnumerable<SpecMap> Of(string type) => all.Where(r => r.Type == type).Select(r => r.Values);
    }

    private static IEnumerable<SpecMap> Maps(SpecNode? node) => node is SpecList list ? list.Items.OfType<SpecMap>() : [];

    private static SpecMap? Only(SpecNode? node) => Maps(node).FirstOrDefault();

    private sealed record Resource(string Address, string Type, bool IsData, SpecMap Values);
}
