using System.Reflection;
using System.Xml.Linq;

namespace Kraken.HelpWriter;

/// <summary>Writes cmdlet help in the format that Get-Help reads (MAML).</summary>
internal sealed class HelpFile(DocComments docs)
{
    private static readonly XNamespace _msh = "http://msh";
    private static readonly XNamespace _maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace _command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace _dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the help of all cmdlets to a file.</summary>
    public void Write(IEnumerable<CmdletDescription> cmdlets, string path)
    {
        var root = new XElement(
            _msh + "helpItems",
            new XAttribute("schema", "maml"),
            // One letter each, since they stand before many elements: PowerShell goes by the names behind them.
            new XAttribute(XNamespace.Xmlns + "m", _maml),
            new XAttribute(XNamespace.Xmlns + "d", _dev),
            cmdlets.Select(Cmdlet));
        new XDocument(root).Save(path, SaveOptions.DisableFormatting);
    }

    private XElement Cmdlet(CmdletDescription cmdlet) => new(
        _command + "command",
        // The namespace of most elements has no letter.
        new XAttribute("xmlns", _command),
        new XElement(
            _command + "details",
            new XElement(_command + "name", cmdlet.Name),
            new XElement(_command + "verb", cmdlet.Verb),
            new XElement(_command + "noun", cmdlet.Noun),
            Description(docs.Summary(cmdlet.Type))),
        Description([.. docs.Remarks(cmdlet.Type)]),
        new XElement(
            _command + "syntax",
            cmdlet.ParameterSets.Select(set => new XElement(
                _command + "syntaxItem",
                new XElement(_maml + "name", cmdlet.Name),
                set.Select(InSyntax),
                CommonInSyntax(cmdlet)))),
        new XElement(_command + "parameters", cmdlet.Parameters.Select(Parameter), Common(cmdlet)),
        new XElement(_command + "inputTypes", Inputs(cmdlet)),
        new XElement(_command + "returnValues", Outputs(cmdlet)),
        new XElement(
            _command + "examples",
            docs.Examples(cmdlet.Type).Select((e, i) => new XElement(
                _command + "example",
                new XElement(_maml + "title", $"-------------------------- Example {i + 1} --------------------------"),
                new XElement(_dev + "code", e.Code),
                new XElement(_dev + "remarks", new XElement(_maml + "para", e.Explanation))))));

    /// <summary>What Get-Help shows of a parameter, and no more: there are hundreds.</summary>
    private XElement Parameter(ParameterDescription parameter)
    {
        var element = new XElement(
            _command + "parameter",
            new XAttribute("required", parameter.Mandatory ? "true" : "false"),
            new XAttribute("globbing", parameter.Wildcards ? "true" : "false"),
            new XAttribute("pipelineInput", parameter.PipelineInput),
            new XAttribute("position", parameter.Position),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(_maml + "name", parameter.Name),
            Description(docs.Summary(parameter.Property)));
        if (!parameter.IsSwitch)
            element.Add(new XElement(_command + "parameterValue", new XAttribute("required", "true"), parameter.Type.Name));
        return element;
    }

    /// <summary>
    /// The parameter as the syntax shows it: what is required and what has a position; Get-Help takes the others for named and
    /// optional. What it means stands with the parameters, once.
    /// </summary>
    private static XElement InSyntax(ParameterDescription parameter)
    {
        var element = new XElement(_command + "parameter", new XElement(_maml + "name", parameter.Name));
        if (parameter.Mandatory)
            element.Add(new XAttribute("required", "true"));
        if (parameter.HasPosition)
            element.Add(new XAttribute("position", parameter.Position));
        if (!parameter.IsSwitch)
            element.Add(new XElement(_command + "parameterValue", parameter.Type.Name));
        if (parameter.Type.IsEnum)
        {
            element.Add(new XElement(
                _command + "parameterValueGroup",
                parameter.Type.GetEnumNames().Select(n => new XElement(_command + "parameterValue", n))));
        }

        return element;
    }

    /// <summary>The parameters that PowerShell adds.</summary>
    private static IEnumerable<XElement> Common(CmdletDescription cmdlet) =>
        !cmdlet.SupportsShouldProcess ? [] :
        [
            CommonSwitch("WhatIf", "wi", "Shows the plan, makes read calls only and changes nothing."),
            CommonSwitch("Confirm", "cf", "Shows the plan and asks before anything is changed."),
        ];

    private static IEnumerable<XElement> CommonInSyntax(CmdletDescription cmdlet) =>
        Common(cmdlet).Select(p => new XElement(_command + "parameter", p.Element(_maml + "name")));

    private static XElement CommonSwitch(string name, string alias, string text) => new(
        _command + "parameter",
        new XAttribute("required", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", "False"),
        new XAttribute("position", "named"),
        new XAttribute("aliases", alias),
        new XElement(_maml + "name", name),
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
        _command + element, new XElement(_dev + "type", new XElement(_maml + "name", type)), Description(text));

    private static XElement Description(params string[] paragraphs) =>
        new(_maml + "description", paragraphs.Select(p => new XElement(_maml + "para", p)));
}
