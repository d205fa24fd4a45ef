using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using Siskin.Runtime.Inference.Instruments.Dials;
using Siskin.Runtime.Inference.Strips;
using Siskin.Runtime.Inference.Text;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Inference.Instruments.Dials;

/// <summary>Barometers of which too few numerals are read for a scale.</summary>
public sealed class UsualReadingTests
{
    private const string Inches = "What is the air pressure in inHg?",
        Hectopascals = "What is the air pressure in hPa?";

    // Of a dial from 28 to 31 inches, 90 degrees each, with 29.5 above.
    private static readonly PrintedLine Thirty = Line("30", 45, 0),
        TwentyNine = Line("29", -45, 1);

    [Fact]
    public void Two_numerals_tell_the_layout()
    {
        var answer = Read("31.2", Inches, 63, Thirty, TwentyNine)!;

        Assert.Equal(30.2, Value(answer), 0.03);
        Assert.InRange(answer.Confidence, 0, Answer.MaxInDoubt);
        Assert.True(answer.Needle!.Value.Scale!.Low < 28.1 && answer.Needle.Value.Scale.High > 30.9);
    }

    [Fact]
    public void Numerals_of_another_unit_tell_it_as_well() =>
        // 1000 hPa are 29.53 inches, 960 are 28.35.
        Assert.Equal(
            1022.7,
            Value(Read("950", Hectopascals, 63, Line("1000", 3, 0), Line("960", -103.5, 1), TwentyNine)),
            2.0
        );

    [Fact]
    public void A_dial_that_hangs_askew_is_read_from_its_numerals() =>
        Assert.Equal(
            30.2,
            Value(Read("31.2", Inches, 71, Line("30", 53, 0), Line("29", -37, 1), Line("31", 143, 2))),
            0.05
        );

    [Fact]
    public void The_choice_at_the_needle_is_taken_and_never_sure()
    {
        var answer = Choose(63, [Thirty, TwentyNine], "30.2", "30.4", "30.0", "29.8")!;

        Assert.Equal("30.2", answer.Text);
        Assert.Equal(1, answer.Choices!.Sum(choice => choice.Probability), 1e-9);
        Assert.InRange(answer.Confidence, 0, Answer.MaxInDoubt);
    }

    [Fact]
    public void Choices_that_are_all_far_from_the_needle_stay_as_they_are() =>
        Assert.Null(Choose(63, [Thirty, TwentyNine], "28.2", "28.4", "28.3", "28.1"));

    [Fact]
    public void A_dial_that_is_laid_out_otherwise_is_left_alone()
    {
        // Anticlockwise.
        PrintedLine[] lines =
        [
            .. Enumerable.Range(27, 6).Select(value => Line($"{value}", 90 * (31.5 - value), value)),
        ];

        Assert.Null(Read("31.2", Inches, 63, lines));
    }

    [Theory]
    [InlineData("What is the pressure of the boiler in inHg?")]
    [InlineData("What is the air pressure?")]
    [InlineData("What is the air pressure in bar?")]
    [InlineData("What is the tire's air pressure in psi?")]
    public void Other_questions_are_left_alone(string prompt) => Assert.Null(Read("31.2", prompt, 63, Thirty));

    [Fact]
    public void A_needle_that_is_seen_nowhere_says_nothing()
    {
        var flat = Enumerable.Repeat(1f / 360, 360).ToArray();

        Assert.Null(UsualReading.Weigh(Own("31.2"), Inches, [Thirty], 1, new StripOutput(flat)));
    }

    private static Answer? Read(string own, string prompt, double needle, params PrintedLine[] lines) =>
        UsualReading.Weigh(Own(own), prompt, lines, 1, Needle(needle));

    private static double Value(Answer? answer) => NumberAnswer.Parse(answer!.Text)!.Value.Value;

    private static Answer? Choose(double needle, PrintedLine[] lines, params string[] choices) =>
        UsualReading.Weigh(
            Own(choices[^1]) with
            {
                Choices = [.. choices.Select(choice => new ChoiceShare(choice, 0.25))],
            },
            Inches,
            lines,
            1,
            Needle(needle)
        );

    private static PrintedLine Line(string text, double degrees, int line) =>
        new(text, 0.99, Dial.At(degrees)) { Line = line };

    private static Answer Own(string text) =>
        new(text, FinishReason.Stop, 0.3, default, default)
        {
            Needle = new NeedleWay(0.5, 0.2)
            {
                Points = new ScaleKeypoints(new FramePoint(0.5, 0.5), Dial.At(-135), Dial.At(135), Dial.At(0)),
            },
        };

    private static StripOutput Needle(double degrees)
    {
        var shares = new float[360];
        shares[(int)degrees] = 1;
        return new StripOutput(shares);
    }
}
