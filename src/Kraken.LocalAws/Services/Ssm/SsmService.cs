using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Ssm;

/// <summary>Systems Manager's Parameter Store. Source: Systems Manager API reference.</summary>
internal sealed class SsmService(LocalCloud cloud) : Service(cloud, "ssm")
{
    private const string DefaultType = "String";
    private const string DefaultKey = "alias/aws/ssm";
    private const int DefaultPage = 50;

    // What a secure value is told as without its decryption: none of it, since here nothing is encrypted.
    private const string Encrypted = "AQICAHencryptedByLocalAws==";

    private readonly SortedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores =>
        [new Store<Parameter>("parameters", _parameters)];

    /// <summary>A parameter that is encrypted with the account's own key.</summary>
    internal static Parameter Secure(string name, string arn, string value, DateTimeOffset now) =>
        new(name, arn, Parameter.SecureString, value, Version: 1, now) { KeyId = DefaultKey };

    internal void Add(Parameter parameter) => _parameters[parameter.Name] = parameter;

    /// <summary>The parameter by name or ARN, or null.</summary>
    internal Parameter? Find(string id) =>
        _parameters.GetValueOrDefault(id) ?? _parameters.Values.FirstOrDefault(p => p.Arn == id);

    /// <summary>The ARN of that name, whose leading slash is not doubled.</summary>
    internal string ArnOf(string name) => Arn("parameter/" + name.TrimStart('/'));

    private Structure PutParameter(Call call)
    {
        var name = call.Input.Required("Name");
        var old = Find(name);
        if (old is not null && !call.Input.Flag("Overwrite"))
        {
            throw new AwsError(
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }

        var type = call.Input.Text("Type") ?? old?.Type ?? DefaultType;
        var stored = new Parameter(
            name, ArnOf(name), type, call.Input.Required("Value"), (old?.Version ?? 0) + 1, call.Now)
        {
            KeyId = type == Parameter.SecureString ? call.Input.Text("KeyId") ?? old?.KeyId ?? DefaultKey : null,
            Description = call.Input.Text("Description") ?? old?.Description,
        };
        Add(stored);
        return new Structure { ["Version"] = stored.Version, ["Tier"] = "Standard" };
    }

    private Structure GetParameter(Call call)
    {
        var parameter = Find(call.Input.Required("Name")) ?? throw new AwsError("ParameterNotFound", "");
        return new Structure { ["Parameter"] = Written(parameter, call) };
    }

    /// <summary>Names that do not exist are told beside those that do; they are no error.</summary>
    private Structure GetParameters(Call call)
    {
        var names = call.Input.Texts("Names").ToList();
        return new Structure
        {
            ["Parameters"] = names.Select(Find).OfType<Parameter>().Select(p => (object?)Written(p, call)).ToList(),
            ["InvalidParameters"] = names.Where(n => Find(n) is null).Select(n => (object?)n).ToList(),
        };
    }

    private Structure DescribeParameters(Call call)
    {
        var filters = call.Input.Children("ParameterFilters").Select(Filter).ToList();
        var page = Paging.Cut(
            _parameters.Values.Where(p => filters.TrueForAll(f => f(p))), p => p.Name, call.Input.Text("NextToken"),
            call.PageSize("MaxResults", DefaultPage),
            () => new AwsError("InvalidNextToken", "The specified token isn't valid."));
        return new Structure
        {
            ["Parameters"] = page.Items.Select(p => (object?)Described(p)).ToList(),
            ["NextToken"] = page.NextToken,
        };
    }

    /// <summary>
    /// What a filter lets pass: here names and types, by Equals, which is the default, or BeginsWith, and names by Contains.
    /// Source: Systems Manager API reference, ParameterStringFilter.
    /// </summary>
    private static Func<Parameter, bool> Filter(Structure filter)
    {
        var values = filter.Texts("Values").ToList();
        var key = filter.Required("Key");
        Func<Parameter, string> text = key switch
        {
            "Name" => p => p.Name,
            "Type" => p => p.Type,
            _ => throw new AwsError("InvalidFilterKey", $"LocalAws filters parameters by Name and Type, not by {key}."),
        };
        return filter.Text("Option") switch
        {
            null or "Equals" => p => values.Contains(text(p)),
            "BeginsWith" => p => values.Exists(v => text(p).StartsWith(v, StringComparison.Ordinal)),
            "Contains" when key == "Name" => p => values.Exists(v => text(p).Contains(v, StringComparison.Ordinal)),
            var option => throw new AwsError("InvalidFilterOption", $"The following filter option is not valid: {option}"),
        };
    }

    private static Structure Written(Parameter parameter, Call call) => new()
    {
        ["Name"] = parameter.Name,
        ["Type"] = parameter.Type,
        ["Value"] = parameter.Type == Parameter.SecureString && !call.Input.Flag("WithDecryption")
            ? Encrypted
            : parameter.Value,
        ["Version"] = parameter.Version,
        ["LastModifiedDate"] = parameter.Modified,
        ["ARN"] = parameter.Arn,
        ["DataType"] = "text",
    };

    private Structure Described(Parameter parameter) => new()
    {
        ["Name"] = parameter.Name,
        ["ARN"] = parameter.Arn,
        ["Type"] = parameter.Type,
        ["KeyId"] = parameter.KeyId,
        ["LastModifiedDate"] = parameter.Modified,
        ["LastModifiedUser"] = $"arn:{Cloud.Partition}:iam::{Cloud.AccountId}:root",
        ["Description"] = parameter.Description,
        ["Version"] = parameter.Version,
        ["Tier"] = "Standard",
        ["Policies"] = new List<object?>(),
        ["DataType"] = "text",
    };
}
