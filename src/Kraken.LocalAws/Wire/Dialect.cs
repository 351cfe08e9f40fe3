namespace Kraken.LocalAws.Wire;

/// <summary>An error that is no operation's own, as one service words it.</summary>
internal sealed record ErrorForm(string Code, string Message, int Status)
{
    internal AwsError ToError(string? detail = null) => new(Code, detail ?? Message, Status);
}

/// <summary>How a service words what may go wrong with any request.</summary>
internal sealed record Dialect
{
    internal required ErrorForm Throttled { get; init; }

    internal required ErrorForm Failed { get; init; }

    internal required ErrorForm AccessDenied { get; init; }

    internal required ErrorForm MissingToken { get; init; }

    internal required ErrorForm WrongRegion { get; init; }

    internal required ErrorForm UnknownOperation { get; init; }

    internal required ErrorForm Malformed { get; init; }

    /// <summary>The Authorization header or query is not in Signature Version 4's form.</summary>
    internal required ErrorForm IncompleteSignature { get; init; }

    /// <summary>The request was signed too long ago, or in the future; the message is made by the check.</summary>
    internal required ErrorForm Skewed { get; init; }

    /// <summary>
    /// The body is larger than the service takes. A guess where the service is not S3: no API reference names it among
    /// its errors, and what answers is the front end, before the service. Nothing here decides by its code.
    /// </summary>
    internal ErrorForm TooLarge { get; init; } =
        new("RequestEntityTooLarge", "Request Entity Too Large", 413);

    /// <summary>
    /// A member breaks a constraint of the model; the message is made by <see cref="Models.RequestValidator"/>.
    /// </summary>
    internal required ErrorForm Invalid { get; init; }

    /// <summary>A required member is absent, where the service has an own code for that.</summary>
    internal ErrorForm? Missing { get; init; }

    private const string MissingTokenText = "Request is missing Authentication Token";
    private const string SignatureText = "Authorization header requires 'Credential' parameter with a scope of date, region, service and aws4_request.";
    private const string RegionText = "Credential should be scoped to a valid region.";

    // Source: common errors in each service's API reference.
    private static readonly Dialect _query = new()
    {
        Throttled = new("Throttling", "Rate exceeded", 400),
        Failed = new("ServiceFailure", "The request processing has failed because of an unknown error.", 500),
        AccessDenied = new("AccessDenied", "Access denied", 403),
        MissingToken = new("MissingAuthenticationToken", MissingTokenText, 403),
        WrongRegion = new("SignatureDoesNotMatch", RegionText, 403),
        UnknownOperation = new("InvalidAction", "Could not find operation", 400),
        Malformed = new("MalformedInput", "The request is malformed.", 400),
        IncompleteSignature = new("IncompleteSignature", SignatureText, 400),
        // Source: IAM user guide, troubleshoot Signature Version 4.
        Skewed = new("SignatureDoesNotMatch", "", 403),
        Invalid = new("ValidationError", "", 400),
    };

    private static readonly Dialect _json = new()
    {
        Throttled = new("ThrottlingException", "Rate exceeded", 400),
        Failed = new("InternalFailure", "An internal error occurred.", 500),
        AccessDenied = new("AccessDeniedException", "Access denied", 400),
        MissingToken = new("MissingAuthenticationTokenException", MissingTokenText, 400),
        WrongRegion = new("InvalidSignatureException", RegionText, 400),
        UnknownOperation = new("UnknownOperationException", "The operation is not known.", 400),
        Malformed = new("SerializationException", "The request is malformed.", 400),
        IncompleteSignature = new("IncompleteSignatureException", SignatureText, 400),
        Skewed = new("InvalidSignatureException", "", 400),
        Invalid = new("ValidationException", "", 400),
    };

    // KafkaConnect's and Kafka's 429 stands for both throttling and quotas, in the words of their API references.
    private static readonly Dialect _kafka = _json with
    {
        Throttled = new("TooManyRequestsException", "Rate exceeded", 429),
        Failed = new("InternalServerErrorException", "An internal error occurred.", 500),
        AccessDenied = new("AccessDeniedException", "Access denied", 403),
        MissingToken = new("MissingAuthenticationTokenException", "Missing Authentication Token", 403),
        WrongRegion = new("InvalidSignatureException", RegionText, 403),
        UnknownOperation = new("UnknownOperationException", "The operation is not known.", 404),
        Malformed = new("BadRequestException", "Invalid request body", 400),
        IncompleteSignature = new("IncompleteSignatureException", SignatureText, 403),
        Skewed = new("InvalidSignatureException", "", 403),
        Invalid = new("BadRequestException", "", 400),
    };

    private static readonly Dialect _ec2 = _query with
    {
        Throttled = new("RequestLimitExceeded", "Request limit exceeded.", 503),
        Failed = new("InternalError", "An internal error has occurred", 500),
        AccessDenied = new("UnauthorizedOperation", "You are not authorized to perform this operation.", 403),
        MissingToken = new("AuthFailure", "AWS was not able to validate the provided access credentials", 401),
        WrongRegion = new("AuthFailure", RegionText, 401),
        UnknownOperation = new("InvalidAction", "The action is not valid for this web service.", 400),
        Malformed = new("InvalidParameterValue", "The request is malformed.", 400),
        // IncompleteSignature as everywhere. Source: EC2 API reference, Common Error Types.
        // Source: EC2 API reference, error codes for the Amazon EC2 API.
        Skewed = new("RequestExpired", "", 400),
        Invalid = new("InvalidParameterValue", "", 400),
        Missing = new("MissingParameter", "", 400),
    };

    private static readonly Dialect _s3 = _query with
    {
        Throttled = new("SlowDown", "Please reduce your request rate.", 503),
        Failed = new("InternalError", "We encountered an internal error. Please try again.", 500),
        AccessDenied = new("AccessDenied", "Access Denied", 403),
        MissingToken = new("AccessDenied", "Access Denied", 403),
        WrongRegion =
            new("AuthorizationHeaderMalformed", "The authorization header is malformed; the region is wrong.", 400),
        UnknownOperation =
            new("NotImplemented", "A header or query you provided implies functionality that is not implemented.", 501),
        Malformed =
            new("MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema", 400),
        Invalid = new("InvalidArgument", "", 400),
        IncompleteSignature = new("AuthorizationHeaderMalformed", SignatureText, 400),
        // Source: Amazon S3 API reference, error responses, list of error codes.
        Skewed = new("RequestTimeTooSkewed", "", 403),
        TooLarge = new("EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.", 400),
    };

    private static readonly Dictionary<string, Dialect> _byService = new(StringComparer.Ordinal)
    {
        ["kafkaconnect"] = _kafka,
        ["kafka"] = _kafka,
        ["iam"] = _query,
        ["sts"] = _query,
        ["ec2"] = _ec2,
        ["logs"] = _json with { Invalid = new("InvalidParameterException", "", 400) },
        ["secretsmanager"] =
            _json with { Failed = new("InternalServiceError", "An error occurred on the server side.", 500) },
        ["ssm"] = _json with { Failed = new("InternalServerError", "An error occurred on the server side.", 500) },
        ["kms"] = _json with { Failed = new("KMSInternalException", "An internal error occurred.", 500) },
        ["s3"] = _s3,
    };

    /// <summary>The service's dialect.</summary>
    internal static Dialect For(string service) => _byService[service];
}
