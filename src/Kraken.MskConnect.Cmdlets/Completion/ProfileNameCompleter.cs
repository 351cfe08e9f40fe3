using System.Collections;
using Amazon.Runtime.CredentialManagement;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes the name of a profile in the shared AWS files.</summary>
public sealed class ProfileNameCompleter : Completer
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary parameters) =>
        new CredentialProfileStoreChain(parameters[nameof(IAwsParameters.ProfileLocation)] as string)
            .ListProfiles().Select(p => p.Name).Order(StringComparer.Ordinal);
}
