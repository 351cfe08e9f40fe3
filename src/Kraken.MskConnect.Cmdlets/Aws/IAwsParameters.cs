namespace Kraken.MskConnect.Cmdlets;

/// <summary>The common parameters of cmdlets that call AWS, with the names of AWS Tools for PowerShell.</summary>
public interface IAwsParameters
{
    /// <summary>The access key's id. Needs -SecretKey; comes before every other source of credentials.</summary>
    string? AccessKey { get; set; }

    /// <summary>The secret key that belongs to -AccessKey.</summary>
    string? SecretKey { get; set; }

    /// <summary>The session token of temporary keys.</summary>
    string? SessionToken { get; set; }

    /// <summary>
    /// The name of a profile in the shared AWS files: keys, a role to assume (with MFA where it asks for it), or IAM
    /// Identity Center. A name that does not exist is an error.
    /// </summary>
    string? ProfileName { get; set; }

    /// <summary>The path of a credentials file that holds the profile, where it is not in ~/.aws.</summary>
    string? ProfileLocation { get; set; }

    /// <summary>
    /// An object with a method GetCredentials, for example the Credentials of an AWS Tools for PowerShell session.
    /// It is asked again at each use, so that it can refresh itself.
    /// </summary>
    object? Credential { get; set; }

    /// <summary>The AWS region, for example us-east-1.</summary>
    string? Region { get; set; }

    /// <summary>
    /// The URL that every call goes to in place of AWS's own endpoints, for example that of Start-KrakenLocalAws.
    /// </summary>
    string? EndpointUrl { get; set; }
}
