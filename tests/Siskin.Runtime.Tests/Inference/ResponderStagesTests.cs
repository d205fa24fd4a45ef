using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>What an answer's stages cost, when they are not begun at all, and who hears of them.</summary>
public sealed class ResponderStagesTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly EchoBundle _bundle = new();
    private readonly InferenceEngine _engine;

    public ResponderStagesTests() => _engine = InferenceEngine.Load(_bundle.Open(), new EngineOptions(Threads: 1));

    public void Dispose()
    {
        _engine.Dispose();
        _bundle.Dispose();
    }

    [Fact]
    public void The_first_token_and_the_time_per_token_are_told_apart()
    {
        var time = new FakeTimeProvider();
        // Two stages before the encoder is done, then one step before the first token and one behind each of the five.
        var request = new ResponderRequest("Hello.") { Progress = () => time.Advance(Step) };

        var timings = Ask(time, request).Answer!.Timings;

        Assert.Equal(2 * Step.TotalMilliseconds, timings.Encoder);
        Assert.Equal(3 * Step.TotalMilliseconds, timings.ToFirstToken);
        Assert.Equal(Step.TotalMilliseconds, timings.FirstToken); // the stage that follows the encoder
        // Of six tokens with the end, those behind the first.
        Assert.Equal(5 * Step.TotalMilliseconds / 5, timings.PerToken);
        Assert.Equal(8 * Step.TotalMilliseconds, timings.Total);
    }

    [Fact]
    public void Every_stage_and_every_token_is_a_sign_of_life()
    {
        Assert.Equal(3 + 2, SignsOfLife("Hi."));
        Assert.Equal(3 + 9, SignsOfLife("Good day."[..8] + "!."));
    }

    [Fact]
    public void A_deadline_that_passes_while_the_frame_is_decoded_costs_no_graph()
    {
        var started = Started(deadline: 1_000, out _);
        Assert.NotNull(started);

        // The last look at the clock before the first graph.
        Assert.Null(Started(deadline: started.Value, out var rejection));
        Assert.Equal(408, rejection!.Code);
        Assert.NotNull(Started(deadline: started.Value + 1, out _));
    }

    [Fact]
    public void A_text_that_cannot_fit_costs_nothing_and_its_length_is_named()
    {
        var request = new ResponderRequest("x") { Sensors = new string('1', 2_000_000) };
        var responder = new Responder(_engine, FrameLimits.Default, TimeProvider.System);
        responder.Answer(request, null, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var rejection = responder.Answer(request, null, CancellationToken.None).Rejection!;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(413, rejection.Code);
        Assert.Contains("2000001 characters", rejection.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 100_000);
    }

    [Fact]
    public void A_choice_that_cannot_fit_costs_nothing()
    {
        var request = new ResponderRequest("x.") { Choices = ["yes", new string('1', 2_000_000)] };
        var responder = new Responder(_engine, FrameLimits.Default, TimeProvider.System);
        responder.Answer(request, null, CancellationToken.None);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var rejection = responder.Answer(request, null, CancellationToken.None).Rejection!;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(400, rejection.Code);
        Assert.StartsWith("Choice 2 ", rejection.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 100_000);
    }

    private int SignsOfLife(string prompt)
    {
        var signs = 0;
        Ask(new FakeTimeProvider(), new ResponderRequest(prompt) { Progress = () => signs++ });
        return signs;
    }

    /// <summary>When the first graph was about to run, or null when none was.</summary>
    private long? Started(long deadline, out Rejection? rejection)
    {
        using var frame = Frames.Solid(16, 16, SKColors.White);
        var time = new TickingTime();
        long? started = null;
        var request = new ResponderRequest("x.")
        {
            Image = Frames.Encode(frame, SKEncodedImageFormat.Png),
            Deadline = deadline,
            Progress = () => started ??= time.Ticks,
        };
        rejection = Ask(time, request).Rejection;
        return started;
    }

    private ResponderResult Ask(TimeProvider time, ResponderRequest request) =>
        new Responder(_engine, FrameLimits.Default, time).Answer(request, null, CancellationToken.None);

    /// <summary>A clock that goes on by one each time somebody looks at it.</summary>
    private sealed class TickingTime : TimeProvider
    {
        public long Ticks { get; private set; }

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => ++Ticks;
    }
}
