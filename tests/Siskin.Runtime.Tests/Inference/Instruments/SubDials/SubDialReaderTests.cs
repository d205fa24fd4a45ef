using Microsoft.Extensions.Time.Testing;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.SubDials;
using Siskin.Runtime.Tests.Vision;
using Siskin.Runtime.Vision;
using SkiaSharp;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.SubDials;

public sealed class SubDialReaderTests : IDisposable
{
    private const string Prompt = "Read the dial.";
    private const int Places = 100;

    private static readonly BundleTask[] Tasks =
    [
        new(BundleTask.Dial, Prompt) { Input = TaskInput.Frame, Words = ["dial", "needle"] },
        new(BundleTask.Counter, "Read the counter.") { Input = TaskInput.Frame, Words = ["counter", "digit"] },
    ];

    private readonly SKBitmap _frame = Frames.Solid(60, 60, SKColors.White);
    private readonly FakeTimeProvider _time = new();
    private int _looks;

    public void Dispose() => _frame.Dispose();

    [Fact]
    public void The_network_says_how_far_a_reading_may_be_trusted()
    {
        var answer = Ask("4.1", 0.12, (41, 0.6), (43, 0.35));

        Assert.Equal(("4.2", 0.95), (answer.Text, Math.Round(answer.Confidence, 9)));
    }

    [Fact]
    public void Where_both_differ_the_network_is_believed_but_not_for_sure()
    {
        var answer = Ask("0.5", 0.2, (45, 0.99));

        Assert.Equal(("4.5", Looks.MaxDisputed), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void What_the_network_hardly_sees_changes_nothing()
    {
        var answer = Ask("0.5", 0.2, (45, 0.3), (70, 0.3), (95, 0.3));

        Assert.Equal(("0.5", 0.2), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void Nine_and_a_half_and_zero_are_neighbours() =>
        Assert.Equal(0.97, Ask("9.9", 0.1, (1, 0.97)).Confidence, 9);

    [Fact]
    public void What_the_model_cannot_read_stays()
    {
        var answer = Ask("unreadable", 0.4, (45, 0.99));

        Assert.Equal(("unreadable", 0.4), (answer.Text, answer.Confidence));
        Assert.Equal(0, _looks);
    }

    [Theory]
    [InlineData("4.5 bar")]
    [InlineData("45")]
    public void What_is_no_reading_of_a_sub_dial_is_left_to_others(string said)
    {
        var reader = Reader(said, 0.4, _ => Seen((45, 0.99)), own => own);

        Assert.Null(reader.Answer(Request, null, CancellationToken.None));
        Assert.Equal(0, _looks);
    }

    [Fact]
    public void What_agrees_by_chance_changes_nothing_either()
    {
        var answer = Ask("4.5", 0.97, (45, 0.2), (70, 0.15), (95, 0.15));

        Assert.Equal(("4.5", 0.97), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void A_damaged_frame_stays_in_doubt()
    {
        var answer = Ask("4.5", 0.1, (45, 0.99), change: own => own with { FrameDoubtful = true });

        Assert.Equal(Answer.MaxInDoubt, answer.Confidence);
    }

    [Fact]
    public void Nobody_looks_after_the_deadline()
    {
        Ask("4.5", 0.1, (45, 0.99), ask: request => request with { Deadline = _time.GetTimestamp() });

        Assert.Equal(0, _looks);
    }

    [Fact]
    public void A_graph_that_cannot_be_used_costs_nothing()
    {
        var reader = Reader("4.5", 0.1, _ => throw new BundleException("gone"), own => own);

        var answer = reader.Answer(Request, null, CancellationToken.None)!.Value.Answer!;

        Assert.Equal(("4.5", 0.1), (answer.Text, answer.Confidence));
    }

    [Fact]
    public void The_answer_is_told_once_both_have_looked()
    {
        var told = new List<string>();
        var reader = Reader("0.5", 0.1, _ => Seen((45, 0.99)), own => own);

        reader.Answer(Request, told.Add, CancellationToken.None);

        Assert.Equal(["4.5"], told);
    }

    [Fact]
    public void Only_questions_about_sub_dials_are_for_it()
    {
        var reader = Reader("4.5", 0.1, _ => Seen((45, 0.99)), own => own);

        Assert.True(reader.MayRead(Request));
        Assert.True(reader.MayRead(Request with { Prompt = "Where does the needle of the dial stand?" }));
        Assert.False(reader.MayRead(Request with { Prompt = "Read the counter." }));
        Assert.False(reader.MayRead(Request with { Choices = ["4.5", "5.5"] }));
        Assert.False(reader.MayRead(Request with { Sensors = "flow: 4.5" }));
        Assert.False(reader.MayRead(new ResponderRequest(Prompt)));
    }

    private ResponderRequest Request => new(Prompt) { Frame = _frame };

    private Answer Ask(
        string said,
        double confidence,
        (int Place, double Share) seen,
        (int Place, double Share)? second = null,
        (int Place, double Share)? third = null,
        Func<Answer, Answer>? change = null,
        Func<ResponderRequest, ResponderRequest>? ask = null
    )
    {
        var all = new[] { seen, second ?? (0, 0), third ?? (0, 0) };
        var reader = Reader(said, confidence, _ => Seen(all), change ?? (own => own));
        return reader.Answer(ask?.Invoke(Request) ?? Request, null, CancellationToken.None)!.Value.Answer!;
    }

    private SubDialReader Reader(
        string said,
        double confidence,
        Func<SKBitmap, SubDialReading> find,
        Func<Answer, Answer> change
    ) =>
        new(
            (_, _, _) => change(new Answer(said, FinishReason.Stop, confidence, default, default)),
            frame =>
            {
                _looks++;
                return find(frame);
            },
            Tasks,
            FrameLimits.Default,
            _time
        );

    private static SubDialReading Seen(params (int Place, double Share)[] places)
    {
        var shares = new double[Places];
        foreach (var (place, share) in places)
            shares[place] += share;
        return SubDialReading.Of(shares);
    }
}
