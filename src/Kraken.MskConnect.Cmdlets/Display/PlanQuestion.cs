using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>The question before a plan is carried out: it names what is to be done.</summary>
internal static class PlanQuestion
{
    /// <summary>For example <c>Delete orders and make it again?</c></summary>
    /// <param name="plan">The plan.</param>
    /// <param name="adopt">Whether what others made is taken over.</param>
    public static string Of(ConnectorPlan plan, bool adopt = false)
    {
        var name = Safe(plan.ConnectorName);
        return PlanTotal.ActionOf(plan) switch
        {
            PlanAction.Create => $"Create {name}?",
            PlanAction.Replace => Replacement(plan),
            PlanAction.Delete => $"Remove {name}?",
            _ when adopt => $"Take over {name}, and change it as listed?",
            _ when plan.Resources.Any(r => r.IsConnector && r.Action != PlanAction.None) => $"Change {name}?",
            _ => $"Change what {name} uses?",
        };
    }

    /// <summary>The question about what a plan takes away, for example <c>Remove this from what orders uses?</c></summary>
    /// <param name="plan">The plan.</param>
    public static string OfLosses(ConnectorPlan plan) => plan.Resources.Any(r => r.Action == PlanAction.Replace)
        ? Replacement(plan)
        : $"Remove this from what {Safe(plan.ConnectorName)} uses?";

    private static string Replacement(ConnectorPlan plan)
    {
        var replaced = plan.Resources.Where(r => r.Action == PlanAction.Replace)
            .Select(r => r.IsConnector ? Safe(r.Name) : $"{Safe(r.Kind)} {Safe(r.Name)}").ToList();
        return $"Delete {string.Join(" and ", replaced)} and make {(replaced.Count == 1 ? "it" : "them")} again?";
    }

    private static string Safe(string text) => ForeignText.OneLine(text);
}
