namespace Kraken.LocalAws.Wire;

/// <summary>A request that cannot be read in its protocol at all; each service has an own error for it.</summary>
internal sealed class MalformedRequestException(string message, Exception? inner = null) : Exception(message, inner);
