using System.Text;
using System.Text.Json;
using Siskin.Agent.Tests.Harness;

namespace Siskin.Agent.Tests.Watches;

public sealed class WatchStoreTests : IDisposable
{
    private const string Camera = """
        [[watch]]
        name = "w"
        prompt = "Read the counter."
        frame_topic = "cam"
        monotonic = true
        """;

    private readonly ScratchFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "watches", "w.json");

    [Fact]
    public void A_watch_goes_on_from_what_it_kept_and_announces_it()
    {
        using (var before = Bench())
        {
            before.ReadsAfter(0, 100);
            before.ReadsAfter(1, 101);
        }
        using var bench = Bench(Camera + "\nunit = \"l\"");
        bench.Worker.Restore();

        var announced = JsonDocument.Parse(Assert.Single(bench.Worker.States).Payload).RootElement;
        Assert.Equal(
            (101, "l"),
            (announced.GetProperty("value").GetInt32(), announced.GetProperty("unit").GetString())
        );
        Assert.Equal(
            "value 99 is below the previous value 101",
            bench.ReadsAfter(1, 99).GetProperty("error").GetString()
        );
    }

    [Fact]
    public void Without_a_folder_nothing_is_kept_and_what_was_said_last_is_announced()
    {
        using var bench = new WatchBench(Camera);
        Assert.Empty(bench.Worker.States);
        bench.ReadsAfter(0, 100);

        Assert.Equal(bench.Published[^1].Payload, Assert.Single(bench.Worker.States).Payload);
    }

    [Fact]
    public void A_newer_state_at_the_broker_replaces_the_kept_one_and_is_published_again()
    {
        using (var before = Bench())
            before.ReadsAfter(0, 100);
        using var bench = Bench();
        bench.Worker.Restore();
        bench.Send("siskin/bench/watch/w", """{"value":105,"time":"2026-03-02T10:00:00Z"}""", retained: true);
        bench.Worker.RunDue();

        Assert.Equal(105, bench.State.GetProperty("value").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"value\":")]
    [InlineData("\0\0\0\0")]
    [InlineData("[]")]
    public void Damage_costs_a_log_line_and_the_next_state_mends_it(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);
        using var bench = Bench();
        bench.Worker.Restore();

        Assert.Single(bench.Logs.Lines, line => line.StartsWith("Warning 312", StringComparison.Ordinal));
        Assert.Empty(bench.Worker.States);
        bench.ReadsAfter(0, 7);
        Assert.Equal(7, Kept().GetProperty("value").GetInt32());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_once_and_readings_go_on()
    {
        var blocked = Path.Combine(_folder.Path, "watches");
        System.IO.File.WriteAllText(blocked, "in the way");
        using var bench = Bench();
        bench.ReadsAfter(0, 1);
        bench.ReadsAfter(1, 2);
        Assert.Equal(2, bench.State.GetProperty("value").GetInt32());
        Assert.Single(bench.Logs.Lines, line => line.StartsWith("Warning 310", StringComparison.Ordinal));

        System.IO.File.Delete(blocked);
        bench.ReadsAfter(1, 3);
        Assert.Equal(3, Kept().GetProperty("value").GetInt32());
        Assert.Single(bench.Logs.Lines, line => line.StartsWith("Information 311", StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_that_stays_is_written_once_a_minute_and_at_the_end()
    {
        using var bench = Bench(Camera + "\ninterval_s = 10");
        bench.ReadsAfter(0, 7);
        var first = System.IO.File.ReadAllText(File);
        bench.Pass(20);
        Assert.Equal(first, System.IO.File.ReadAllText(File));
        bench.Pass(50);
        Assert.Equal(bench.Published[^1].Payload.ToArray(), System.IO.File.ReadAllBytes(File));

        bench.Pass(10);
        Assert.NotEqual(bench.Published[^1].Payload.ToArray(), System.IO.File.ReadAllBytes(File));
        bench.Worker.Keep();
        Assert.Equal(bench.Published[^1].Payload.ToArray(), System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void What_a_watch_left_that_is_gone_is_removed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var old = Path.Combine(_folder.Path, "watches", "old.json");
        System.IO.File.WriteAllText(old, "{}");
        using var bench = Bench();
        bench.Worker.Restore();

        Assert.False(System.IO.File.Exists(old));
    }

    public void Dispose() => _folder.Dispose();

    private WatchBench Bench(string watches = Camera) => new(watches, folder: Path.Combine(_folder.Path, "watches"));

    private JsonElement Kept() =>
        JsonDocument.Parse(Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(File))).RootElement;
}
