using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// The arguments on the command line so far. PowerShell tells a completer those that it can evaluate safely, and is silent
/// about the others: an expression such as <c>$aws.EndpointUrl</c>, what is splatted, and what the session sets by default.
/// </summary>
internal static class CommandArguments
{
    private static readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AccessKey"] = "AccessKey", ["AK"] = "AccessKey",
        ["SecretKey"] = "SecretKey", ["SK"] = "SecretKey", ["SecretAccessKey"] = "SecretKey",
        ["SessionToken"] = "SessionToken", ["ST"] = "SessionToken",
        ["ProfileName"] = "ProfileName", ["StoredCredentials"] = "ProfileName", ["AWSProfileName"] = "ProfileName",
        ["ProfileLocation"] = "ProfileLocation", ["AWSProfilesLocation"] = "ProfileLocation",
        ["ProfilesLocation"] = "ProfileLocation",
        ["Credential"] = "Credential", ["Region"] = "Region", ["EndpointUrl"] = "EndpointUrl",
    };

    /// <summary>All AWS arguments by their parameters' names; null is the value of one that is not known.</summary>
    /// <param name="command">The command that is being typed.</param>
    /// <param name="known">Those that PowerShell knows.</param>
    public static IDictionary Of(CommandAst? command, IDictionary known)
    {
        var all = new Hashtable(known, StringComparer.OrdinalIgnoreCase);
        var elements = command?.CommandElements.ToList() ?? [];
        for (var i = 0; i < elements.Count; i++)
        {
            var element = elements[i];
            if (element is CommandParameterAst parameter)
            {
                if (Name(parameter.ParameterName) is { } name && !all.ContainsKey(name))
                    all[name] = (parameter.Argument ?? (i + 1 < elements.Count ? elements[i + 1] : null)) is { } argument ? Value(argument) : null;
            }
            else if (element is VariableExpressionAst { Splatted: true } splatted)
            {
                AddSplatted(all, SessionVariable.Read(splatted.VariablePath.UserPath));
            }
        }

        SessionDefaults.AddTo(all, command?.GetCommandName());
        return all;
    }

    /// <summary>The value of a variable, or of a property of one that is only data; null for what would have to be run.</summary>
    private static object? Value(Ast expression) => expression switch
    {
        StringConstantExpressionAst constant => constant.Value,
        VariableExpressionAst { Splatted: false } variable => SessionVariable.Read(variable.VariablePath.UserPath),
        MemberExpressionAst { Static: false, Member: StringConstantExpressionAst member } and not InvokeMemberExpressionAst =>
            Member(Value(((MemberExpressionAst)expression).Expression), member.Value),
        _ => null,
    };

    private static object? Member(object? value, string name) => value switch
    {
        null => null,
        IDictionary map => map[name] is PSObject wrapped ? wrapped.BaseObject : map[name],
        _ => PSObject.AsPSObject(value).Properties[name] is { MemberType: PSMemberTypes.NoteProperty or PSMemberTypes.Property } property
            ? property.Value
            : null,
    };

    private static void AddSplatted(Hashtable all, object? value)
    {
        if (value is object[])
            return;
        if (value is not IDictionary arguments)
        {
            // It may hold anything, an endpoint too.
            if (!all.ContainsKey(nameof(IAwsParameters.EndpointUrl)))
                all[nameof(IAwsParameters.EndpointUrl)] = null;
            return;
        }

        foreach (DictionaryEntry argument in arguments)
        {
            if (Name($"{argument.Key}") is { } name && !all.ContainsKey(name))
                all[name] = argument.Value is PSObject wrapped ? wrapped.BaseObject : argument.Value;
        }
    }

    /// <summary>The parameter that a name, an alias or the beginning of one stands for.</summary>
    internal static string? Name(string given)
    {
        if (_names.TryGetValue(given, out var exact))
            return exact;
        var begun = given.Length < 2
            ? []
            : _names.Where(n => n.Key.StartsWith(given, StringComparison.OrdinalIgnoreCase)).Select(n => n.Value).Distinct().ToList();
        return begun is [var one] ? one : null;
    }
}
