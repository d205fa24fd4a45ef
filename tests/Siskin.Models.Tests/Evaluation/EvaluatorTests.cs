using Siskin.Models.Data;
using Siskin.Models.Evaluation;
using Siskin.Models.Export;
using Siskin.Models.Tests.Export;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Models.Tests.Evaluation;

public sealed class EvaluatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bundle").FullName;
    private readonly InferenceEngine _engine;
    private readonly Responder _responder;

    public EvaluatorTests()
    {
        var options = TestModel.Options;
        RandomBundle.Write(_folder, options, seed: 2, BundleVariantPlan.Named("cpu-int8"));
        _engine = InferenceEngine.Load(BundleReader.Open(_folder), new EngineOptions(Threads: 1));
        _responder = new Responder(_engine, FrameLimits.Default, TimeProvider.System);
    }

    [Fact]
    public void Right_and_wrong_answers_are_told_apart()
    {
        var reply = _responder.Answer(new ResponderRequest("How warm?"), null, CancellationToken.None).Answer!.Text;
        Sample right = new("telemetry", "How warm?", null, null, reply, Scoring.Exact);
        var wrong = right with { Answer = reply + "!" };
        var failures = new List<Failure?>();

        var result = new Evaluator(_responder, "cpu-int8").Run(
            new EvaluationSet("two", [right, wrong]),
            failures.Add,
            CancellationToken.None
        );

        Assert.Equal((2, 1, 50.0), (result.Count, result.Right, result.Percent));
        Assert.InRange(result.Confidence, 0, 1);
        Assert.Equal([true, false], result.Answers.Select(answer => answer.Right));
        Assert.All(result.Answers, answer => Assert.Equal(answer.Likelihood, answer.Confidence));
        Assert.True(result.LatencyMs > 0);
        Assert.Null(failures[0]);
        Assert.Equal((1, reply), (failures[1]!.Index, failures[1]!.Reply));
    }

    [Fact]
    public void Readable_frames_are_counted_and_the_refused_ones_among_them()
    {
        Sample readable = new("digit", "Read the digit.", null, Frame(), "5", Scoring.Exact);
        var unreadable = readable with { Answer = "unreadable" };
        var text = readable with { Frame = null };

        var result = new Evaluator(_responder, "cpu-int8").Run(
            new EvaluationSet("frames", [readable, unreadable, text]),
            _ => { },
            CancellationToken.None
        );

        Assert.Equal((1, 0, 0.0), (result.Readable, result.Refused, result.RefusedPercent));
        Assert.Null((result with { Readable = 0 }).RefusedPercent);
        Assert.Equal(25, (result with { Readable = 4, Refused = 1 }).RefusedPercent);
    }

    [Fact]
    public void A_frame_is_sent_and_a_rejected_one_is_wrong()
    {
        Sample broken = new("digit", "Read the digit.", null, [1, 2, 3], "5", Scoring.Exact);
        var readable = broken with { Frame = Frame() };
        var failures = new List<Failure?>();

        var result = new Evaluator(_responder, "cpu-int8").Run(
            new EvaluationSet("frames", [broken, readable]),
            failures.Add,
            CancellationToken.None
        );

        Assert.Equal((2, 0), (result.Count, result.Right));
        Assert.Single(result.Answers);
        Assert.StartsWith("rejected: ", failures[0]!.Reply, StringComparison.Ordinal);
        Assert.False(failures[1]!.Reply.StartsWith("rejected: ", StringComparison.Ordinal), failures[1]!.Reply);
    }

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static byte[] Frame()
    {
        using var bitmap = new SKBitmap(40, 60);
        bitmap.Erase(SKColors.Gray);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
