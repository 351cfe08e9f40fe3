using System.Collections;
using System.Globalization;
using Amazon.Runtime;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>Turns trees into objects of our clients and back, by the model's names.</summary>
internal static class ClientObjects
{
    public static object Make(Type type, FuzzShape shape, object value)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        switch (value)
        {
            case Tree map when shape.Type == "map":
                var dictionary = (IDictionary)Activator.CreateInstance(target)!;
                foreach (var (key, item) in map)
                    dictionary[key] = Make(target.GetGenericArguments()[1], shape.Item!.Shape, item!);
                return dictionary;
            case Tree structure:
                var result = Activator.CreateInstance(target)!;
                foreach (var (name, item) in structure)
                {
                    var member = shape.Find(name);
                    var property = target.GetProperty(member.Property)
                        ?? throw new InvalidOperationException($"{target} has no property {member.Property}.");
                    property.SetValue(result, Make(property.PropertyType, member.Shape, item!));
                }

                return result;
            case List<object?> items:
                var list = (IList)Activator.CreateInstance(target)!;
                foreach (var item in items)
                    list.Add(Make(target.GetGenericArguments()[0], shape.Item!.Shape, item!));
                return list;
            case string text:
                return target == typeof(string) ? text : Activator.CreateInstance(target, text)!;
            case long milliseconds when target == typeof(DateTime):
                return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
            case DateTimeOffset time:
                return time.UtcDateTime;
            default:
                return Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
        }
    }

    public static object? Read(object? value, FuzzShape shape)
    {
        switch (value)
        {
            case null:
                return null;
            case string or bool or double:
                return value;
            case ConstantClass constant:
                return constant.Value;
            case int or long:
                return Convert.ToInt64(value, CultureInfo.InvariantCulture);
            case float number:
                return (double)number;
            case DateTime time:
                Assert.Equal(DateTimeKind.Utc, time.Kind);
                return shape.Type == "timestamp"
                    ? new DateTimeOffset(time)
                    : new DateTimeOffset(time).ToUnixTimeMilliseconds();
            case IDictionary map:
                var entries = new Tree();
                foreach (DictionaryEntry entry in map)
                    entries[(string)entry.Key] = Read(entry.Value, shape.Item!.Shape);
                return entries;
            case IList list:
                return list.Cast<object?>().Select(i => Read(i, shape.Item!.Shape)).ToList();
            default:
                var structure = new Tree();
                foreach (var member in shape.Members)
                {
                    var property = value.GetType().GetProperty(member.Property)
                        ?? throw new InvalidOperationException($"{value.GetType()} has no property {member.Property}.");
                    if (Read(property.GetValue(value), member.Shape) is { } item)
                        structure[member.Name] = item;
                }

                return structure;
        }
    }
}
