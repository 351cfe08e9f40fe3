using System.Management.Automation;
using System.Net;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    /// <summary>Opens what the cmdlet needs for calls to AWS; on the pipeline thread.</summary>
    private protected AwsSession OpenSession(IAwsParameters parameters)
    {
        if (GivenParameters.Fault(MyInvocation.BoundParameters) is { } fault)
            ThrowTerminatingError(ErrorRecords.From(fault, target: null));
        return _session = new(
            parameters, name => GetVariableValue(name), new CredentialPrompt(this), Observer, StopToken);
    }

    /// <summary>Asks for MFA codes and sign-ins through the host.</summary>
    private sealed class CredentialPrompt(AsyncCmdlet cmdlet) : ICredentialPrompt
    {
        public string MfaCode(string serialNumber)
        {
            var code = cmdlet.AskAsync(() =>
            {
                cmdlet.Host.UI.Write($"MFA code of {serialNumber}: ");
                return cmdlet.Host.UI.ReadLineAsSecureString();
            });
            return new NetworkCredential("", code.GetAwaiter().GetResult()).Password;
        }

        public void SignIn(string url, string code) =>
            cmdlet.Post(() => cmdlet.WriteWarning(
                $"Sign in to IAM Identity Center: open {url} and confirm the code {code}."));
    }
}
