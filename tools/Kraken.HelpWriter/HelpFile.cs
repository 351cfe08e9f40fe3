using System.Reflection;
using System.Xml.Linq;

namespace Kraken.HelpWriter;

/// <summary>Writes cmdlet help in the format that Get-Help reads (MAML).</summary>
internal sealed class HelpFile(DocComments docs)
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the help of all cmdlets to a file.</summary>
    public void Write(IEnumerable<CmdletDescription> cmdlets, string path)
    {
        var root = new XElement(
            Msh + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Cmdlet));
        new XDocument(root).Save(path);
    }

    private XElement Cmdlet(CmdletDescription cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Description(docs.Summary(cmdlet.Type))),
        Description([.. docs.Remarks(cmdlet.Type)]),
        new XElement(
            Command + "syntax",
            cmdlet.ParameterSets.Select(set => new XElement(
                Command + "syntaxItem",
                new XElement(Maml + "name", cmdlet.Name),
                set.Select(p => Parameter(p, forSyntax: true)),
                Common(cmdlet)))),
        new XElement(
            Command + "parameters", cmdlet.Parameters.Select(p => Parameter(p, forSyntax: false)), Common(cmdlet)),
        new XElement(Command + "inputTypes", Inputs(cmdlet)),
        new XElement(Command + "returnValues", Outputs(cmdlet)),
        new XElement(
            Command + "examples",
            docs.Examples(cmdlet.Type).Select((e, i) => new XElement(
                Command + "example",
                new XElement(Maml + "title", $"-------------------------- Example {i + 1} --------------------------"),
                new XElement(Dev + "code", e.Code),
                new XElement(Dev + "remarks", new XElement(Maml + "para", e.Explanation))))));

    private XElement Parameter(ParameterDescription parameter, bool forSyntax)
    {
        var element = new XElement(
            Command + "parameter",
            new XAttribute("required", parameter.Mandatory ? "true" : "false"),
            new XAttribute("variableLength", parameter.Type.IsArray ? "true" : "false"),
            new XAttribute("globbing", parameter.Wildcards ? "true" : "false"),
            new XAttribute("pipelineInput", parameter.PipelineInput),
            new XAttribute("position", parameter.Position),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Description(docs.Summary(parameter.Property)));
        if (!parameter.IsSwitch)
            element.Add(Value(parameter.Type));
        if (forSyntax && parameter.Type.IsEnum)
        {
            element.Add(new XElement(
                Command + "parameterValueGroup",
                parameter.Type.GetEnumNames().Select(n => new XElement(Command + "parameterValue", n))));
        }

        element.Add(new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type.Name)));
        return element;
    }

    private static XElement Value(Type type) => new(
        Command + "parameterValue",
        new XAttribute("required", "true"),
        new XAttribute("variableLength", type.IsArray ? "true" : "false"),
        type.Name);

    /// <summary>The parameters that PowerShell adds.</summary>
    private static IEnumerable<XElement> Common(CmdletDescription cmdlet) =>
        !cmdlet.SupportsShouldProcess ? [] :
        [
            CommonSwitch("WhatIf", "wi", "Shows the plan, makes read calls only and changes nothing."),
            CommonSwitch("Confirm", "cf", "Shows the plan and asks before anything is changed."),
        ];

    private static XElement CommonSwitch(string name, string alias, string text) => new(
        Command + "parameter",
        new XAttribute("required", "false"),
        new XAttribute("variableLength", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", "False"),
        new XAttribute("position", "named"),
        new XAttribute("aliases", alias),
        new XElement(Maml + "name", name),
        Description(text));

    private static IEnumerable<XElement> Inputs(CmdletDescription cmdlet)
    {
        var piped = cmdlet.Parameters.Where(p => p.ByValue).ToList();
        var named = cmdlet.Parameters.Where(p => p.ByPropertyName).ToList();
        foreach (var parameter in piped)
            yield return TypeWithText("inputType", parameter.Type.FullName!, $"Goes to -{parameter.Name}.");
        if (named.Count > 0)
        {
            yield return TypeWithText(
                "inputType",
                "System.Management.Automation.PSObject",
                $"An object with properties of the names or aliases of: {string.Join(", ", named.Select(p => "-" + p.Name))}.");
        }

        if (piped.Count == 0 && named.Count == 0)
            yield return TypeWithText("inputType", "None", "Takes nothing from the pipeline.");
    }

    private static IEnumerable<XElement> Outputs(CmdletDescription cmdlet) => cmdlet.Outputs.Count == 0
        ? [TypeWithText("returnValue", "None", "Returns nothing.")]
        : cmdlet.Outputs.Select(type => TypeWithText("returnValue", type.FullName!, ""));

    private static XElement TypeWithText(string element, string type, string text) => new(
        Command + element, new XElement(Dev + "type", new XElement(Maml + "name", type)), Description(text));

    private static XElement Description(params string[] paragraphs) =>
        new(Maml + "description", paragraphs.Select(p => new XElement(Maml + "para", p)));
}
