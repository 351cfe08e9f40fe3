namespace Kraken.MskConnect.Specs.Reading;

/// <summary>A value of a spec file, whatever the format.</summary>
internal abstract record SpecNode
{
    /// <summary>What it is, for messages.</summary>
    internal abstract string Kind { get; }

    /// <summary>The line of the file in which it begins, or its key does, from 1; 0 where that is not known.</summary>
    internal int Line { get; init; }
}

/// <summary>No value.</summary>
internal sealed record SpecNull : SpecNode
{
    internal override string Kind => "null";
}

/// <summary>A text.</summary>
internal sealed record SpecText(string Value) : SpecNode
{
    internal override string Kind => "a text";
}

/// <summary>A number or boolean, as the text that Terraform would make of it.</summary>
internal sealed record SpecPlain(string Text, bool IsNumber) : SpecNode
{
    internal override string Kind => IsNumber ? "a number" : "a boolean";
}

/// <summary>A list.</summary>
internal sealed record SpecList(IReadOnlyList<SpecNode> Items) : SpecNode
{
    internal override string Kind => "a list";
}

/// <summary>Values by key, in order; a key may come twice, which is then reported.</summary>
internal sealed record SpecMap(IReadOnlyList<KeyValuePair<string, SpecNode>> Entries) : SpecNode
{
    internal override string Kind => "a map";

    /// <summary>The value of a key, in any case of letters; null where there is none.</summary>
    internal SpecNode? Find(string key) =>
        Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The text of a key, in any case of letters; null where it has none.</summary>
    internal string? FindText(string key) => (Find(key) as SpecText)?.Value;
}

/// <summary>A value that another program computes, such as CloudFormation's <c>!Ref</c>.</summary>
internal sealed record SpecExpression(string Function, SpecNode Argument) : SpecNode
{
    internal override string Kind => $"an expression ({Function})";
}

/// <summary>A time in this machine's time zone; of the text that it was, the offset is lost.</summary>
internal sealed record SpecLocalTime : SpecNode
{
    internal override string Kind => "a time";
}

/// <summary>A value that no format can hold, for example a script block.</summary>
internal sealed record SpecUnknown(string Type) : SpecNode
{
    internal override string Kind => $"of type {Type}";
}
