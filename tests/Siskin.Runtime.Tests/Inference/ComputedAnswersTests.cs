using Siskin.Runtime.Inference;
using Siskin.Runtime.Signals.Reading;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>How sure answers are that were computed.</summary>
public sealed class ComputedAnswersTests
{
    private const string Known = "mixer_a pressure: 2.7 bar\nmixer_b pressure: 0.2 bar";
    private const string Structure = "MIXER A: running 940 rpm, 2.7 bar\nMIXER B: stopped 0 rpm, 0.2 bar";

    [Fact]
    public void An_answer_from_a_known_form_may_be_sure() =>
        Assert.True(Of(Known, "What is the mixer_b pressure?").Confidence >= 0.9);

    [Fact]
    public void An_answer_says_how_it_was_computed_and_from_what()
    {
        var answer = Of(Known, "What is the mixer_b pressure?");

        Assert.Equal(("0.2 bar", FinishReason.Stop), (answer.Text, answer.FinishReason));
        Assert.Equal("value \"mixer_b pressure\"", answer.Query);
        Assert.Equal([new UsedSignal("mixer_b pressure", "0.2 bar")], answer.Signals);
        Assert.Equal(answer.Confidence, answer.Likelihood);
    }

    [Theory]
    [InlineData("What is the pressure of mixer B?", "0.2 bar")]
    [InlineData("Which mixer has the highest pressure?", "MIXER A 2.7 bar")]
    public void No_answer_from_structure_alone_is_sure(string prompt, string text)
    {
        var answer = Of(Structure, prompt);

        Assert.Equal(text, answer.Text);
        Assert.InRange(answer.Confidence, 0.5, 0.89);
    }

    [Fact]
    public void What_a_known_form_reads_alike_may_be_sure()
    {
        const string text = "Vin: 24.1 V\n[Pump A] state=RUN speed=1450rpm\n[Pump B] state=STOP speed=0rpm";

        Assert.True(SignalReader.Read(text).IsWeak);
        Assert.True(Of(text, "What is Vin?").Confidence >= 0.9);
        Assert.InRange(Of(text, "What is the speed of pump A?").Confidence, 0.5, 0.89);
    }

    private static Answer Of(string sensors, string prompt) =>
        ComputedAnswers.Of(new ResponderRequest(prompt) { Sensors = sensors }, out _)!;
}
