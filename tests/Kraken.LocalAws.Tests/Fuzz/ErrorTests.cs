using System.Text.Json;
using Amazon.Runtime;
using Kraken.LocalAws.Models;
using Kraken.LocalAws.Wire;
using Kraken.Tests.Shared.Fuzz;

namespace Kraken.LocalAws.Tests.Fuzz;

/// <summary>
/// Every error that a model has, as an answer to every operation, is the client's exception of that name; any other is
/// the service's base exception.
/// </summary>
public sealed class ErrorTests
{
    private const string Unknown = "ZzUnknownException";

    public static TheoryData<string> Services => FuzzService.Names;

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_error_is_the_exception_of_its_code_in_every_form(string name)
    {
        var service = FuzzService.Find(name);
        var failures = new List<string>();
        foreach (var operation in service.Model.Operations)
        {
            foreach (var code in service.Model.ErrorTypes.Keys.Append(Unknown))
            {
                var random = FuzzCases.Random($"error {name} {operation.Name} {code}", 0);
                var status = new[] { 400, 403, 404, 409, 429, 500, 503 }[random.Next(7)];
                var message = $"No \"{random.Next()}\" <here> & there — ünd.";
                var response = Decorated(
                    Protocol.For(Model(service.Name)).RenderError(Model(service.Name), new AwsError(code, message), status, "id-1"),
                    code, random);
                var error = await ThrownAsync(service, operation, response);
                if (error?.GetType() != service.ExceptionType(code) || error.ErrorCode != code
                    || error.Message != message || (int)error.StatusCode != status || error.RequestId != "id-1")
                {
                    failures.Add(
                        $"{operation.Name} {code} {status}: {error?.GetType().Name} {error?.ErrorCode} "
                        + $"{error?.StatusCode} {error?.RequestId} {error?.Message}");
                }
            }
        }

        FuzzCases.AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task What_no_service_would_answer_is_still_an_exception_of_the_service_or_of_reading(string name)
    {
        var service = FuzzService.Find(name);
        var failures = new List<string>();
        string[] bodies =
        [
            "", " ", "\0", "<html><body>502 Bad Gateway</body></html>", "<a>",
            "{", "[]", "null", "\"text\"", "{\"a\":1}",
        ];
        foreach (var operation in service.Model.Operations)
        {
            foreach (var body in bodies)
            {
                foreach (var status in new[] { 200, 404, 502 })
                {
                    var response = new WireResponse
                    {
                        Status = status,
                        ContentType = "text/html",
                        Body = WireResponse.Utf8(body),
                    };
                    try
                    {
                        var error = await ThrownAsync(service, operation, response);
                        if (error is null && status != 200)
                            failures.Add($"{operation.Name} {status} {body}: no exception");
                    }
                    catch (AmazonUnmarshallingException)
                    {
                    }
                    catch (Exception e)
                    {
                        failures.Add($"{operation.Name} {status} {body}: {e.GetType()} {e.Message}");
                    }
                }
            }
        }

        FuzzCases.AssertNone(failures);
    }

    private static ServiceModel Model(string name) => ServiceCatalog.Find(name)!;

    private static async Task<AmazonServiceException?> ThrownAsync(
        FuzzService service, FuzzOperation operation, WireResponse response)
    {
        using var client = service.CreateClient(new Uri("http://aws.test"), new WireTap { Respond = _ => response });
        var input = new ValueGenerator(new Random(1), service.Model.Protocol, isRequest: true)
            .Structure(operation.Input, Extent.Required);
        try
        {
            await service.CallAsync(client, operation, input);
            return null;
        }
        catch (AmazonServiceException e) when (service.BaseException.IsInstanceOfType(e))
        {
            return e;
        }
    }

    /// <summary>
    /// The code as services also write it: with a namespace before it, with an address after it, in the body or in a
    /// header. Source: Smithy, AWS JSON 1.1 and restJson1 protocols, operation error serialization.
    /// </summary>
    private static WireResponse Decorated(WireResponse response, string code, Random random)
    {
        if (response.ContentType?.Contains("json", StringComparison.Ordinal) != true)
            return response;
        var form = random.Next(4) switch
        {
            0 => code,
            1 => $"com.amazonaws.example#{code}",
            2 => $"{code}:http://internal.amazon.com/coral/com.amazon.example/",
            _ => $"com.amazonaws.example#{code}:http://internal.amazon.com/coral/com.amazon.example/",
        };
        var body = JsonSerializer.Deserialize<Dictionary<string, object>>(response.Body)!;
        body["zzUnknown"] = new { a = new[] { 1 } };
        var inHeader = response.Headers.Remove("x-amzn-ErrorType");
        if (body.ContainsKey("__type"))
            body["__type"] = form;
        var changed = new WireResponse
        {
            Status = response.Status,
            ContentType = response.ContentType,
            Body = JsonSerializer.SerializeToUtf8Bytes(body),
        };
        foreach (var (name, value) in response.Headers)
            changed.Headers[name] = value;
        if (inHeader)
            changed.Headers["x-amzn-ErrorType"] = form;
        return changed;
    }
}
