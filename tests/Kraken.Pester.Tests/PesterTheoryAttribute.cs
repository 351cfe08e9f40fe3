namespace Kraken.Pester.Tests;

/// <summary>A theory that is skipped, with the reason, where PowerShell or Pester is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PesterTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for PowerShell and Pester.</summary>
    public PesterTheoryAttribute()
    {
        Skip = PesterModule.MissingReason;
    }
}
