using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Watches;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Watches;

public sealed class WatchValueTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_value_goes_from_watch_to_watch_before_anything_was_read()
    {
        var first = Value("");
        Assert.True(first.Restore(State("""{"value":100,"time":"2026-03-01T10:00:00Z"}""")));
        var second = Value("decimals = 1");
        second.TakeOver(first);
        var third = Value("decimals = 2\nmonotonic = true\nmax_rate = 2.5");
        third.TakeOver(second);

        Assert.Equal(("100.00", _time.GetUtcNow().AddHours(-2)), (third.Previous, third.AcceptedAt));
        Assert.Contains("below the previous value", third.Judge(Reading("99")).Error, StringComparison.Ordinal);
        Assert.Null(third.Judge(Reading("105")).Error); // 2.5 an hour
        Assert.Equal(_time.GetUtcNow(), third.AcceptedAt);
    }

    [Fact]
    public void One_that_is_forgotten_was_never_accepted()
    {
        var value = Value("");
        value.Judge(Reading("7"));
        Assert.Null(value.Set("null"u8));

        Assert.Equal((null, null), (value.Previous, value.AcceptedAt));
    }

    [Fact]
    public void A_value_of_another_kind_is_not_taken_over()
    {
        var number = Value("");
        number.Judge(Reading("7"));
        var text = Value("answer = \"text\"");
        text.TakeOver(number);

        Assert.Null(text.Accepted);
    }

    [Fact]
    public void The_newer_of_two_states_counts_and_none_once_something_was_read()
    {
        var value = Value("");
        Assert.True(value.Restore(State("""{"value":100,"time":"2026-03-01T10:00:00Z"}""")));
        Assert.False(value.Restore(State("""{"value":99,"time":"2026-03-01T09:00:00Z"}""")));
        Assert.True(
            value.Restore(State("""{"value":101,"time":"2026-03-01T11:30:00Z","accepted":"2026-03-01T11:00:00Z"}"""))
        );
        Assert.Equal("101", value.Previous);
        value.Judge(Reading("102"));

        Assert.False(value.Restore(State("""{"value":103,"time":"2027-03-01T10:00:00Z"}""")));
    }

    [Theory]
    [InlineData("pump2 83.5", "83.5", null)]
    [InlineData("DS18B20-1 21.5", "21.5", null)]
    [InlineData("0 to 250 mbar", null, "two numbers in the text: 0 and 250")]
    [InlineData("1e20", null, "1e20 is out of range")]
    public void A_number_watch_takes_a_number_that_stands_alone(string text, string? accepted, string? error)
    {
        var value = Value("");

        Assert.Equal(error, value.Judge(Reading(text)).Error);
        Assert.Equal(accepted, value.Previous);
    }

    private static Siskin.Agent.Wire.WatchMessage State(string json) =>
        WatchValue.ReadState(System.Text.Encoding.UTF8.GetBytes(json))!;

    private static Answer Reading(string text) => ScriptedModel.Answering(text) with { Confidence = 0.95 };

    private WatchValue Value(string keys) => new(Section(keys), _time);

    private static WatchSection Section(string keys) =>
        WatchBench.Config($"[[watch]]\nname = \"w\"\nprompt = \"Read.\"\nframe_topic = \"cam\"\n{keys}").Watches[0];
}
