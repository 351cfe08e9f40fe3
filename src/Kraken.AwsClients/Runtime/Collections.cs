using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Amazon;

namespace Kraken.AwsClients.Runtime;

/// <summary>Collections of requests and responses, which version 4 of the SDK leaves null unless told otherwise.</summary>
internal static class Collections
{
    public static T? Initial<T>()
        where T : class, new() =>
        AWSConfigs.InitializeCollections ? new T() : null;

    /// <summary>True if a collection is to be sent: an empty one clears what is there, unless all start empty.</summary>
    public static bool IsSet([NotNullWhen(true)] ICollection? collection) =>
        collection is not null && (collection.Count > 0 || !AWSConfigs.InitializeCollections);
}
