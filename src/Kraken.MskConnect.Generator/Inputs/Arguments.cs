using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kraken.MskConnect.Generator.Inputs;

/// <summary>The arguments of an attribute, as expressions.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, ExpressionSyntax> _named = new(StringComparer.Ordinal);
    private readonly List<ExpressionSyntax> _positional = [];

    public Arguments(AttributeSyntax attribute)
    {
        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText is { } name)
                _named[name] = argument.Expression;
            else
                _positional.Add(argument.Expression);
        }
    }

    public int Count => _positional.Count;

    /// <summary>The positional arguments, separated by commas.</summary>
    public string All => string.Join(", ", _positional.Select(a => a.ToString()));

    /// <summary>The expression of a positional argument, or another one where it is not given.</summary>
    public string At(int index, string otherwise = "") =>
        index < _positional.Count ? _positional[index].ToString() : otherwise;

    /// <summary>The expression of a named argument, or another one where it is not given.</summary>
    public string Named(string name, string otherwise = "null") =>
        _named.TryGetValue(name, out var expression) ? expression.ToString() : otherwise;

    /// <summary>Whether a named argument is true.</summary>
    public bool Is(string name) => _named.TryGetValue(name, out var expression) && expression.IsKind(SyntaxKind.TrueLiteralExpression);

    /// <summary>The text of a literal or of <c>nameof</c>; null where the argument is not given or is neither.</summary>
    public string? TextOf(string name) => _named.TryGetValue(name, out var expression) ? Text(expression) : null;

    /// <inheritdoc cref="TextOf(string)"/>
    public string? TextOf(int index) => index < _positional.Count ? Text(_positional[index]) : null;

    private static string? Text(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } name =>
            name.ArgumentList.Arguments[0].Expression switch
            {
                MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
                var other => other.ToString(),
            },
        _ => null,
    };
}
