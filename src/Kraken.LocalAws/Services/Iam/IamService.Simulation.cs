using System.Diagnostics.CodeAnalysis;
using Kraken.LocalAws.Wire;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Services.Iam;

/// <content>
/// The policy simulator: a result for each action and resource, and what statements matched only as far as callers here
/// look. Source: IAM API reference, SimulateCustomPolicy, SimulatePrincipalPolicy, EvaluationResult.
/// </content>
internal sealed partial class IamService
{
    [SuppressMessage("Performance", "CA1822", Justification = "Operations are found as instance methods.")]
    private Structure SimulateCustomPolicy(Call call) => Simulated(
        call,
        [.. call.Input.Texts("PolicyInputList").Select((text, i) => Input($"PolicyInputList.{i + 1}", text))],
        Boundary(call));

    private Structure SimulatePrincipalPolicy(Call call)
    {
        var arn = call.Input.Required("PolicySourceArn");
        if (arn == Cloud.Sts.UserArn)
        {
            return Simulated(
                call,
                [UserPolicy, .. call.Input.Texts("PolicyInputList").Select((text, i) => Input($"PolicyInputList.{i + 1}", text))],
                Boundary(call));
        }

        var role = FindRole(arn)
            ?? throw new AwsError("NoSuchEntity", $"The role with ARN {arn} cannot be found.", 404);
        var policies = role.Inline.Select(p => new NamedPolicy(p.Key, PolicyDocument.Parse(p.Value)))
            .Concat(role.Attached.Select(FindPolicy).OfType<ManagedPolicy>()
                .Select(p => new NamedPolicy(p.Name, PolicyDocument.Parse(p.Text))))
            .Concat(call.Input.Texts("PolicyInputList").Select((text, i) => Input($"PolicyInputList.{i + 1}", text)));
        var boundary = Boundary(call)
            ?? (role.BoundaryArn is { } boundaryArn && FindPolicy(boundaryArn) is { } managed
                ? new NamedPolicy(managed.Name, PolicyDocument.Parse(managed.Text))
                : null);
        return Simulated(call, [.. policies], boundary);
    }

    private static Structure Simulated(Call call, IReadOnlyList<NamedPolicy> policies, NamedPolicy? boundary)
    {
        var context = call.Input.Children("ContextEntries").ToList();
        if (context.Exists(entry => string.IsNullOrEmpty(entry.Text("ContextKeyName"))))
            throw new AwsError("InvalidInput", "Invalid input for ContextEntries: a context key has no name.", 400);
        var resources = call.Input.Texts("ResourceArns").DefaultIfEmpty("*").ToList();
        var results =
            from action in call.Input.Texts("ActionNames").Select(RequireAction)
            from resource in resources
            let request = context.Aggregate(
                new PolicyRequest(action, resource),
                (r, entry) => r.With(entry.Required("ContextKeyName"), [.. entry.Texts("ContextKeyValues")]))
            let decision = PolicyEvaluator.Evaluate(policies, request, boundary)
            select (Action: action, Resource: resource, Decision: decision);
        return Listed(
            call, "EvaluationResults", results.Select((r, i) => (Result: r, Number: i)), r => Paging.Key(r.Number),
            r => new Structure
            {
                ["EvalActionName"] = r.Result.Action,
                ["EvalResourceName"] = r.Result.Resource,
                ["EvalDecision"] = r.Result.Decision.Outcome switch
                {
                    PolicyOutcome.Allowed => "allowed",
                    PolicyOutcome.ExplicitDeny => "explicitDeny",
                    _ => "implicitDeny",
                },
                ["MatchedStatements"] = r.Result.Decision is { Statement: not null, Policy: { } policy }
                    ? new List<object?> { new Structure { ["SourcePolicyId"] = policy } }
                    : [],
                ["MissingContextValues"] = new List<object?>(),
            });
    }

    private static NamedPolicy? Boundary(Call call) =>
        call.Input.Texts("PermissionsBoundaryPolicyInputList").FirstOrDefault() is { } text
            ? Input("PermissionsBoundaryPolicyInputList.1", text)
            : null;

    private static NamedPolicy Input(string name, string text)
    {
        // A policy that cannot be read is another error here than for PutRolePolicy. Source: as above, InvalidInput.
        try
        {
            return new NamedPolicy(name, PolicyDocument.Parse(text));
        }
        catch (MskConnect.KrakenException e)
        {
            throw new AwsError("InvalidInput", $"Invalid input for policy {name}: {e.Message}", 400);
        }
    }

    private static string RequireAction(string action) => action.Contains(':', StringComparison.Ordinal)
        ? action
        : throw new AwsError("InvalidInput", $"Invalid Action name: {action}", 400);
}
