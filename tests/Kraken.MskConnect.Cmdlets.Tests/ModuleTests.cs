using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Cmdlets.Tests;

/// <summary>What can be said of the assembled module without PowerShell.</summary>
public partial class ModuleTests
{
    private static readonly string _folder = typeof(ModuleTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ModuleFolder").Value!;

    private static readonly string[] _cmdlets =
    [
        .. typeof(AsyncCmdlet).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetCustomAttributesData())
            .Where(a => a.AttributeType.Name == "CmdletAttribute")
            .Select(a => $"{a.ConstructorArguments[0].Value}-{a.ConstructorArguments[1].Value}")
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets()
    {
        var manifest = File.ReadAllText(Path.Combine(_folder, "Kraken.MskConnect.psd1"));
        var exported = CmdletName().Matches(manifest).Select(m => m.Groups[1].Value);
        Assert.Equal(_cmdlets, exported);
    }

    [Fact]
    public void The_help_has_every_cmdlet_and_every_parameter()
    {
        var help = XDocument.Load(Path.Combine(_folder, "en-US", "Kraken.MskConnect.Cmdlets.dll-Help.xml"));
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        XNamespace maml = "http://schemas.microsoft.com/maml/2004/10";
        var topics = help.Root!.Elements(command + "command").ToDictionary(
            c => c.Element(command + "details")!.Element(command + "name")!.Value,
            c => c.Element(command + "parameters")!.Elements().Select(p => p.Element(maml + "name")!.Value).ToHashSet());
        Assert.Equal(_cmdlets, topics.Keys.Order(StringComparer.Ordinal));
        foreach (var field in Specs.SpecFields.All)
            Assert.Contains(field.Name, topics["New-KrakenMskConnector"]);
    }

    [Fact]
    public void Every_input_of_a_spec_is_a_parameter_with_the_references_name_as_an_alias()
    {
        foreach (var field in Specs.SpecFields.All)
        {
            var property = typeof(SpecCmdlet).GetProperty(field.Name);
            Assert.NotNull(property);
            var aliases = property.GetCustomAttributesData()
                .Where(a => a.AttributeType.Name == "AliasAttribute")
                .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
                .Select(a => (string)a.Value!)
                .Append(field.Name);
            Assert.Contains(field.TerraformName, aliases, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_module_ships_the_schema_of_spec_files_which_has_every_input_under_both_names()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "spec.schema.json")));

        var names = schema.RootElement.GetProperty("$defs").GetProperty("inputs").GetProperty("properties")
            .EnumerateObject().Select(p => p.Name).ToHashSet();
        Assert.All(Specs.SpecFields.All, field => Assert.Superset(new HashSet<string> { field.Name, field.TerraformName }, names));
    }

    [Fact]
    public void The_module_ships_no_assembly_of_PowerShell_or_the_runtime()
    {
        var names = Directory.EnumerateFiles(Path.Combine(_folder, "bin")).Select(Path.GetFileName).ToList();
        Assert.Contains("AWSSDK.Core.dll", names);
        Assert.Contains("AWSSDK.EC2.dll", names);
        Assert.Contains("AWSSDK.KeyManagementService.dll", names);
        Assert.Contains("AWSSDK.S3.dll", names);
        Assert.Contains("AWSSDK.SimpleSystemsManagement.dll", names);
        Assert.Contains("YamlDotNet.dll", names);
        Assert.Contains("Kraken.LocalAws.dll", names);
        Assert.DoesNotContain(names, n => n!.StartsWith("System.", StringComparison.Ordinal));
        Assert.All(names, n => Assert.EndsWith(".dll", n, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_shipped_assembly_refers_to_is_shipped_or_there_in_PowerShell()
    {
        var shipped = Directory.EnumerateFiles(Path.Combine(_folder, "bin"), "*.dll").ToList();
        var known = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")
            .Concat(shipped)
            .Select(Path.GetFileNameWithoutExtension)
            .Append("System.Management.Automation")
            .ToHashSet();

        var missing = shipped.SelectMany(References).Distinct().Where(name => !known.Contains(name));

        // AWSSDK.Core makes checksums of it that none of our services asks for; UncheckedResponseData says more.
        Assert.Equal(["System.IO.Hashing"], missing);
    }

    private static IEnumerable<string> References(string file)
    {
        using var assembly = new PEReader(File.OpenRead(file));
        var metadata = assembly.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(reference =>
            metadata.GetString(metadata.GetAssemblyReference(reference).Name))];
    }

    [GeneratedRegex(@"'(\w+-Kraken\w+)'")]
    private static partial Regex CmdletName();
}
