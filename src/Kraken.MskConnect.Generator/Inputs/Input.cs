namespace Kraken.MskConnect.Generator.Inputs;

/// <summary>An input as its property declares it. What is an expression is C# as the source has it.</summary>
internal sealed class Input
{
    /// <summary>The property.</summary>
    public string Name { get; set; } = "";

    /// <summary>The name in files.</summary>
    public string SnakeName { get; set; } = "";

    public InputType Type { get; set; }

    /// <summary>The type of the objects of a list of them; empty for other types.</summary>
    public string ObjectType { get; set; } = "";

    public bool IsNullable { get; set; }

    public Documentation Documentation { get; set; } = null!;

    /// <summary>The expression of the property's initializer; null where it has none.</summary>
    public string? Initializer { get; set; }

    /// <summary>The expression of the group.</summary>
    public string Group { get; set; } = "";

    /// <summary>The expression of what another value does.</summary>
    public string Change { get; set; } = "";

    public bool IsRequired { get; set; }

    public bool MayHoldSecrets { get; set; }

    /// <summary>The name of the completer's class; null where there is none of its own.</summary>
    public string? Completer { get; set; }

    /// <summary>The parameter's position; null where it has none.</summary>
    public string? Position { get; set; }

    /// <summary>The expressions of the words that it takes; empty where it takes any.</summary>
    public string Choices { get; set; } = "";

    /// <summary>The expressions of the values that are known; empty where there are none.</summary>
    public string KnownValues { get; set; } = "";

    /// <summary>The arguments of the range; null where it has none.</summary>
    public Arguments? Range { get; set; }

    /// <summary>The arguments of the numbers that it takes; null where it has none.</summary>
    public Arguments? Values { get; set; }

    /// <summary>The name of the kind of ARN; null where it is none.</summary>
    public string? Arn { get; set; }

    /// <summary>Whether completion can offer values of its own.</summary>
    public bool HasSuggestions => Choices.Length > 0 || KnownValues.Length > 0 || Values is not null;
}
