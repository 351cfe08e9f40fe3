using Kraken.MskConnect.Checks;

namespace Kraken.MskConnect.Tests.Checks;

/// <content>A caller who lacks one action.</content>
internal sealed partial record Break
{
    private static readonly IReadOnlyList<Break> _callers =
    [
        Caller("iam:CreateRole", CheckStatus.Fail),
        Caller("iam:PassRole", CheckStatus.Fail),
        Caller("ec2:CreateSecurityGroup", CheckStatus.Fail),
        Caller("logs:CreateLogDelivery", CheckStatus.Fail),
        Caller("iam:CreateServiceLinkedRole", CheckStatus.Warn),
        Caller("logs:DeleteLogDelivery", CheckStatus.Warn, failsCreation: false),
        Caller("kafkaconnect:UpdateConnector", CheckStatus.Fail, after: true),
    ];

    private static Break Caller(string action, CheckStatus status, bool after = false, bool failsCreation = true) =>
        new(
            $"the caller may not {action}", "Permissions.Caller", status, after, $"is denied {action} on ", null,
            w =>
            {
                w.Rehearsal.Cloud.Iam.DeniedToUser.Add(action);
                return Task.CompletedTask;
            },
            (w, check) =>
            {
                Assert.Contains($"Allow the caller {action};", check.Remedy, StringComparison.Ordinal);
                w.Rehearsal.Cloud.Iam.DeniedToUser.Clear();
                return Task.CompletedTask;
            })
        {
            Failure = failsCreation ? action : null,
        };
}
