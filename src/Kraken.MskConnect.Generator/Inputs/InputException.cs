using Microsoft.CodeAnalysis;

namespace Kraken.MskConnect.Generator.Inputs;

/// <summary>A property is declared in a way that no input can be made of.</summary>
internal sealed class InputException : Exception
{
    public InputException(string property, string message)
        : base($"{property} {message}")
    {
    }
}
