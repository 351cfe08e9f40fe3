using System.Text.RegularExpressions;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Provisioning;
using Kraken.MskConnect.Specs;

namespace Kraken.Quickstart;

/// <summary>Prints the story so that a person likes to read it.</summary>
internal static partial class Screen
{
    private const string Green = "32";
    private const string Yellow = "33";
    private const string Red = "31";
    private const string Cyan = "36";
    private const string Grey = "90";

    // https://no-color.org
    private static readonly bool _colours =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static readonly object _gate = new();
    private static int _step;

    public static void Step(string title) => Write($"\n{Paint(Cyan, $"{++_step}. {title}")}");

    public static void Line(string text) => Write("   " + text);

    public static void Error(string message, string remedy) =>
        Write($"\n{Paint(Red, message)}\n{remedy}");

    public static void Validation(SpecReading reading)
    {
        var validation = reading.Validate();
        Line($"{reading.Spec.ConnectorName}: {(validation.IsValid ? Paint(Green, "valid") : Paint(Red, "not valid"))}");
        foreach (var finding in validation.Findings)
        {
            var colour = finding.Severity == FindingSeverity.Error ? Red : Yellow;
            Line($"  {Paint(colour, finding.Severity.ToString().ToLowerInvariant())} {finding.Message}");
            Line($"    {Paint(Grey, finding.Remedy)}");
        }
    }

    public static void Policy(ConnectorPolicy policy)
    {
        Line(Paint(Green, policy.ConnectorName));
        foreach (var (statement, need, because) in policy.Statements)
        {
            Line($"  {need} {Paint(Grey, "because of " + string.Join(", ", because))}");
            foreach (var service in statement.Actions.Select(a => a.Split(':')).GroupBy(a => a[0], a => a[1]))
                Line($"    {service.Key}: {string.Join(", ", service)}");
            foreach (var resource in statement.Resources)
                Line($"    on {ShortArn(resource)}");
            foreach (var condition in statement.Conditions)
                Line($"    if {condition.Key} is {string.Join(" or ", condition.Values)}");
        }
    }

    public static void Plan(ConnectorPlan plan)
    {
        Line(Paint(Green, plan.ConnectorName));
        foreach (var resource in plan.Resources)
        {
            Line($"  {Mark(resource.Action)} {resource.Kind} {resource.Name}");

            // The policy was shown above, and tags are alike for all: a line each is enough.
            foreach (var group in resource.Changes.GroupBy(c => c.Property.Split('[')[0]))
            {
                if (group.Key is "Policy" or "TrustPolicy")
                    Line($"      {group.Key}: {string.Join(", ", group.Select(c => Key(c.Property)))}");
                else if (group.Key == "Tag")
                    Line($"      Tags: {string.Join(", ", group.Select(c => $"{Key(c.Property)}={c.Desired}"))}");
                else
                    foreach (var change in group)
                        Line($"      {change.Property} = {ShortArn(change.Desired ?? "")}");
            }
        }
    }

    public static void Results(IEnumerable<ConnectorResult> results)
    {
        foreach (var result in results)
        {
            Line($"{result.ConnectorName}: {Paint(Green, result.ConnectorState)}, {(result.Changed ? "made" : "unchanged")}");
            Line($"  connector_arn      {result.ConnectorArn}");
            Line($"  connector_version  {result.ConnectorVersion}");
            Line($"  security_group_id  {result.SecurityGroupId}");
            Line($"  iam_role_arn       {result.IamRoleArn}");
        }
    }

    public static void Removal(RemovalResult removal)
    {
        Line(Paint(Green, removal.ConnectorName));
        foreach (var removed in removal.Removed)
            Line($"  {Mark(PlanAction.Delete)} {removed}");
        foreach (var kept in removal.Kept)
            Line($"  kept {kept}");
    }

    private static string Mark(PlanAction action) => action switch
    {
        PlanAction.Create => Paint(Green, "+"),
        PlanAction.Update => Paint(Yellow, "~"),
        PlanAction.Replace => Paint(Yellow, "-/+"),
        PlanAction.Delete => Paint(Red, "-"),
        _ => " ",
    };

    private static string Key(string property) => property[(property.IndexOf('[', StringComparison.Ordinal) + 1)..^1];

    /// <summary>An ARN without partition, region and account, a UUID in its midst shortened; any other text as it is.</summary>
    private static string ShortArn(string text)
    {
        var parts = text.Split(':', 6);
        return parts is ["arn", _, var service, _, _, var resource]
            ? $"{service} {Uuid().Replace(resource, "$1…")}"
            : text;
    }

    [GeneratedRegex("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(-[0-9]+)?(?=/)")]
    private static partial Regex Uuid();

    private static string Paint(string colour, string text) => _colours ? $"\u001b[{colour}m{text}\u001b[0m" : text;

    private static void Write(string text)
    {
        lock (_gate)
            Console.WriteLine(text);
    }
}
