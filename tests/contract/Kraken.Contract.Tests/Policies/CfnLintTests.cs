using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Tests.Policies;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests.Policies;

/// <summary>cfn-lint, which checks policies in templates against IAM's grammar and its lists of actions.</summary>
public static class CfnLint
{
    private static readonly Lazy<string?> _missing = new(() => Run("--version").Error is null
        ? null : "cfn-lint is not on this machine");

    /// <summary>Null where it can be run, or why not.</summary>
    public static string? MissingReason => _missing.Value;

    internal static (int ExitCode, string Output, string? Error) Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("cfn-lint", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result, process.ExitCode == 127 ? "not found" : null);
        }
        catch (Win32Exception e)
        {
            return (127, "", e.Message);
        }
    }
}

public class CfnLintTests
{
    [FactIf(typeof(CfnLint))]
    public void Nothing_is_found_in_the_derived_policies()
    {
        var (exitCode, output) = Lint(
        [
            .. SpecCatalogue.Specs.Values.Concat(SpecCatalogue.Large.Values).Select(spec => ConnectorPolicyBuilder.Build(spec))
                .Select(p => (p.Parts, p.Trust)),
        ]);

        Assert.True(exitCode == 0, output);
    }

    [FactIf(typeof(CfnLint))]
    public void It_would_find_a_wrong_policy()
    {
        var wrong = new PolicyDocument([new PolicyStatement { Actions = ["s3:NoSuchAction"], Resources = ["no-arn"] }]);
        var (exitCode, output) = Lint([([wrong], wrong)]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("no-arn", output, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output) Lint((IReadOnlyList<PolicyDocument> Policies, PolicyDocument Trust)[] roles)
    {
        var resources = new JsonObject();
        for (var i = 0; i < roles.Length; i++)
        {
            resources[$"Role{i}"] = new JsonObject
            {
                ["Type"] = "AWS::IAM::Role",
                ["Properties"] = new JsonObject
                {
                    ["AssumeRolePolicyDocument"] = JsonNode.Parse(roles[i].Trust.ToJson()),
                    ["Policies"] = new JsonArray(new JsonObject
                    {
                        ["PolicyName"] = "connector",
                        ["PolicyDocument"] = JsonNode.Parse(roles[i].Policies[0].ToJson()),
                    }),
                },
            };
            for (var part = 1; part < roles[i].Policies.Count; part++)
            {
                resources[$"Policy{i}x{part}"] = new JsonObject
                {
                    ["Type"] = "AWS::IAM::ManagedPolicy",
                    ["Properties"] = new JsonObject
                    {
                        ["PolicyDocument"] = JsonNode.Parse(roles[i].Policies[part].ToJson()),
                        ["Roles"] = new JsonArray(new JsonObject { ["Ref"] = $"Role{i}" }),
                    },
                };
            }
        }

        var file = Path.Combine(Path.GetTempPath(), $"kraken-{Guid.NewGuid():N}.template.json");
        File.WriteAllText(
            file, new JsonObject { ["AWSTemplateFormatVersion"] = "2010-09-09", ["Resources"] = resources }.ToJsonString());
        try
        {
            var (exitCode, output, _) = CfnLint.Run("--template", file);
            return (exitCode, output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
