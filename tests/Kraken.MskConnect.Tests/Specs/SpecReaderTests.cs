using System.Collections;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Tests.Specs;

public sealed class SpecReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kraken-specs-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static IReadOnlyList<SpecReading> Json(string text) => SpecReader.ReadText(text, SpecFormat.Json, "specs.json");

    private static IReadOnlyList<SpecReading> Yaml(string text) => SpecReader.ReadText(text, SpecFormat.Yaml, "specs.yaml");

    private static SpecFinding OnlyFinding(SpecReading reading, string field, string rule)
    {
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((FindingSeverity.Error, field, rule), (finding.Severity, finding.Field, finding.Rule));
        return finding;
    }

    private static void AssertSame(ConnectorSpec expected, ConnectorSpec actual)
    {
        foreach (var property in typeof(ConnectorSpec).GetProperties())
            Assert.Equal(property.GetValue(expected), property.GetValue(actual));
    }

    private static string Examples()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Kraken.MskConnect.slnx")))
            root = root.Parent;
        return Path.Combine(root.FullName, "examples", "specs");
    }

    [Fact]
    public void The_example_files_hold_the_references_examples_value_for_value()
    {
        // Beyond the reference: why its values, of which the module warns, stand there.
        var source = Assert.Single(SpecReader.ReadFile(Path.Combine(Examples(), "debezium-postgres-cdc-dev.tfvars.json"))).Spec;
        Assert.NotEmpty(source.AcceptedFinding);
        AssertSame(ReferenceExamples.DebeziumSource, source with { AcceptedFinding = [] });

        // Beyond the reference: keys without which the sink's tasks fail.
        AssertSame(
            ReferenceExamples.S3Sink.WithKey("locale", "en-US").WithKey("timezone", "UTC"),
            Assert.Single(SpecReader.ReadFile(Path.Combine(Examples(), "s3-sink-raw-mnpi-dev.tfvars.json"))).Spec);
    }

    [Fact]
    public void Every_property_of_a_spec_is_a_field_and_each_is_named_once()
    {
        var properties = typeof(ConnectorSpec).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).ToList();

        Assert.Equal(properties, SpecFields.All.Select(f => f.Name));
        Assert.Equal(properties.Count, SpecFields.All.Select(f => f.TerraformName).Distinct().Count());
    }

    [Fact]
    public void Every_field_is_set_by_either_of_its_names()
    {
        foreach (var field in SpecFields.All)
        {
            object value = field.Kind switch
            {
                SpecFieldKind.WholeNumber => 7,
                SpecFieldKind.TextList => new[] { "a", "b" },
                SpecFieldKind.TextMap => new Hashtable { ["k"] = "v" },
                SpecFieldKind.Boolean => true,
                SpecFieldKind.ObjectList => new[] { new Hashtable { ["Reason"] = "canary" } },
                _ => "canary",
            };
            foreach (var name in (string[])[field.Name, field.TerraformName, field.Name.ToUpperInvariant()])
            {
                var reading = SpecReader.Apply(new ConnectorSpec(), new Hashtable { [name] = value }, "test");

                Assert.Empty(reading.Findings);
                var set = typeof(ConnectorSpec).GetProperty(field.Name)!.GetValue(reading.Spec);
                switch (set)
                {
                    case IReadOnlyDictionary<string, string> map:
                        Assert.Equal("v", Assert.Single(map).Value);
                        break;
                    case IReadOnlyList<SpecObject> objects:
                        Assert.Equal("canary", Assert.Single(Assert.Single(objects).Texts()).Text);
                        break;
                    case IReadOnlyList<string> list:
                        Assert.Equal(["a", "b"], list);
                        break;
                    default:
                        Assert.Equal(value.ToString(), Convert.ToString(set, System.Globalization.CultureInfo.InvariantCulture));
                        break;
                }
            }
        }
    }

    [Theory]
    [InlineData("14", 14)]
    [InlineData("\"14\"", 14)]
    [InlineData("1.4e1", 14)]
    [InlineData("\"14 \"", null)]
    [InlineData("\"14\\u0000\"", null)]
    [InlineData("\"14\\n\"", null)]
    public void A_number_has_nothing_around_it(string json, int? value)
    {
        var reading = Assert.Single(Json($$"""{ "connector_name": "a", "log_retention_in_days": {{json}} }"""));

        Assert.Equal(value ?? SpecDefaults.LogRetentionInDays, reading.Spec.LogRetentionInDays);
        Assert.Equal(value is null, reading.Findings.Any(f => f.Field == "LogRetentionInDays"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("1", null)]
    [InlineData("\"yes\"", null)]
    [InlineData("[true]", null)]
    [InlineData("\"true \"", null)]
    [InlineData("\"true\\u0000\"", null)]
    [InlineData("\" false\"", null)]
    public void A_boolean_is_true_or_false(string json, bool? value)
    {
        var reading = Assert.Single(Json($$"""{ "connector_name": "a", "allow_all_topics": {{json}} }"""));

        if (value is { } flag)
            Assert.Equal(flag, reading.Spec.AllowAllTopics);
        else
            Assert.Equal(("AllowAllTopics", "WrongType"), Assert.Single(reading.Findings.Select(f => (f.Field, f.Rule))));
    }

    [Theory]
    [InlineData(SpecFileFormat.Json)]
    [InlineData(SpecFileFormat.Yaml)]
    public void A_boolean_is_written_as_it_is_read(SpecFileFormat format)
    {
        var text = SpecWriter.Write([new ConnectorSpec { ConnectorName = "a", AllowAllTopics = true }], format);

        var read = SpecReader.ReadText(text, format == SpecFileFormat.Json ? SpecFormat.Json : SpecFormat.Yaml, "test");
        Assert.True(Assert.Single(read).Spec.AllowAllTopics);
        Assert.Contains(
            "AllowAllTopics = $true",
            SpecWriter.Write([new ConnectorSpec { ConnectorName = "a", AllowAllTopics = true }], SpecFileFormat.Psd1),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_given_or_null_has_its_default()
    {
        var reading = Assert.Single(Json("""{ "connector_name": "a", "kafkaconnect_version": null, "common_tags": null }"""));

        Assert.Empty(reading.Findings);
        AssertSame(new ConnectorSpec { ConnectorName = "a" }, reading.Spec);
        Assert.Equal("IAM", reading.Spec.MskAuthenticationType);
        Assert.Equal(["0.0.0.0/0"], reading.Spec.EgressDestination);
    }

    [Fact]
    public void Numbers_and_booleans_are_texts_where_texts_are_wanted()
    {
        var spec = Assert.Single(Json(
            """
            { "account_id": 123456789012, "connector_configuration": { "tasks.max": 3, "ratio": 0.50, "big": 1e3, "s3.object.tagging": true, "gone": null } }
            """)).Spec;

        Assert.Equal("123456789012", spec.AccountId);
        Assert.Equal(
            new Dictionary<string, string> { ["tasks.max"] = "3", ["ratio"] = "0.5", ["big"] = "1000", ["s3.object.tagging"] = "true" },
            spec.ConnectorConfiguration);
    }

    [Fact]
    public void Texts_are_numbers_where_numbers_are_wanted()
    {
        var reading = Assert.Single(Json("""{ "log_retention_in_days": "30", "autoscaling_mcu_count": 2.0, "custom_plugin_revision": 5000000000 }"""));

        Assert.Empty(reading.Findings);
        Assert.Equal((30, 2, 5_000_000_000), (reading.Spec.LogRetentionInDays, reading.Spec.AutoscalingMcuCount, reading.Spec.CustomPluginRevision));
    }

    [Theory]
    [InlineData("\"two\"", "'two' is a text")]
    [InlineData("1.5", "'1.5' is a number")]
    [InlineData("true", "'true' is a boolean")]
    [InlineData("5000000000", "'5000000000' is a number")]
    [InlineData("[1]", "is a list")]
    [InlineData("{}", "is a map")]
    public void What_is_no_whole_number_is_said_to_be_none(string json, string problem)
    {
        var finding = OnlyFinding(Json($$"""{ "autoscaling_mcu_count": {{json}} }""")[0], "AutoscalingMcuCount", "WrongType");

        Assert.Equal($"AutoscalingMcuCount {problem}, not a whole number.", finding.Message);
    }

    [Fact]
    public void Every_wrong_name_and_type_is_said_at_once_with_the_rules_findings()
    {
        var reading = Assert.Single(Json(
            """
            {
              "conector_name": "a", "subnet_ids": { "a": 1 }, "kafka_topics_read": [["x"]], "common_tags": "x",
              "connector_configuration": { "a": { "b": 1 }, "c": [1] }, "region": []
            }
            """));

        Assert.Equal(
            [
                ("conector_name", "UnknownField"), ("SubnetId", "WrongType"), ("KafkaTopicRead", "WrongType"), ("CommonTag", "WrongType"),
                ("ConnectorConfiguration[a]", "WrongType"), ("ConnectorConfiguration[c]", "WrongType"), ("Region", "WrongType"),
            ],
            reading.Findings.Select(f => (f.Field, f.Rule)));
        var all = reading.Validate();
        Assert.False(all.IsValid);
        Assert.Contains(all.Findings, f => f is { Field: "VpcId", Rule: "Required" });
        Assert.DoesNotContain(all.Findings, f => f is { Field: "SubnetId", Rule: "Required" });
    }

    [Theory]
    [InlineData("conector_name", "Did you mean connector_name?")]
    [InlineData("subnet_id_list", "Did you mean subnet_ids?")]
    [InlineData("SubnetIdd", "Did you mean SubnetId?")]
    [InlineData("LogRetentionDays", "Did you mean LogRetentionInDays?")]
    [InlineData("msk_bootstrap_brokers", "Did you mean msk_bootstrap_servers?")]
    [InlineData("brokers", null)]
    [InlineData("zzz", null)]
    public void An_unknown_name_is_answered_with_the_nearest(string name, string? remedy)
    {
        var finding = OnlyFinding(Json($$"""{ "{{name}}": "x" }""")[0], name, "UnknownField");

        if (remedy is null)
            Assert.DoesNotContain("Did you mean", finding.Remedy, StringComparison.Ordinal);
        else
            Assert.Equal(remedy, finding.Remedy);
    }

    [Fact]
    public void A_field_or_key_given_twice_is_a_finding()
    {
        OnlyFinding(Json("""{ "subnet_ids": ["a"], "SubnetId": ["b"] }""")[0], "SubnetId", "GivenTwice");
        OnlyFinding(
            Json("""{ "connector_configuration": { "a": "1", "a": "2" } }""")[0], "ConnectorConfiguration[a]", "GivenTwice");
    }

    [Fact]
    public void A_wrong_type_shows_no_secret()
    {
        var readings = Json("""[{ "connector_configuration": "database.password=canary" }, { "connector_configuration": { "password": ["canary"] } }]""");

        Assert.DoesNotContain("canary", string.Concat(readings.SelectMany(r => r.Findings)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_text_is_a_list_of_one()
    {
        Assert.Equal(["subnet-1"], Json("""{ "subnet_ids": "subnet-1" }""")[0].Spec.SubnetId);
    }

    [Fact]
    public void A_list_gives_a_spec_each_and_says_where_it_stood()
    {
        var readings = Json("""[{ "connector_name": "a" }, { "connector_name": "b", "x": 1 }]""");

        Assert.Equal(["a", "b"], readings.Select(r => r.Spec.ConnectorName));
        Assert.Equal(["specs.json, connector 1", "specs.json, connector 2"], readings.Select(r => r.Source));
        Assert.Empty(readings[0].Findings);
        Assert.Single(readings[1].Findings);
    }

    [Fact]
    public void A_fleet_shares_defaults_and_each_connector_wins()
    {
        var readings = Json(
            """
            {
              "defaults": {
                "env": "dev", "log_retention_in_days": 30, "s3_kms_key_arn": "shared", "subnet_ids": ["a", "b"],
                "common_tags": { "owner": "team", "cost": "1" },
                "connector_configuration": { "tasks.max": "1", "flush.size": "1000" }
              },
              "connectors": [
                { "connector_name": "a", "CommonTag": { "cost": "2" }, "connector_configuration": { "flush.size": null, "topics": "t" } },
                { "connector_name": "b", "env": "prod", "s3_kms_key_arn": null, "subnet_ids": ["c"], "log_retention_in_days": null }
              ]
            }
            """);

        Assert.All(readings, r => Assert.Empty(r.Findings));
        var (a, b) = (readings[0].Spec, readings[1].Spec);
        Assert.Equal(("dev", 30, "shared"), (a.Env, a.LogRetentionInDays, a.S3KmsKeyArn));
        Assert.Equal(new Dictionary<string, string> { ["owner"] = "team", ["cost"] = "2" }, a.CommonTag);
        Assert.Equal(new Dictionary<string, string> { ["tasks.max"] = "1", ["topics"] = "t" }, a.ConnectorConfiguration);
        Assert.Equal(("prod", 7, null), (b.Env, b.LogRetentionInDays, b.S3KmsKeyArn));
        Assert.Equal(["c"], b.SubnetId);
        Assert.Equal(new Dictionary<string, string> { ["tasks.max"] = "1", ["flush.size"] = "1000" }, b.ConnectorConfiguration);
    }

    [Fact]
    public void What_stands_beside_a_fleets_parts_is_a_finding_of_each_connector()
    {
        var readings = Json("""{ "region": "us-east-1", "connectors": [{ "connector_name": "a" }, { "connector_name": "b" }] }""");

        Assert.All(readings, r => Assert.Contains("Move it under defaults", OnlyFinding(r, "region", "UnknownField").Remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[]", "an empty list")]
    [InlineData("3", "a number")]
    [InlineData("null", "null")]
    [InlineData("\"canary\"", "a text")]
    [InlineData("[\"canary\"]", "a text")]
    [InlineData("{\"connectors\":[]}", "connectors are not a list")]
    [InlineData("{\"connectors\":{}}", "connectors are not a list")]
    [InlineData("{\"defaults\":[],\"connectors\":[{}]}", "defaults are a list")]
    public void What_holds_no_spec_is_refused(string json, string found)
    {
        var error = Assert.Throws<KrakenException>(() => Json(json));

        Assert.Equal(KrakenErrorKind.SpecUnreadable, error.Kind);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"database.password\": \"canary\n}", 2, 31, "a text contains a line break or a control character")]
    [InlineData("{\n  \"ä\": canary }", 2, 8, "a value is missing, or is a text without double quotes")]
    [InlineData("{\n  \"ä\": truecanary }", 2, 12, "a comma or a closing bracket is missing")]
    [InlineData("{\n  \"ä\": tcanary }", 2, 9, "a word is neither true, false nor null; a text needs double quotes")]
    [InlineData("{ \"a\": \"canary\" \"b\": 1 }", 1, 17, "a comma or a closing bracket is missing")]
    [InlineData("{ \"canary\" 1 }", 1, 12, "a colon is missing after a name")]
    [InlineData("{ canary: 1 }", 1, 3, "a name in double quotes, or a closing brace, is expected")]
    [InlineData("{} canary", 1, 4, "something follows after the end")]
    [InlineData("", 1, 1, "the file is empty")]
    [InlineData("{", 1, 2, "the text ends too early: a quote or a bracket is not closed")]
    public void Malformed_JSON_is_one_error_with_line_column_and_reason_and_no_content(string json, int line, int column, string why)
    {
        var error = Assert.Throws<KrakenException>(() => Json(json));

        Assert.Equal((KrakenErrorKind.SpecUnreadable, $"'specs.json' is not valid JSON at line {line}, column {column}: {why}."), (error.Kind, error.Message));
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: [canary", 2, "a comma or a closing bracket is missing")]
    [InlineData("a: 1\nb: 'canary", 2, "the text ends too early: a quote or a bracket is not closed")]
    [InlineData("password: canary\npassword: canary", 2, "a key is given twice")]
    [InlineData("a: *canary", 1, "an alias has no anchor")]
    [InlineData("? [canary]\n: x", 1, "a key is no text")]
    [InlineData("a: 1\n canary: x", 2, "a colon stands where no key may be: check the indentation, and quote texts with colons")]
    [InlineData("a: 1\ncanary 2", 2, "a colon is missing after a key")]
    [InlineData("a: @canary", 1, "a tab or another character stands where none may be; indent with spaces, and quote such texts")]
    public void Malformed_YAML_is_one_error_with_line_column_and_reason_and_no_content(string yaml, int line, string why)
    {
        var error = Assert.Throws<KrakenException>(() => Yaml(yaml));

        Assert.Equal(KrakenErrorKind.SpecUnreadable, error.Kind);
        Assert.Matches($"^'specs.yaml' is not valid YAML at line {line}, column [0-9]+: {System.Text.RegularExpressions.Regex.Escape(why)}\\.$", error.Message);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_and_trailing_commas_in_JSON_are_let_pass() =>
        Assert.Equal("a", Json("// ours\n{ \"connector_name\": \"a\", /* x */ }")[0].Spec.ConnectorName);

    [Fact]
    public void YAML_scalars_mean_what_its_core_schema_says()
    {
        var spec = Assert.Single(Yaml(
            """
            # A comment
            connector_name: orders
            account_id: 012345678901
            rds_secret_arn: ~
            s3_kms_key_arn:
            autoscaling_mcu_count: 2
            kafka_topics_read: [a, 1]
            connector_configuration:
              tasks.max: 3
              quoted: "true"
              flag: True
              ratio: 1.50
              answer: yes
              date: 2026-01-02
              path.format: '''year''=YYYY'
              block: |
                two
                lines
            """)).Spec;

        Assert.Equal(("orders", "012345678901", null, null, 2), (spec.ConnectorName, spec.AccountId, spec.RdsSecretArn, spec.S3KmsKeyArn, spec.AutoscalingMcuCount));
        Assert.Equal(["a", "1"], spec.KafkaTopicRead);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["tasks.max"] = "3",
                ["quoted"] = "true",
                ["flag"] = "true",
                ["ratio"] = "1.50",
                ["answer"] = "yes",
                ["date"] = "2026-01-02",
                ["path.format"] = "'year'=YYYY",
                ["block"] = "two\nlines",
            },
            spec.ConnectorConfiguration);
    }

    [Fact]
    public void YAML_fleets_anchors_and_several_documents_are_read()
    {
        var fleet = Yaml("defaults: { env: dev }\nconnectors:\n- connector_name: a\n  common_tags: &tags { x: y }\n- connector_name: b\n  common_tags: *tags\n");
        var documents = Yaml("connector_name: a\n---\nconnector_name: b\n");

        Assert.Equal([("a", "dev", "y"), ("b", "dev", "y")], fleet.Select(r => (r.Spec.ConnectorName, r.Spec.Env, r.Spec.CommonTag["x"])));
        Assert.Equal(["a", "b"], documents.Select(r => r.Spec.ConnectorName));
    }

    [Fact]
    public void YAML_that_unfolds_without_end_is_refused()
    {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 8).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains("exceeds the limits of a spec", Assert.Throws<KrakenException>(() => Yaml(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_are_read_as_PowerShell_hands_them_over()
    {
        var tree = new Hashtable
        {
            ["ConnectorName"] = "a",
            ["subnet_ids"] = new object[] { "s1", "s2" },
            ["ConnectorConfiguration"] = new SortedList { ["tasks.max"] = 3, ["flag"] = true, ["ratio"] = 0.5, ["when"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
            ["LogRetentionInDays"] = 30L,
            ["CommonTag"] = null,
        };

        var reading = Assert.Single(SpecReader.FromObject(tree, "pipeline"));

        Assert.Empty(reading.Findings);
        Assert.Equal(("a", 30), (reading.Spec.ConnectorName, reading.Spec.LogRetentionInDays));
        Assert.Equal(["s1", "s2"], reading.Spec.SubnetId);
        Assert.Equal(
            new Dictionary<string, string> { ["tasks.max"] = "3", ["flag"] = "true", ["ratio"] = "0.5", ["when"] = "2026-01-02T03:04:05Z" },
            reading.Spec.ConnectorConfiguration);
    }

    [Fact]
    public void A_spec_is_taken_as_it_is_with_lists_and_maps_of_its_own()
    {
        var spec = ReferenceExamples.S3Sink;

        var read = Assert.Single(SpecReader.FromObject(spec, "pipeline")).Spec;

        foreach (var field in SpecFields.All)
            Assert.Equal(field.Get(spec), field.Get(read));
        Assert.NotSame(spec.ConnectorConfiguration, read.ConnectorConfiguration);
        Assert.NotSame(spec.SubnetId, read.SubnetId);
    }

    [Fact]
    public void An_object_of_a_type_that_no_file_can_hold_is_a_finding()
    {
        var reading = SpecReader.FromObject(new Hashtable { ["Region"] = new Version(1, 2) }, "pipeline")[0];

        Assert.Equal("Region is of type Version, not a text.", OnlyFinding(reading, "Region", "WrongType").Message);
    }

    [Fact]
    public void An_object_that_holds_itself_is_refused()
    {
        var tree = new Hashtable();
        tree["CommonTag"] = tree;

        Assert.Throws<KrakenException>(() => SpecReader.FromObject(tree, "pipeline"));
    }

    [Fact]
    public void Values_are_applied_over_a_spec()
    {
        var reading = SpecReader.Apply(ReferenceExamples.S3Sink, new Hashtable { ["Env"] = "prod" }, "parameters");

        AssertSame(ReferenceExamples.S3Sink with { Env = "prod" }, reading.Spec);
    }

    [Theory]
    [InlineData("a.json", SpecFormat.Json)]
    [InlineData("a.tfvars.json", SpecFormat.Json)]
    [InlineData("a.YAML", SpecFormat.Yaml)]
    [InlineData("a.yml", SpecFormat.Yaml)]
    [InlineData("a.psd1", null)]
    [InlineData("a.tfvars", null)]
    [InlineData("a", null)]
    public void A_files_ending_tells_its_format(string path, SpecFormat? format) => Assert.Equal(format, SpecReader.FormatOf(path));

    [Fact]
    public void A_file_is_read_with_or_without_a_byte_order_mark()
    {
        var path = Path.Combine(_folder.FullName, "a.yaml");
        File.WriteAllText(path, "connector_name: a", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal(("a", path), (SpecReader.ReadFile(path)[0].Spec.ConnectorName, SpecReader.ReadFile(path)[0].Source));
    }

    [Fact]
    public void A_file_that_is_missing_or_of_another_format_is_one_clear_error()
    {
        var missing = Assert.Throws<KrakenException>(() => SpecReader.ReadFile(Path.Combine(_folder.FullName, "a.json")));
        var other = Assert.Throws<KrakenException>(() => SpecReader.ReadFile("orders.tfvars"));

        Assert.Equal((KrakenErrorKind.SpecUnreadable, KrakenErrorKind.SpecUnreadable), (missing.Kind, other.Kind));
        Assert.Contains("a.json", missing.Message, StringComparison.Ordinal);
        Assert.Contains(".tfvars.json", other.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_variable_of_a_tfvars_file_is_a_warning_unless_it_is_read_strictly()
    {
        var path = Path.Combine(_folder.FullName, "more.tfvars.json");
        File.WriteAllText(path, """{ "connector_name": "a", "vpc_idd": "vpc-1" }""");

        var lax = Assert.Single(SpecReader.ReadFile(path));
        Assert.Equal((FindingSeverity.Warning, "vpc_idd"), lax.Findings.Select(f => (f.Severity, f.Field)).Single());
        Assert.Equal("Did you mean vpc_id?", lax.Findings[0].Remedy);

        OnlyFinding(Assert.Single(SpecReader.ReadFile(path, new SpecReadOptions { IsStrict = true })), "vpc_idd", "UnknownField");
    }
}
