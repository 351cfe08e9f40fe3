namespace Kraken.MskConnect.Cmdlets;

/// <summary>The form of a plan.</summary>
public enum PlanFormat
{
    /// <summary>The plan itself.</summary>
    Plan,

    /// <summary>Text as at the prompt, without colour.</summary>
    Text,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,
}
