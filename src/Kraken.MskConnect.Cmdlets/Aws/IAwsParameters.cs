namespace Kraken.MskConnect.Cmdlets;

/// <summary>The common parameters of cmdlets that call AWS, with the names of AWS Tools for PowerShell.</summary>
public interface IAwsParameters
{
    /// <summary>
    /// The access key ID. Requires -SecretKey. Takes precedence over every other source of credentials.
    /// </summary>
    string? AccessKey { get; set; }

    /// <summary>The secret key that belongs to -AccessKey.</summary>
    string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials.</summary>
    string? SessionToken { get; set; }

    /// <summary>
    /// The name of a profile in the shared AWS files. The profile may contain keys, a role to assume (with MFA if
    /// required), or IAM Identity Center settings. A name that does not exist is an error.
    /// </summary>
    string? ProfileName { get; set; }

    /// <summary>The path of the credentials file that contains the profile, if it is not in ~/.aws.</summary>
    string? ProfileLocation { get; set; }

    /// <summary>
    /// An object with a method GetCredentials, for example the Credentials of an AWS Tools for PowerShell session. The
    /// method is called again at each use, so that the credentials can be refreshed.
    /// </summary>
    object? Credential { get; set; }

    /// <summary>The AWS region, for example us-east-1.</summary>
    string? Region { get; set; }

    /// <summary>
    /// The URL to which every call is sent instead of the AWS endpoints, for example that of Start-KrakenLocalAws. Default:
    /// that of Start-KrakenLocalAws -AsDefault, else AWS_ENDPOINT_URL, else the AWS endpoints.
    /// </summary>
    string? EndpointUrl { get; set; }
}
