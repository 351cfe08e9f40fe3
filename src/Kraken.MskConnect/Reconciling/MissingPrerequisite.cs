using Amazon.Runtime;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Reconciling;

/// <summary>A resource that the module does not create and that a connector would lack.</summary>
/// <param name="Kind">What kind of error it is.</param>
/// <param name="Text">What is missing, as a part of a sentence.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record MissingPrerequisite(KrakenErrorKind Kind, string Text, string? Remedy)
{
    /// <summary>Looks at something; that it is not there, or may not be looked at, is a lack as well.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="what">What is looked at, in words.</param>
    /// <param name="remedy">What to do where it is not there.</param>
    /// <param name="look">Looks; gives what is wrong with it, or null.</param>
    public static async Task<MissingPrerequisite?> LookAsync(
        ProvisioningContext context, string what, string remedy, Func<Task<MissingPrerequisite?>> look)
    {
        try
        {
            return await look();
        }
        catch (AmazonServiceException e)
        {
            // What cannot be seen may be missing: a running connector is not deleted in that hope.
            var error = AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
            return error.Kind switch
            {
                KrakenErrorKind.NotFound => new MissingPrerequisite(error.Kind, $"{what} does not exist", remedy),
                KrakenErrorKind.AccessDenied or KrakenErrorKind.RequestRefused =>
                    new MissingPrerequisite(error.Kind, $"{what} cannot be read: {error.Message.TrimEnd('.')}", error.Remedy),
                _ => throw error,
            };
        }
    }
}
