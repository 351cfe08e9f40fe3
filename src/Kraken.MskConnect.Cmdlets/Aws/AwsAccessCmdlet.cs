using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet with the parameters for credentials and the endpoint. A derived cmdlet says where the region is from.</summary>
public abstract class AwsAccessCmdlet : AsyncCmdlet, IAwsParameters
{
    /// <inheritdoc cref="IAwsParameters.AccessKey"/>
    [Parameter]
    [Alias("AK")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? AccessKey { get; set; }

    /// <inheritdoc cref="IAwsParameters.SecretKey"/>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? SecretKey { get; set; }

    /// <inheritdoc cref="IAwsParameters.SessionToken"/>
    [Parameter]
    [Alias("ST")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? SessionToken { get; set; }

    /// <inheritdoc cref="IAwsParameters.ProfileName"/>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <inheritdoc cref="IAwsParameters.ProfileLocation"/>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <inheritdoc cref="IAwsParameters.Credential"/>
    [Parameter]
    public object? Credential { get; set; }

    /// <inheritdoc cref="IAwsParameters.EndpointUrl"/>
    [Parameter]
    [ArgumentCompleter(typeof(EndpointUrlCompleter))]
    public string? EndpointUrl { get; set; }

    /// <summary>No parameter by itself.</summary>
    string? IAwsParameters.Region { get; set; }

    /// <summary>The credentials and clients of this run.</summary>
    private protected AwsSession Session { get; private set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Session = OpenSession(this);
    }
}
