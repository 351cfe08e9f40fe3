using System.Reflection;
using Amazon.Runtime;

namespace Kraken.AwsClients.Tests;

/// <summary>
/// Compares generated clients with the official packages of the same services: query (STS), rest-json (SSO) and json (KMS).
/// </summary>
public class CompatibilityTests
{
    private static readonly Assembly _generated = Assembly.Load("Kraken.AwsClients.Compatibility");

    private static readonly Dictionary<string, Assembly> _official = new()
    {
        ["Amazon.SecurityToken"] = typeof(Amazon.SecurityToken.AmazonSecurityTokenServiceClient).Assembly,
        ["Amazon.SSO"] = typeof(Amazon.SSO.AmazonSSOClient).Assembly,
        ["Amazon.KeyManagementService"] = typeof(Amazon.KeyManagementService.AmazonKeyManagementServiceClient).Assembly,
    };

    /// <summary>What the official packages have and the generated clients deliberately do not, or the other way round, and why.</summary>
    private static readonly Dictionary<string, string> _deliberateDifferences = Because(
        "Paginators are not generated: the module follows the tokens itself.",
        "- Amazon.SSO.IAmazonSSO: abstract Amazon.SSO.Model.ISSOPaginatorFactory Paginators get",
        "- Amazon.SSO.AmazonSSOClient: Amazon.SSO.Model.ISSOPaginatorFactory Paginators get",
        "- Amazon.KeyManagementService.IAmazonKeyManagementService: abstract Amazon.KeyManagementService.Model.IKeyManagementServicePaginatorFactory Paginators get",
        "- Amazon.KeyManagementService.AmazonKeyManagementServiceClient: Amazon.KeyManagementService.Model.IKeyManagementServicePaginatorFactory Paginators get")
        .Concat(Because(
        "Through these interfaces AWSSDK.Core calls STS and SSO for credentials; no client of ours is used so.",
        "- Amazon.SSO.IAmazonSSO: implements Amazon.Runtime.SharedInterfaces.ICoreAmazonSSO",
        "- Amazon.SSO.IAmazonSSO: implements Amazon.Runtime.SharedInterfaces.ICoreAmazonSSO_Logout",
        "- Amazon.SSO.AmazonSSOClient: implements Amazon.Runtime.SharedInterfaces.ICoreAmazonSSO",
        "- Amazon.SSO.AmazonSSOClient: implements Amazon.Runtime.SharedInterfaces.ICoreAmazonSSO_Logout",
        "- Amazon.SecurityToken.IAmazonSecurityTokenService: implements Amazon.Runtime.SharedInterfaces.ICoreAmazonSTS",
        "- Amazon.SecurityToken.AmazonSecurityTokenServiceClient: implements Amazon.Runtime.SharedInterfaces.ICoreAmazonSTS"))
        .Concat(Because(
        "The STS package makes this class a credential by hand.",
        "- Amazon.SecurityToken.Model.Credentials: class : Amazon.Runtime.AWSCredentials",
        "+ Amazon.SecurityToken.Model.Credentials: class : System.Object",
        "- Amazon.SecurityToken.Model.Credentials: new(System.String accessKeyId, System.String secretAccessKey, System.String sessionToken, System.Nullable`1<System.DateTime> expiration)",
        "- Amazon.SecurityToken.Model.Credentials: virtual Amazon.Runtime.ImmutableCredentials GetCredentials()",
        "- Amazon.SecurityToken.Model.Credentials: virtual System.Nullable`1<System.DateTime> Expiration get set",
        "+ Amazon.SecurityToken.Model.Credentials: System.Nullable`1<System.DateTime> Expiration get set"))
        .Concat(Because(
        "STS alone has a legacy global endpoint beside its regional ones.",
        "- Amazon.SecurityToken.Endpoints.SecurityTokenServiceEndpointParameters: System.Nullable`1<System.Boolean> UseGlobalEndpoint get set"))
        .Concat(Because(
        "The package is newer than the model.",
        "- Amazon.KeyManagementService.KeySpec: static readonly Amazon.KeyManagementService.KeySpec ML_KEM_1024 = ML_KEM_1024",
        "- Amazon.KeyManagementService.KeySpec: static readonly Amazon.KeyManagementService.KeySpec ML_KEM_512 = ML_KEM_512",
        "- Amazon.KeyManagementService.KeySpec: static readonly Amazon.KeyManagementService.KeySpec ML_KEM_768 = ML_KEM_768",
        "- Amazon.KeyManagementService.KeyUsageType: static readonly Amazon.KeyManagementService.KeyUsageType ENCAPSULATE_DECAPSULATE = ENCAPSULATE_DECAPSULATE",
        "- Amazon.KeyManagementService.Model.KeyMetadata: System.Collections.Generic.List`1<System.String> EncapsulationAlgorithms get set",
        "- Amazon.SecurityToken.Model.AssumeRoleRequest: System.Nullable`1<System.Int32> MinimumSessionTokenSize get set",
        "- Amazon.SecurityToken.Model.AssumeRoleResponse: System.Nullable`1<System.Int32> SessionTokenSize get set",
        "- Amazon.SecurityToken.Model.AssumeRoleResponse: System.Nullable`1<System.Int32> SessionTokenUtilization get set",
        "- Amazon.SecurityToken.Model.AssumeRoleWithWebIdentityRequest: System.Nullable`1<System.Int32> MinimumSessionTokenSize get set",
        "- Amazon.SecurityToken.Model.AssumeRoleWithWebIdentityResponse: System.Nullable`1<System.Int32> SessionTokenSize get set",
        "- Amazon.SecurityToken.Model.AssumeRoleWithWebIdentityResponse: System.Nullable`1<System.Int32> SessionTokenUtilization get set",
        "- Amazon.SecurityToken.Model.GetSessionTokenRequest: System.Nullable`1<System.Int32> MinimumSessionTokenSize get set",
        "- Amazon.SecurityToken.Model.GetSessionTokenResponse: System.Nullable`1<System.Int32> SessionTokenSize get set",
        "- Amazon.SecurityToken.Model.GetSessionTokenResponse: System.Nullable`1<System.Int32> SessionTokenUtilization get set"))
        .ToDictionary();

