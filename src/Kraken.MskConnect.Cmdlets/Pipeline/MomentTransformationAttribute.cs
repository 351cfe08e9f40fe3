using System.Globalization;
using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Lets a time be a date, or how long ago it was: a TimeSpan, its text (hh:mm:ss, or d.hh:mm:ss), or a number of seconds.
/// A date without an offset is one of this machine's time.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MomentTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            TimeSpan ago => Before(ago),
            // Only the whole form: 10:00 is rather a time of the day than ten hours.
            string text when TimeSpan.TryParseExact(text.Trim(), "c", CultureInfo.InvariantCulture, out var ago)
                && text.Contains(':', StringComparison.Ordinal) => Before(ago),
            null or DateTime or DateTimeOffset => value,
            _ when LanguagePrimitives.TryConvertTo<double>(value, out var seconds) =>
                double.Abs(seconds) <= int.MaxValue
                    ? Before(TimeSpan.FromSeconds(seconds))
                    : throw new ArgumentTransformationMetadataException($"{seconds} is not a number of seconds from 0 to {int.MaxValue}."),
            _ => value,
        };
    }

    private static DateTimeOffset Before(TimeSpan ago)
    {
        if (ago < TimeSpan.Zero)
            throw new ArgumentTransformationMetadataException($"{ago} is in the future: give how long ago it was, without a sign.");
        var now = DateTimeOffset.UtcNow;
        return ago > now - DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : now - ago;
    }
}
