using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kraken.MskConnect.Generator.Inputs;

/// <summary>Reads the inputs of a spec from the syntax of its record, which two assemblies are generated from.</summary>
internal static class InputReader
{
    public const string RecordName = "ConnectorSpec";

    /// <summary>The inputs of the record in a file's text.</summary>
    public static IReadOnlyList<Input> Read(string text, CancellationToken cancellationToken)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var root = CSharpSyntaxTree.ParseText(text, options, cancellationToken: cancellationToken).GetRoot(cancellationToken);
        var record = root.DescendantNodes().OfType<RecordDeclarationSyntax>()
            .FirstOrDefault(r => r.Identifier.ValueText == RecordName)
            ?? throw new InputException(RecordName, "is not declared in the file");
        return Read(record);
    }

    /// <summary>The inputs of the record, in the order of its properties.</summary>
    /// <exception cref="InputException">A property cannot be made an input of.</exception>
    public static IReadOnlyList<Input> Read(RecordDeclarationSyntax record) =>
        [.. record.Members.OfType<PropertyDeclarationSyntax>().Where(IsInput).Select(Read)];

    /// <summary>Everybody can set an input.</summary>
    private static bool IsInput(PropertyDeclarationSyntax property) =>
        property.Modifiers.Any(SyntaxKind.PublicKeyword)
        && property.AccessorList?.Accessors.Any(a => a.IsKind(SyntaxKind.InitAccessorDeclaration)) == true;

    private static Input Read(PropertyDeclarationSyntax property)
    {
        var name = property.Identifier.ValueText;
        var attributes = property.AttributeLists.SelectMany(list => list.Attributes)
            .ToDictionary(a => a.Name.ToString(), a => new Arguments(a), StringComparer.Ordinal);
        if (!attributes.TryGetValue("Input", out var declared))
            throw new InputException(name, "has no attribute Input");
        var (type, isNullable) = TypeOf(property.Type, name);
        var input = new Input
        {
            Name = name,
            SnakeName = declared.TextOf(0) ?? throw new InputException(name, "has no name in files"),
            Type = type,
            ObjectType = type == InputType.Objects ? ElementOf(property.Type.ToString()) : "",
            IsNullable = isNullable,
            Documentation = Documentation.Of(property, name),
            Initializer = property.Initializer?.Value.ToString(),
            Group = declared.At(1),
            Change = declared.At(2),
            IsRequired = declared.Is("IsRequired"),
            MayHoldSecrets = declared.Is("MayHoldSecrets"),
            Completer = declared.TextOf("Completer"),
            Position = declared.TextOf("Position"),
            Choices = Of("Choices")?.All ?? "",
            KnownValues = Of("KnownValues")?.All ?? "",
            Range = Of("Range"),
            Values = Of("Values"),
            Arn = Of("Arn")?.TextOf(0),
        };
        Check(input);
        return input;

        Arguments? Of(string attribute) => attributes.TryGetValue(attribute, out var arguments) ? arguments : null;
    }

    private static void Check(Input input)
    {
        var isNumber = input.Type is InputType.Int or InputType.Long;
        if ((input.Range is not null || input.Values is not null) && !isNumber)
            throw new InputException(input.Name, "has numbers to choose from and is no number");
        if ((input.Choices.Length > 0 || input.KnownValues.Length > 0 || input.Arn is not null) && input.Type != InputType.Text)
            throw new InputException(input.Name, "has words or an ARN to choose from and is no text");
        if (input.IsRequired && (input.IsNullable || isNumber || input.Type == InputType.Boolean))
            throw new InputException(input.Name, "is required, and its type cannot say that it was not given: a text, list or map can");
    }

    /// <summary>How the names of the records of Specs/Objects begin, of which only the source text is seen here.</summary>
    private static readonly string[] _objects = ["Additional", "Accepted"];

    private static (InputType Type, bool IsNullable) TypeOf(TypeSyntax type, string name)
    {
        var isNullable = type is NullableTypeSyntax;
        var plain = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        return (plain.ToString(), isNullable) switch
        {
            ("string", _) => (InputType.Text, isNullable),
            ("int", _) => (InputType.Int, isNullable),
            ("long", _) => (InputType.Long, isNullable),
            ("bool", false) => (InputType.Boolean, false),
            ("IReadOnlyList<string>", false) => (InputType.List, false),
            ("IReadOnlyDictionary<string, string>", false) => (InputType.Map, false),
            var (list, _) when !isNullable && _objects.Any(start => ElementOf(list).StartsWith(start, StringComparison.Ordinal)) => (InputType.Objects, false),
            var (other, _) => throw new InputException(name, $"has the type {other}{(isNullable ? "?" : "")}, which no input can have"),
        };
    }

    /// <summary>What a list is of; empty where the type is no list.</summary>
    private static string ElementOf(string type)
    {
        const string list = "IReadOnlyList<";
        return type.StartsWith(list, StringComparison.Ordinal) ? type.Substring(list.Length, type.Length - list.Length - 1) : "";
    }
}
