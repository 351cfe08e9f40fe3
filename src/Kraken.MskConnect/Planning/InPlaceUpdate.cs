namespace Kraken.MskConnect.Planning;

/// <summary>
/// A way in which AWS changes a resource without a replacement, for example its tags. A property that names none is
/// fixed: only a replacement changes it. Each resource lists the updates that it supports, and a test compares its
/// properties with them.
/// </summary>
/// <param name="Name">What is changed, for error messages and tests.</param>
internal sealed record InPlaceUpdate(string Name)
{
    /// <summary>The change of a resource's tags.</summary>
    public static InPlaceUpdate Tags { get; } = new("Tags");
}
