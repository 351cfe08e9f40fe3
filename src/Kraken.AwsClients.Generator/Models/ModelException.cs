namespace Kraken.AwsClients.Generator.Models;

/// <summary>A model that no client can be generated from; the message says what in it.</summary>
internal sealed class ModelException(string message) : Exception(message);
