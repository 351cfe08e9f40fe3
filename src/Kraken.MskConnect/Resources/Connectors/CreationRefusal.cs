using System.Text.RegularExpressions;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>
/// Determines whether CreateConnector was refused for a reason other than the new role. Repeating the call would not
/// help then.
/// </summary>
/// <remarks>
/// There is another reason if the message names another part of the request and no role, if validation has warned about
/// a value that the module cannot verify, or if a read call shows what is missing. If the message names the role, or
/// nothing, the new role is assumed to be the reason.
/// </remarks>
/// <param name="context">The connector's context.</param>
/// <param name="spec">The requested spec.</param>
internal sealed partial class CreationRefusal(ProvisioningContext context, ConnectorSpec spec)
{
    private bool _looked;

    /// <summary>The error for a refusal that a repetition would not mend; null where it may.</summary>
    public async Task<KrakenException?> JudgeAsync(BadRequestException refusal, CancellationToken cancellationToken)
    {
        var words = refusal.Message ?? "";
        if (SpeaksOfRole().IsMatch(words))
            return null;
        var doubts = ConnectorPrerequisites.Doubts(spec);
        if (doubts.Count > 0)
        {
            return Error(
                refusal,
                $" Most likely: {string.Join(" ", doubts.Select(d => d.Message.TrimEnd('.') + "."))}",
                string.Join(" ", doubts.Select(d => d.Remedy)));
        }

        if (SpeaksOfOther().IsMatch(words))
            return Error(refusal, "", null);
        if (_looked)
            return null;

        // Once: what is missing now is missing at the next attempt too.
        _looked = true;
        var lacks = await ConnectorPrerequisites.OfCreationAsync(context, spec, cancellationToken);
        var known = lacks.Where(l => l.Kind != KrakenErrorKind.AccessDenied).ToList();
        return known.Count == 0
            ? null
            : Error(
                refusal,
                $" What is missing: {string.Join("; ", known.Select(l => l.Text))}.",
                string.Join(" ", known.Select(l => l.Remedy)));
    }

    private KrakenException Error(BadRequestException refusal, string more, string? remedy)
    {
        var plain = AwsErrors.Translate(refusal, context.ConnectorName, context.Scrub);
        return new KrakenException(
            plain.Kind, context.Scrub(plain.Message + more), remedy ?? plain.Remedy, plain.InnerException)
        {
            ConnectorName = context.ConnectorName,
        };
    }

    [GeneratedRegex(
        @"\broles?\b|role/|serviceExecutionRole|executionrole|assum|\btrust|principal|\bIAM\b|\bSTS\b|permission|authori[sz]|credential",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpeaksOfRole();

    // Source: MSK Connect API reference, CreateConnector: the request's members, also as two words.
    [GeneratedRegex(
        @"version|plugin|worker ?config|worker ?count|minWorker|maxWorker|\bmcu|autoscaling|auto ?scaling|task ?count|capacity|scale ?(in|out)|connector ?config|connector\.class|tasks\.max|bootstrap|subnet|security ?group|\bvpc\b|network ?type|log ?group|log ?delivery|bucket|delivery ?stream|encryption|connector ?name|description|\btags?\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpeaksOfOther();
}
