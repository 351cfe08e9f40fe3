using System.Collections;
using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Kraken.MskConnect.Cmdlets;

namespace Kraken.Pester.Mocks;

/// <summary>What an operation is answered with.</summary>
internal interface IAnswer
{
    object Give(Type service, Type responseType);
}

/// <summary>A response made of plain data.</summary>
internal sealed class Reply(IDictionary properties) : IAnswer
{
    public object Give(Type service, Type responseType) => Convert(PipelineObject.ToPlain(properties), responseType)!;

    private static object? Convert(object? value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || type.IsInstanceOfType(value))
            return value;
        if (typeof(ConstantClass).IsAssignableFrom(type))
            return Activator.CreateInstance(type, (string)value);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
            return List(value, type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>))
            return Map((IDictionary)value, type);
        return value is IDictionary members
            ? Object(members, type)
            : System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    private static object Object(IDictionary members, Type type)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (DictionaryEntry member in members)
        {
            var property = type.GetProperty((string)member.Key)
                ?? throw new InvalidOperationException($"{type.Name} has no property {member.Key}.");
            property.SetValue(made, Convert(member.Value, property.PropertyType));
        }

        return made;
    }

    private static IList List(object value, Type type)
    {
        var list = (IList)Activator.CreateInstance(type)!;
        foreach (var item in value is IEnumerable items and not (string or IDictionary) ? items : new[] { value })
            list.Add(Convert(item, type.GetGenericArguments()[0]));
        return list;
    }

    private static IDictionary Map(IDictionary value, Type type)
    {
        var map = (IDictionary)Activator.CreateInstance(type)!;
        foreach (DictionaryEntry entry in value)
            map.Add(entry.Key, Convert(entry.Value, type.GetGenericArguments()[1]));
        return map;
    }
}

/// <summary>An error as the service sends it.</summary>
internal sealed class Failure(string exceptionType, string errorCode, string message, int statusCode) : IAnswer
{
    public object Give(Type service, Type responseType)
    {
        var type = service.Assembly.GetType(exceptionType)
            ?? throw new InvalidOperationException($"{service.Assembly.GetName().Name} has no type {exceptionType}.");
        var error = (AmazonServiceException)Activator.CreateInstance(type, message)!;
        error.ErrorCode = errorCode;
        error.StatusCode = (HttpStatusCode)statusCode;
        throw error;
    }
}
