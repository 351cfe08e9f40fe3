namespace Kraken.Contract.Tests.Cli;

/// <summary>A step of <c>aws-cli/calls.txt</c>.</summary>
/// <param name="Line">Where it stands there, from 1.</param>
internal abstract record AwsCliStep(int Line);

/// <summary>Lets a second pass.</summary>
internal sealed record AwsCliWait(int Line) : AwsCliStep(Line);

/// <summary>Keeps a text under a name.</summary>
internal sealed record AwsCliText(int Line, string Name, string Text) : AwsCliStep(Line);

/// <summary>A command of the CLI.</summary>
internal sealed record AwsCliCall(int Line, string Command) : AwsCliStep(Line)
{
    /// <summary>The error that it must be refused with, or null.</summary>
    public string? Refusal { get; set; }

    /// <summary>Values of the answer to keep, and under which names.</summary>
    public List<(string Name, string Path)> Kept { get; } = [];

    /// <summary>Values that the answer must have.</summary>
    public List<(string Path, string Value)> Expected { get; } = [];

    /// <summary>What is called, for example <c>iam:CreateRole</c>.</summary>
    public string Operation
    {
        get
        {
            var words = Command.Split(' ');
            var name = string.Concat(words[1].Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
            // The CLI's s3 is for copying files; the operations are under s3api.
            return $"{(words[0] == "s3api" ? "s3" : words[0])}:{name}";
        }
    }
}
