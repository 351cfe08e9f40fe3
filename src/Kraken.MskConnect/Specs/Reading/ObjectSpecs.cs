using System.Collections;
using System.Globalization;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Reads .NET objects as PowerShell hands them over: hashtables, arrays and plain values.</summary>
internal static class ObjectSpecs
{
    internal static SpecNode Convert(object? value) => Convert(value, 0);

    private static SpecNode Convert(object? value, int depth)
    {
        if (depth > Unreadable.DeepestNesting)
            throw Unreadable.TooLarge("the object");
        return value switch
        {
            null or DBNull => new SpecNull(),
            string text => new SpecText(text),
            char letter => new SpecText(letter.ToString()),
            bool flag => new SpecPlain(flag ? "true" : "false", IsNumber: false),
            byte or sbyte or short or ushort or int or uint or long or ulong =>
                new SpecPlain(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), IsNumber: true),
            decimal number => new SpecPlain(NumberText(number), IsNumber: true),
            float or double => FloatingPoint(System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),

            // ConvertFrom-Json makes these of texts that look like times. One with an offset becomes a local one, whose text
            // would be another on each machine.
            DateTime { Kind: DateTimeKind.Local } => new SpecLocalTime(),
            DateTime time => Time(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"),
            DateTimeOffset time => Time(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"),
            Enum word => new SpecText(word.ToString()),
            SpecObject made => made.ToNode(withFileNames: false),
            IDictionary map => Map(map.Keys.Cast<object>().Select(key => KeyValuePair.Create(key, map[key])), depth),
            IEnumerable<KeyValuePair<string, object?>> map =>
                Map(map.Select(entry => KeyValuePair.Create<object, object?>(entry.Key, entry.Value)), depth),
            IEnumerable<KeyValuePair<string, string>> map =>
                Map(map.Select(entry => KeyValuePair.Create<object, object?>(entry.Key, entry.Value)), depth),
            IEnumerable list => new SpecList([.. list.Cast<object?>().Select(item => Convert(item, depth + 1))]),
            _ => new SpecUnknown(value.GetType().Name),
        };
    }

    private static SpecMap Map(IEnumerable<KeyValuePair<object, object?>> entries, int depth) => new(
    [
        .. entries.Select(entry => KeyValuePair.Create(
            System.Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", Convert(entry.Value, depth + 1))),
    ]);

    private static SpecText Time(IFormattable time, string format) =>
        new(time.ToString(format, CultureInfo.InvariantCulture));

    private static SpecPlain FloatingPoint(double number) => new(
        Math.Abs(number) < 1e15 ? NumberText((decimal)number) : number.ToString("R", CultureInfo.InvariantCulture),
        IsNumber: true);

    private static string NumberText(decimal number) =>
        number.ToString("0.############################", CultureInfo.InvariantCulture);
}
