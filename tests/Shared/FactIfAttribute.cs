namespace Kraken.Tests.Shared;

/// <summary>A fact that runs only where what it needs is there; elsewhere it is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactIfAttribute : FactAttribute
{
    /// <summary>Skips the fact if a requirement is missing.</summary>
    /// <param name="requirement">A type with a <c>public static string? MissingReason</c>: null, or why the fact cannot run.</param>
    public FactIfAttribute(Type requirement)
    {
        var reason = requirement.GetProperty("MissingReason")
            ?? throw new ArgumentException($"{requirement} has no property MissingReason.", nameof(requirement));
        Skip = (string?)reason.GetValue(null);
    }
}
