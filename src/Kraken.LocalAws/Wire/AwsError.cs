namespace Kraken.LocalAws.Wire;

/// <summary>An answer that refuses the request.</summary>
internal sealed class AwsError : Exception
{
    /// <param name="code">The error's code as the service writes it on the wire.</param>
    /// <param name="message">The service's message.</param>
    /// <param name="status">The HTTP status; 0 takes the model's, or 400.</param>
    internal AwsError(string code, string message, int status = 0)
        : base(message)
    {
        Code = code;
        Status = status;
    }

    internal string Code { get; }

    internal int Status { get; }

    /// <summary>What the answer's head says beside its status.</summary>
    internal Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);
}
