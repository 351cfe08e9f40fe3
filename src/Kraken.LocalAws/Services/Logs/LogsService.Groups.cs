using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Logs;

/// <content>Log groups, their retention, key and tags.</content>
internal sealed partial class LogsService
{
    private Structure CreateLogGroup(Call call)
    {
        var name = call.Input.Required("logGroupName");
        if (_groups.ContainsKey(name))
            throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
        _groups.Add(name, new LogGroup
        {
            Name = name,
            Arn = Arn($"log-group:{name}"),
            Created = call.Now,
            Class = call.Input.Text("logGroupClass") ?? "STANDARD",
            DeletionProtection = call.Input.Flag("deletionProtectionEnabled"),
            KmsKeyId = call.Input.Text("kmsKeyId"),
            Tags = call.Input.TextMap("tags"),
        });
        return Structure.Empty;
    }

    private Structure DescribeLogGroups(Call call)
    {
        var prefix = call.Input.Text("logGroupNamePrefix");
        var pattern = call.Input.Text("logGroupNamePattern");
        var identifiers = call.Input.Texts("logGroupIdentifiers").Select(NameOf).ToHashSet(StringComparer.Ordinal);
        if (prefix is not null && pattern is not null)
        {
            throw new AwsError(
                "InvalidParameterException",
                "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }

        var found = _groups.Values
            .Where(g => prefix is null || g.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(g => pattern is null || g.Name.Contains(pattern, StringComparison.OrdinalIgnoreCase))
            .Where(g => identifiers.Count == 0 || identifiers.Contains(g.Name));
        var page = Paging.Cut(
            found, g => g.Name, call.Input.Text("nextToken"), call.PageSize("limit", DefaultPage), BadToken);
        return new Structure
        {
            ["logGroups"] = page.Items.Select(Write).ToList<object?>(),
            ["nextToken"] = page.NextToken,
        };
    }

    private Structure DeleteLogGroup(Call call)
    {
        var group = Get(call);
        if (group.DeletionProtection)
            throw new AwsError("ValidationException", "The log group is protected against deletion.");
        _groups.Remove(group.Name);
        return Structure.Empty;
    }

    private Structure PutRetentionPolicy(Call call)
    {
        var days = call.Input.Number("retentionInDays")!.Value;
        if (!_retentions.Contains(days))
        {
            throw new AwsError(
                "InvalidParameterException",
                $"1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", _retentions)}]");
        }

        Get(call).RetentionDays = days;
        return Structure.Empty;
    }

    private Structure DeleteRetentionPolicy(Call call)
    {
        Get(call).RetentionDays = null;
        return Structure.Empty;
    }

    private Structure AssociateKmsKey(Call call)
    {
        Get(call).KmsKeyId = call.Input.Required("kmsKeyId");
        return Structure.Empty;
    }

    private Structure DisassociateKmsKey(Call call)
    {
        Get(call).KmsKeyId = null;
        return Structure.Empty;
    }

    private Structure TagResource(Call call)
    {
        var group = Tagged(call);
        var tags = new Dictionary<string, string>(group.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in call.Input.TextMap("tags"))
            tags[key] = value;
        if (tags.Count > MaxTags)
            throw new AwsError("TooManyTagsException", $"A resource can have no more than {MaxTags} tags.");
        group.Tags = tags;
        return Structure.Empty;
    }

    private Structure UntagResource(Call call)
    {
        var group = Tagged(call);
        foreach (var key in call.Input.Texts("tagKeys"))
            group.Tags.Remove(key);
        return Structure.Empty;
    }

    private Structure ListTagsForResource(Call call) => new() { ["tags"] = Structure.Map(Tagged(call).Tags) };

    private LogGroup Tagged(Call call)
    {
        var arn = call.Input.Required("resourceArn");
        return _groups.Values.FirstOrDefault(g => g.Arn == arn)
            ?? throw new AwsError("ResourceNotFoundException", "The specified resource does not exist.");
    }

    private static Structure Write(LogGroup group) => new()
    {
        ["logGroupName"] = group.Name,
        ["creationTime"] = group.Created.ToUnixTimeMilliseconds(),
        ["retentionInDays"] = group.RetentionDays,
        ["metricFilterCount"] = 0L,
        // The one ends in :*, the other does not. Source: CloudWatch Logs API reference, LogGroup.
        ["arn"] = group.Arn + ":*",
        ["logGroupArn"] = group.Arn,
        ["storedBytes"] = group.Streams.Values.Sum(s => s.Events.Sum(e => (long)e.Message.Length + 26)),
        ["kmsKeyId"] = group.KmsKeyId,
        ["logGroupClass"] = group.Class,
        ["deletionProtectionEnabled"] = group.DeletionProtection,
    };
}
