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
        Assert.True(first.Restore("""{"value":100,"time":"2026-03-01T10:00:00Z"}"""u8));
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

    private static Answer Reading(string text) => ScriptedModel.Answering(text) with { Confidence = 0.95 };

    private WatchValue Value(string keys) => new(Section(keys), _time);

    private static WatchSection Section(string keys) => WatchBench.Config(
        $"[[watch]]\nname = \"w\"\nprompt = \"Read.\"\nframe_topic = \"cam\"\n{keys}").Watches[0];
}
