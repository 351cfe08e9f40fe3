using System.Reflection;
using Amazon.Runtime;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Credentials of another copy of the AWS SDK, for example AWS Tools for PowerShell's. Types of another load context
/// are different types, so they are read by reflection. They are read at each use, so that they can be refreshed.
/// </summary>
internal sealed class ForeignCredentials : AWSCredentials
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly object _source;
    private readonly MethodInfo _getCredentials;

    private ForeignCredentials(object source, MethodInfo getCredentials)
    {
        _source = source;
        _getCredentials = getCredentials;
    }

    /// <summary>Wraps an object that has GetCredentials, or a property Credentials that has it; else null.</summary>
    public static ForeignCredentials? From(object source)
    {
        if (Method(source) is { } method)
            return new ForeignCredentials(source, method);

        // AWS Tools for PowerShell's session variable hides the credentials in an internal property.
        var inner = source.GetType().GetProperty("Credentials", AnyInstance)?.GetValue(source);
        return inner is not null && Method(inner) is { } innerMethod
            ? new ForeignCredentials(inner, innerMethod)
            : null;
    }

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials()
    {
        object? keys;
        try
        {
            keys = _getCredentials.Invoke(_source, null);
        }
        catch (TargetInvocationException error) when (error.InnerException is { } inner)
        {
            throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                $"The given credentials cannot be used: {inner.Message}",
                "Sign in again, or give other credentials.",
                inner);
        }

        return new ImmutableCredentials(Text(keys, "AccessKey"), Text(keys, "SecretKey"), Text(keys, "Token"));
    }

    private static MethodInfo? Method(object source) =>
        source.GetType().GetMethod("GetCredentials", BindingFlags.Instance | BindingFlags.Public, Type.EmptyTypes);

    private static string? Text(object? keys, string property) =>
        keys?.GetType().GetProperty(property)?.GetValue(keys) as string;
}
