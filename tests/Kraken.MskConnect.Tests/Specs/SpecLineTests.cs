using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs;

public class SpecLineTests
{
    private const string Json = """
        {
          "connector_name": "a",
          "regionn": "us-east-1",
          "subnet_ids": [
            "subnet-1"
          ],
          "autoscaling_max_worker_count":
            "many",
          "connector_configuration": {
            "topics": "x",
            "tasks.max": [1]
          }
        }
        """;

    private const string Yaml = """
        # a fleet
        defaults:
          env: dev
          autoscaling_mcu_count: 3
        connectors:
          - connector_name: one
            regionn: us-east-1
          - connector_name: two
            connector_configuration:
              topics: x
              tasks.max: [1]
        """;

    [Fact]
    public void A_finding_of_a_JSON_file_has_the_line_of_its_name()
    {
        var reading = Assert.Single(SpecReader.ReadText(Json, SpecFormat.Json, "a.json"));

        Assert.Equal(
            [("regionn", 3), ("AutoscalingMaxWorkerCount", 7), ("ConnectorConfiguration[tasks.max]", 11)],
            reading.Findings.Select(f => (f.Field, f.Line ?? 0)));
        Assert.Equal(1, reading.Line);
    }

    [Fact]
    public void A_finding_of_a_YAML_fleet_has_the_line_in_the_connector_or_in_the_defaults()
    {
        var readings = SpecReader.ReadText(Yaml, SpecFormat.Yaml, "fleet.yaml");

        Assert.Equal((6, 8), (readings[0].Line, readings[1].Line));
        Assert.Equal(7, Assert.Single(readings[0].Findings).Line);
        Assert.Equal(11, Assert.Single(readings[1].Findings).Line);
        Assert.All(readings, r => Assert.Equal(4, r.Validate().Findings.Single(f => f.Field == "AutoscalingMcuCount").Line));
    }

    [Fact]
    public void What_a_rule_finds_has_the_line_of_its_field_and_what_is_missing_has_none()
    {
        var findings = Assert.Single(SpecReader.ReadText("{\n\"connector_type\":\n\"sauce\" }", SpecFormat.Json, "a.json")).Validate().Findings;

        Assert.Equal(2, findings.Single(f => f.Field == "ConnectorType").Line);
        Assert.Null(findings.Single(f => f.Field == "VpcId").Line);
    }

    [Fact]
    public void An_object_has_no_lines()
    {
        var reading = Assert.Single(SpecReader.FromObject(new Dictionary<string, object> { ["regionn"] = "x" }, "pipeline object"));

        Assert.Null(Assert.Single(reading.Findings).Line);
        Assert.Null(reading.Line);
        Assert.Empty(reading.Lines);
    }
}
