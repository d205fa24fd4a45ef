using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Providers;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>Graphs beside the model's whose file is spoilt after the bundle was loaded, and mended again.</summary>
public sealed class HelperGraphTests : IDisposable
{
    private static readonly StripShape Shape = new(3, 4, 8, 1);

    private readonly FakeTimeProvider _time = new();
    private readonly List<HelperReport> _reports = [];
    private readonly EchoBundle _bundle;
    private readonly StripSession _session;
    private readonly string _file;

    public HelperGraphTests()
    {
        _bundle = new EchoBundle(
            alter: folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder.Path, "strips"));
                File.WriteAllBytes(Path.Combine(folder.Path, "strips", "hands.onnx"), Graph("ReduceMean"));
            },
            change: manifest => manifest with { Strips = new StripGraphs([new("hands", "strips/hands.onnx")]) }
        );
        _file = Path.Combine(_bundle.Path, "strips", "hands.onnx");
        _session = Open(_bundle);
    }

    public void Dispose()
    {
        _session.Dispose();
        _bundle.Dispose();
    }

    [Fact]
    public void One_that_was_altered_is_not_run_although_it_could_be()
    {
        File.WriteAllBytes(_file, Graph("ReduceMax"));

        Assert.Contains("'strips/hands.onnx' has SHA-256", Refused(), StringComparison.Ordinal);
        Assert.Contains("'strips/hands.onnx' has SHA-256", _session.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("altered")]
    [InlineData("truncated")]
    [InlineData("deleted")]
    public void One_that_was_mended_is_used_again_after_a_minute_and_both_are_told_once(string how)
    {
        var whole = File.ReadAllBytes(_file);
        Spoil(how, whole);
        var problem = Refused();
        Refused();
        Assert.Equal(
            [new HelperReport("strips/hands.onnx", "nothing is found", problem, TimeSpan.FromMinutes(1))],
            _reports
        );

        File.WriteAllBytes(_file, whole);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(problem, Refused());
        _time.Advance(TimeSpan.FromSeconds(1));
        Run();
        Run();

        Assert.Null(_session.Problem);
        Assert.Equal(
            new HelperReport("strips/hands.onnx", "nothing is found", null, TimeSpan.Zero),
            Assert.Single(_reports.Skip(1))
        );
    }

    [Fact]
    public void One_that_stays_spoilt_is_tried_ever_more_seldom_and_once_an_hour_at_least()
    {
        var whole = File.ReadAllBytes(_file);
        File.Delete(_file);
        Refused();
        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 60 })
        {
            // Whole all but a moment before it is due: nobody looks.
            File.WriteAllBytes(_file, whole);
            _time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromTicks(1));
            Refused();
            File.Delete(_file);
            _time.Advance(TimeSpan.FromTicks(1));
            Refused();
        }

        File.WriteAllBytes(_file, whole);
        _time.Advance(TimeSpan.FromHours(1));

        Run();
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public void One_that_is_copied_anew_as_it_was_is_used_at_once()
    {
        File.SetLastWriteTimeUtc(_file, DateTime.UnixEpoch);

        Run();

        Assert.Empty(_reports);
    }

    [Fact]
    public void One_that_nobody_wants_for_ten_minutes_is_closed_and_opened_when_it_is_wanted()
    {
        Run();
        _time.Advance(TimeSpan.FromMinutes(9));
        Run();
        _time.Advance(TimeSpan.FromMinutes(9));
        var whole = File.ReadAllBytes(_file);
        File.Delete(_file);
        Run(); // open: it needs its file no more

        _time.Advance(TimeSpan.FromMinutes(15));
        Refused();
        File.WriteAllBytes(_file, whole);
        _time.Advance(TimeSpan.FromMinutes(1));
        Run();
    }

    [Fact]
    public void What_is_open_needs_its_file_no_more()
    {
        Run();
        File.Delete(_file);

        Run();

        Assert.Empty(_reports);
    }

    [Fact]
    public void One_that_fails_to_run_is_left_alone_for_a_while_too()
    {
        using var bundle = new EchoBundle(
            alter: folder => File.WriteAllBytes(Path.Combine(folder.Path, "one.onnx"), OfOneStrip()),
            change: manifest => manifest with { Strips = new StripGraphs([new("hands", "one.onnx")]) }
        );
        using var session = Open(bundle);

        var error = Assert.Throws<BundleException>(() => session.Run(new float[2 * Shape.Values]));

        Assert.Contains("graph 'one.onnx' cannot be run", error.Message, StringComparison.Ordinal);
        Assert.Throws<BundleException>(() => session.Run(new float[Shape.Values]));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(session.Run(new float[Shape.Values]));
        Assert.Equal([error.Message, null], _reports.Select(report => report.Problem));
    }

    private void Spoil(string how, byte[] whole)
    {
        if (how == "deleted")
            File.Delete(_file);
        else
            File.WriteAllBytes(_file, how == "truncated" ? whole[..^7] : Graph("ReduceMax"));
    }

    private StripSession Open(EchoBundle bundle) =>
        StripSession.Of(
            bundle.Open(),
            new SessionSettings(1, false),
            StripGraphs.Hands,
            Shape,
            "nothing is found",
            new HelperTerms(_time, _reports.Add)
        )!;

    private string Refused() => Assert.Throws<BundleException>(Run).Message;

    private void Run() => Assert.Single(_session.Run(new float[Shape.Values]));

    private static byte[] Graph(string reduce) =>
        new OnnxWriter()
            .Input("strips", OnnxWriter.Float, "strips", 3, 4, 8)
            .Node(reduce, ["strips"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 0)) // (B, H, L)
            .Node(reduce, ["light"], ["logits"], ("axes", new long[] { 1 }), ("keepdims", 1)) // (B, 1, L)
            .Output("logits", OnnxWriter.Float, "strips", 1, 8)
            .ToArray();

    // It says that it takes any number, and fails at more than one.
    private static byte[] OfOneStrip() =>
        new OnnxWriter()
            .Input("strips", OnnxWriter.Float, "strips", 3, 4, 8)
            .Constant("shape", [1L, 3, 4, 8], 4)
            .Node("Reshape", ["strips", "shape"], ["one"])
            .Node("ReduceMean", ["one"], ["light"], ("axes", new long[] { 1 }), ("keepdims", 0))
            .Node("ReduceMean", ["light"], ["logits"], ("axes", new long[] { 1 }), ("keepdims", 1))
            .Output("logits", OnnxWriter.Float, "strips", 1, 8)
            .ToArray();
}
