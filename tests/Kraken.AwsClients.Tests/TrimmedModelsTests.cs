using System.Text.Json;
using Kraken.TrimModels;

namespace Kraken.AwsClients.Tests;

public class TrimmedModelsTests
{
    [Fact]
    public void An_unknown_service_is_an_error_that_names_it()
    {
        var error = Assert.Throws<InvalidDataException>(() => ModelTrimmer.Trim(OfBotocore(Path.GetTempPath()), "no-such-service", []));

        Assert.Contains("no-such-service", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_operations_do_not_reach_and_prose_is_left_out()
    {
        var data = Directory.CreateTempSubdirectory();
        try
        {
            var folder = data.CreateSubdirectory("svc").CreateSubdirectory("2020-01-01");
            File.WriteAllText(Path.Combine(folder.FullName, "service-2.json"), """
                {
                  "metadata": { "serviceId": "Svc" },
                  "documentation": "prose",
                  "operations": {
                    "B": { "name": "B", "input": { "shape": "In" }, "documentation": "prose" },
                    "A": { "name": "A" }
                  },
                  "shapes": {
                    "Unused": { "type": "string" },
                    "In": { "type": "structure", "members": { "documentation": { "shape": "Text", "documentation": "prose" } } },
                    "Text": { "type": "string", "documentation": "prose", "max": 3 }
                  }
                }
                """);

            Assert.Equal(
                """
                {"version":"2.0","sources":["botocore 1.43.11 of 2026-05-20"],"metadata":{"serviceId":"Svc"},"operations":{"B":{"name":"B","input":{"shape":"In"}}},"shapes":{"In":{"type":"structure","members":{"documentation":{"shape":"Text"}}},"Text":{"type":"string","max":3}}}
                """.Trim(),
                JsonSerializer.Serialize(JsonDocument.Parse(ModelTrimmer.Trim(OfBotocore(data.FullName), "svc", ["B"]))));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static ModelSources OfBotocore(string dataFolder) => ModelSources.Load(Repository.Root, dataFolder, packagesFolder: null);
}
