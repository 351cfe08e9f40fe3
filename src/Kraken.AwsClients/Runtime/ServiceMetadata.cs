using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>What a service is called in user agents and metrics.</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId => serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();

    public static string UserAgent(string serviceId) => InternalSDKUtils.BuildUserAgentString(
        serviceId, typeof(ServiceMetadata).Assembly.GetName().Version!.ToString());
}
