using System.Collections.ObjectModel;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Kraken.AwsClients.Runtime;

/// <summary>The default configurations, which are the same for every service.</summary>
internal static class DefaultConfigurations
{
    public static IDefaultConfiguration Standard { get; } = Of(DefaultConfigurationMode.Standard, connectMilliseconds: 3100);

    public static IDefaultConfiguration InRegion { get; } = Of(DefaultConfigurationMode.InRegion, connectMilliseconds: 1100);

    public static IDefaultConfiguration CrossRegion { get; } = Of(DefaultConfigurationMode.CrossRegion, connectMilliseconds: 3100);

    public static IDefaultConfiguration Mobile { get; } = Of(DefaultConfigurationMode.Mobile, connectMilliseconds: 30_000);

    public static IDefaultConfiguration Auto { get; } = Of(DefaultConfigurationMode.Auto, connectMilliseconds: 1100);

    public static ReadOnlyCollection<IDefaultConfiguration> All { get; } = new([Standard, InRegion, CrossRegion, Mobile, Auto]);

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
