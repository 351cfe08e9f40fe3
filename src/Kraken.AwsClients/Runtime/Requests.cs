using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>Starts requests of each protocol and puts members into their path, query and headers.</summary>
internal static class Requests
{
    public static IRequest Rest(AmazonWebServiceRequest origin, string service, string apiVersion, string method, string path)
    {
        var request = Start(origin, service, apiVersion, method);
        request.ResourcePath = path;
        return request;
    }

    public static IRequest JsonRpc(AmazonWebServiceRequest origin, string service, string apiVersion, string jsonVersion, string target)
    {
        var request = Start(origin, service, apiVersion, "POST");
        request.ResourcePath = "/";
        request.Headers["X-Amz-Target"] = target;
        request.Headers["Content-Type"] = "application/x-amz-json-" + jsonVersion;
        return request;
    }

    public static IRequest Query(AmazonWebServiceRequest origin, string service, string apiVersion, string action)
    {
        var request = Start(origin, service, apiVersion, "POST");
        request.Parameters["Action"] = action;
        request.Parameters["Version"] = apiVersion;
        return request;
    }

    /// <exception cref="AmazonClientException">The value, without which there is no path, is missing.</exception>
    public static void AddPath(this IRequest request, string name, string? value, string property)
    {
        if (string.IsNullOrEmpty(value))
            throw new AmazonClientException($"{property} of {request.RequestName} is not set; it is part of the request's path.");
        request.AddPathResource("{" + name + "}", value);
    }

    public static void AddQuery(this IRequest request, string name, string? value)
    {
        if (value is null)
            return;
        request.UseQueryString = true;
        request.Parameters[name] = value;
    }

    public static void AddQuery(this IRequest request, string name, int? value) =>
        request.AddQuery(name, value?.ToString(CultureInfo.InvariantCulture));

    public static void AddQuery(this IRequest request, string name, bool? value) =>
        request.AddQuery(name, value is { } given ? given ? "true" : "false" : null);

    public static void AddQuery(this IRequest request, string name, List<string>? values)
    {
        if (!Collections.IsSet(values))
            return;
        request.UseQueryString = true;
        request.ParameterCollection.Add(name, values);
    }

    public static void AddHeader(this IRequest request, string name, string? value)
    {
        if (value is not null)
            request.Headers[name] = value;
    }

    private static DefaultRequest Start(AmazonWebServiceRequest origin, string service, string apiVersion, string method)
    {
        var request = new DefaultRequest(origin, service) { HttpMethod = method };
        request.Headers["x-amz-api-version"] = apiVersion;
        return request;
    }
}
