namespace Kraken.MskConnect.Specs.Schema;

/// <summary>
/// Declares a property of <see cref="ConnectorSpec"/> as an input. The property's initializer is the default, its
/// documentation comment the parameter's help.
/// </summary>
/// <remarks>
/// The generator reads this attribute, and those beside it in this folder, from the source text. Nothing reads them when the
/// module runs, so an argument must be a literal, a member of an enumeration, or <c>nameof</c>.
/// </remarks>
/// <param name="name">The name in files, in the style of Terraform: <c>subnet_ids</c>.</param>
/// <param name="group">What the input is about.</param>
/// <param name="change">What another value does to a connector that exists.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InputAttribute(string name, InputGroup group, InputChange change) : Attribute
{
    /// <summary>The name in files.</summary>
    public string Name { get; } = name;

    /// <summary>What the input is about.</summary>
    public InputGroup Group { get; } = group;

    /// <summary>What another value does to a connector that exists.</summary>
    public InputChange Change { get; } = change;

    /// <summary>Whether a spec must give it. Default false.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether its values may be secrets, which no message shows. Default false.</summary>
    public bool MayHoldSecrets { get; init; }

    /// <summary>
    /// The class in the cmdlets that completes the parameter, where it is not completed with the input's own values.
    /// </summary>
    public string? Completer { get; init; }

    /// <summary>The parameter's position on the command line, 0 or more. Default -1, none.</summary>
    public int Position { get; init; } = -1;
}
