using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Planning;

/// <summary>The file of a saved plan: what is in it, and how one that is no good is told.</summary>
public sealed class SavedPlanTests
{
    private const string Secret = "correct horse battery";

    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource.WithKey("database.password", Secret);

    private static async Task<string> SavedAsync(params ConnectorSpec[] specs)
    {
        using var rehearsal = new Rehearsal();
        var plans = new List<ConnectorPlan>();
        foreach (var spec in specs)
            plans.Add(await rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions { Adopt = true }, default));
        return SavedPlan.Of(plans, rehearsal.Clock).ToJson();
    }

    [Fact]
    public async Task It_is_read_as_it_was_written_whatever_happened_to_its_white_space()
    {
        var text = await SavedAsync(Source, ReferenceExamples.S3Sink);

        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "plan.json");
            foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode })
            {
                File.WriteAllText(file, text.ReplaceLineEndings("\r\n"), encoding);
                Assert.Equal(text, SavedPlan.Read(file).ToJson());
            }

            File.WriteAllText(file, JsonNode.Parse(text)!.ToJsonString());
            Assert.Equal(text, SavedPlan.Read(file).ToJson());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_a_plan_rests_on_is_worked_out_once_and_for_plans_that_are_saved()
    {
        var asked = 0;
        var basis = new PlanBasis(new PlanSwitches(), () => { asked++; return []; }, []);
        Assert.Equal(0, asked);

        var digest = PlanDigest.New();
        Assert.Equal(basis.DesiredDigest(digest), basis.DesiredDigest(digest));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task It_rests_on_what_was_seen_and_not_on_what_came_after()
    {
        using var rehearsal = new Rehearsal();
        var (spec, options) = (ReferenceExamples.S3Sink, new UpdateOptions());
        var saved = SavedPlan.Of([await rehearsal.Provisioner.PlanUpdateAsync(spec, options, default)], rehearsal.Clock);
        var early = await rehearsal.Provisioner.PlanUpdateAsync(spec, options, default);
        ConnectorPlan? approved = null;
        await rehearsal.Provisioner.UpdateAsync(
            spec,
            options with { Approve = (plan, _) => { approved = plan; return Task.FromResult(true); } },
            default);

        saved.RefuseStale(early);
        saved.RefuseStale(approved!);
        var now = await rehearsal.Provisioner.PlanUpdateAsync(spec, options, default);
        Assert.Equal(
            KrakenErrorKind.PlanStale, Assert.Throws<KrakenException>(() => saved.RefuseStale(now)).Kind);
    }

    [Fact]
    public async Task It_says_what_is_planned_for_whom_by_whom_and_when()
    {
        var saved = SavedPlan.Parse(await SavedAsync(Source, ReferenceExamples.S3Sink), "plan.json");

        Assert.Equal([Source.ConnectorName, ReferenceExamples.S3Sink.ConnectorName], saved.Plans.Select(p => p.ConnectorName));
        Assert.All(saved.Plans, p => Assert.Equal(("us-east-1", "123456789012", true), (p.Region, p.AccountId, p.HasChanges)));
        Assert.Equal(["Role", "SecurityGroup", "LogGroup", "Connector"], saved.Plans[0].Resources.Select(r => r.Kind));
        Assert.Contains(saved.Plans[0].Resources[3].Changes, c => c is { Property: "Configuration[slot.name]", Desired: "debezium_cdc_slot" });
        Assert.Matches(@"^\d+\.\d+\.\d+", saved.ModuleVersion);
        Assert.InRange(saved.CreatedAt, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    [Fact]
    public async Task It_holds_no_secret_and_nothing_from_which_one_is_told_at_a_glance()
    {
        var first = await SavedAsync(Source);
        var second = await SavedAsync(Source);

        Assert.DoesNotContain(Secret, first, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), first, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(first);
        Assert.True(json.RootElement.GetProperty("digest").GetProperty("iterations").GetInt32() >= 210_000);
        Assert.Equal(32, json.RootElement.GetProperty("digest").GetProperty("salt").GetBytesFromBase64().Length);

        // The same state twice: each file has a salt of its own, so that files cannot be compared for equal passwords.
        Assert.NotEqual(DigestOf(first), DigestOf(second));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Digests_of_what_holds_a_secret_are_slow_and_others_are_not(bool isSecret)
    {
        using var rehearsal = new Rehearsal();
        var spec = isSecret ? Source : ReferenceExamples.DebeziumSource;
        await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);
        var plan = await rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions(), default);
        var digest = PlanDigest.New();
        var fast = digest with { Iterations = 1 };

        Assert.Equal(!isSecret, plan.Basis!.DesiredDigest(digest) == plan.Basis.DesiredDigest(fast));
        Assert.Equal(!isSecret, plan.Basis.ObservedDigest(digest) == plan.Basis.ObservedDigest(fast));
        Assert.NotEqual(plan.Basis.DesiredDigest(digest), plan.Basis.ObservedDigest(digest));
    }

    private static string? DigestOf(string text) => (string?)JsonNode.Parse(text)!["plans"]![0]!["desiredDigest"];

    [Fact]
    public async Task Wherever_it_is_cut_off_or_changed_it_is_damaged()
    {
        var text = await SavedAsync(ReferenceExamples.S3Sink);
        var random = new Random(1);

        for (var i = 0; i < 200; i++)
        {
            // All but the closing brace and what is before the format's name, which make it another kind of file.
            var at = random.Next(text.IndexOf("formatVersion", StringComparison.Ordinal), text.TrimEnd().Length);
            Assert.Contains("damaged", Refused(text[..at]).Message, StringComparison.Ordinal);
            if (char.IsAsciiLetterOrDigit(text[at]))
            {
                var other = text[at] is 'x' or 'X' ? 'y' : 'x';
                var changed = string.Concat(text.AsSpan(0, at), [other], text.AsSpan(at + 1));
                Assert.Contains("damaged", Refused(changed).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task One_that_breaks_off_says_where()
    {
        var lines = (await SavedAsync(ReferenceExamples.S3Sink)).Split('\n');

        var error = Refused(string.Join('\n', lines[..5]));

        Assert.Contains("'plan.json' is damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("line 5, column", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "format": 1 }""")]
    [InlineData("""{ "connectorName": "orders", "hasChanges": true, "resources": [] }""")]
    public void What_is_something_else_is_told_so(string text) =>
        Assert.Contains("is not a saved plan", Refused(text).Message, StringComparison.Ordinal);

    [Fact]
    public void One_of_a_newer_module_is_told_so_before_anything_else_of_it_is_judged()
    {
        var error = Refused(
            """{ "format": "Kraken.MskConnect saved plan", "formatVersion": 2, "moduleVersion": "9.0.0", "plan": 1 }""");

        Assert.Contains("format 2, written by version 9.0.0", error.Message, StringComparison.Ordinal);
        Assert.Contains("with the version of the module that created it", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plans", "{}")]
    [InlineData("plans", "[1]")]
    [InlineData("digest", "{}")]
    [InlineData("digest", """{ "algorithm": "MD5", "iterations": 1, "salt": "" }""")]
    [InlineData("digest", """{ "algorithm": "PBKDF2-HMAC-SHA512", "iterations": 2000000000, "salt": "" }""")]
    [InlineData("createdAt", "\"yesterday\"")]
    [InlineData("formatVersion", "\"1\"")]
    public async Task One_with_a_right_checksum_over_nonsense_is_damaged_too(string property, string value)
    {
        var json = JsonNode.Parse(await SavedAsync())!.AsObject();
        json[property] = JsonNode.Parse(value);
        json["checksum"] = SavedPlanWriter.ChecksumOf(JsonSerializer.SerializeToElement(json));

        Assert.Contains("damaged", Refused(json.ToJsonString()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        var error = Assert.Throws<KrakenException>(() => SavedPlan.Read(path));

        Assert.Equal(KrakenErrorKind.PlanInvalid, error.Kind);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_cannot_be_carried_out_from_a_spec_cannot_be_saved()
    {
        using var rehearsal = new Rehearsal();
        var removal = await rehearsal.Provisioner.PlanRemovalAsync("orders", new RemoveOptions(), default);
        var update = await rehearsal.Provisioner.PlanUpdateAsync(Source, new UpdateOptions(), default);

        Assert.Throws<ArgumentException>(() => SavedPlan.Of([removal]));
        Assert.Throws<ArgumentException>(() => SavedPlan.Of([update, update]));
    }

    private static KrakenException Refused(string text)
    {
        var error = Assert.Throws<KrakenException>(() => SavedPlan.Parse(text, "plan.json"));
        Assert.Equal(KrakenErrorKind.PlanInvalid, error.Kind);
        Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
        return error;
    }
}
