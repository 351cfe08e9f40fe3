using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Kraken.AwsClients.Runtime;

/// <summary>Signs requests with signature version 4, but for those of anonymous operations.</summary>
internal sealed class AuthSchemeHandler(params string[] anonymousRequests) : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        anonymousRequests.Contains(executionContext.RequestContext.Request.RequestName)
            ? AuthSchemeOption.DEFAULT_NOAUTH
            : AuthSchemeOption.DEFAULT_SIGV4;
}