    public static TheoryData<string> Namespaces => [.. _official.Keys];

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void Every_generated_type_and_member_is_in_the_official_package(string ns)
    {
        var extra = TypesOf(ns).SelectMany(type => _official[ns].GetType(type.FullName!) is { } official
            ? PublicSurface.Of(type).Except(PublicSurface.Of(official)).Select(line => $"{type.FullName}: {line}")
            : [$"{type.FullName}: (the type)"]);

        AssertOnlyDeliberate(extra, "+ ");
    }

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void Every_official_member_that_concerns_a_generated_operation_is_generated(string ns)
    {
        var operations = TypesOf(ns)
            .Single(type => type.IsInterface)
            .GetMethods()
            .Select(method => method.Name)
            .ToHashSet();

        var missing = TypesOf(ns)
            .Where(type => _official[ns].GetType(type.FullName!) is not null)
            .SelectMany(type => PublicSurface.Of(_official[ns].GetType(type.FullName!)!)
                .Except(PublicSurface.Of(type))
                .Where(line => !IsOfAnotherOperation(line, operations))
                .Select(line => $"{type.FullName}: {line}"));

        AssertOnlyDeliberate(missing, "- ");
    }

    [Theory]
    [MemberData(nameof(Namespaces))]
    public void Every_official_type_that_a_generated_operation_needs_is_generated(string ns)
    {
        var generated = TypesOf(ns).Select(type => type.FullName!).ToHashSet();
        var open = new Queue<Type>(TypesOf(ns)
            .Where(type => typeof(AmazonWebServiceRequest).IsAssignableFrom(type) || typeof(AmazonWebServiceResponse).IsAssignableFrom(type))
            .Select(type => _official[ns].GetType(type.FullName!, throwOnError: true)!));
        var needed = new HashSet<Type>();
        while (open.TryDequeue(out var type))
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [type])
            {
                if (part.Assembly == _official[ns] && needed.Add(part))
                {
                    foreach (var property in part.GetProperties())
                        open.Enqueue(property.PropertyType);
                }
            }
        }

        Assert.True(needed.Count > 10, $"Only {needed.Count} types were found: the walk is broken.");
        AssertNone(needed.Select(type => type.FullName!).Except(generated));
    }

    [Fact]
    public void No_listed_difference_is_out_of_date()
    {
        var all = _official.Keys.SelectMany(ns => TypesOf(ns)).SelectMany(type =>
        {
            var ours = PublicSurface.Of(type);
            var theirs = _official[ServiceOf(type)].GetType(type.FullName!) is { } official ? PublicSurface.Of(official) : new HashSet<string>();
            return ours.Except(theirs).Select(line => $"+ {type.FullName}: {line}")
                .Concat(theirs.Except(ours).Select(line => $"- {type.FullName}: {line}"));
        }).ToHashSet();

        AssertNone(_deliberateDifferences.Keys.Where(key => !all.Contains(key)));
    }

    private static Dictionary<string, string> Because(string reason, params string[] differences) =>
        differences.ToDictionary(difference => difference, _ => reason);

    private static string ServiceOf(Type type) => _official.Keys.Single(ns => type.Namespace == ns || type.Namespace!.StartsWith(ns + ".", StringComparison.Ordinal));

    // Internal namespaces are no surface that code above is written against.
    private static List<Type> TypesOf(string ns) =>
        [.. _generated.GetExportedTypes().Where(type => ServiceOf(type) == ns && !type.Namespace!.Contains(".Internal", StringComparison.Ordinal))];

    private static bool IsOfAnotherOperation(string line, HashSet<string> operations)
    {
        var name = line.Split('(')[0].Split(' ')[^1];
        return line.Contains("System.Threading.Tasks.Task", StringComparison.Ordinal)
            && name.EndsWith("Async", StringComparison.Ordinal)
            && !operations.Contains(name);
    }

    private static void AssertOnlyDeliberate(IEnumerable<string> differences, string sign) =>
        AssertNone(differences.Select(difference => sign + difference).Where(difference => !_deliberateDifferences.ContainsKey(difference)));

    private static void AssertNone(IEnumerable<string> lines)
    {
        var found = lines.ToList();
        Assert.True(found.Count == 0, string.Join("\n", found));
    }
}
