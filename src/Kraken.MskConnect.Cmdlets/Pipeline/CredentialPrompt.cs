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
        CheckPreference();
        if (parameters.EndpointUrl is null)
            UseDefaultEndpoint(parameters);
        return _session = new(
            parameters, name => GetVariableValue(name), new CredentialPrompt(this), Observer, StopToken);
    }

    /// <summary>Uses the session's endpoint, and says so where something is to be changed: no rehearsal is taken for the real thing.</summary>
    private void UseDefaultEndpoint(IAwsParameters parameters)
    {
        LocalAwsInstance? instance = null;
        try
        {
            instance = SessionEndpoint.ForCommand();
        }
        catch (KrakenException error)
        {
            ThrowTerminatingError(ErrorRecords.From(error, target: null));
        }

        if (instance is null)
            return;
        parameters.EndpointUrl = instance.EndpointUrl;
        if (MyInvocation.MyCommand is CmdletInfo { ImplementingType: { } type }
            && type.GetCustomAttributes(typeof(CmdletAttribute), inherit: true) is [CmdletAttribute { SupportsShouldProcess: true }])
        {
            Tell($"Rehearsal on the embedded AWS at {instance.EndpointUrl} (-AsDefault).");
        }
    }

    /// <summary>Asks for MFA codes and sign-ins through the host.</summary>
    private sealed class CredentialPrompt(AsyncCmdlet cmdlet) : ICredentialPrompt
    {
        public string MfaCode(string serialNumber)
        {
            var code = cmdlet.AskAsync(() =>
            {
                using var pause = cmdlet._wholeTime.Pause();
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
