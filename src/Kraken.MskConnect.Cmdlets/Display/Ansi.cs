namespace Kraken.MskConnect.Cmdlets;

/// <summary>The few colours that our texts use.</summary>
internal static class Ansi
{
    public const string Reset = "\e[0m";
    public const string Dim = "\e[2m";
    public const string Bold = "\e[1m";
    public const string Red = "\e[31m";
    public const string Green = "\e[32m";
    public const string Yellow = "\e[33m";
    public const string Cyan = "\e[36m";

    /// <summary>The text in a colour; as it is where the colour is empty.</summary>
    public static string Painted(string text, string paint) => paint.Length == 0 ? text : paint + text + Reset;
}
