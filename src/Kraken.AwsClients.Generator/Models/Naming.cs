using System.Text;

namespace Kraken.AwsClients.Generator.Models;

/// <summary>Turns names and values of a model into C# names, as the official SDK does.</summary>
internal static class Naming
{
    public static string UpperFirst(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    public static string LowerFirst(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>The field of a constant: <c>network-interface</c> becomes <c>NetworkInterface</c>.</summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        foreach (var word in value.Split('-', '.', ':', '/', ' '))
        {
            if (word.Length > 0)
                name.Append(UpperFirst(word));
        }

        if (name.Length == 0 || !char.IsLetter(name[0]) || !name.ToString().All(c => char.IsLetterOrDigit(c) || c == '_'))
            throw new ModelException($"no C# name is known for the constant '{value}'");
        return name.ToString();
    }

    /// <summary>A C# string literal.</summary>
    public static string Literal(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
