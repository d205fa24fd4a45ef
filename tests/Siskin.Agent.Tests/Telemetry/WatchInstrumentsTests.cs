using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Siskin.Agent.Telemetry;
using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Telemetry;

public sealed class WatchInstrumentsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly AgentMetrics _metrics;
    private readonly ScriptedState _state = new();
    private readonly MeterRecorder _recorder;

    public WatchInstrumentsTests()
    {
        _metrics = new AgentMetrics(TimeSpan.FromMinutes(5), _time);
        new WatchInstruments(_state.State, _time).Create(_metrics.Meter);
        _recorder = new MeterRecorder(_metrics.Meter);
    }

    public void Dispose()
    {
        _recorder.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void A_watch_has_its_value_its_age_and_how_sure_the_last_reading_was()
    {
        _state.Readings["water"] = Said("4641.5", Noon, 0.97, null, "m³");
        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal([(4641.5, "watch=water unit=m³")], _recorder.Observe("siskin.watch.value"));
        Assert.Equal([(90, "watch=water")], _recorder.Observe("siskin.watch.age"));
        Assert.Equal([(0.97, "watch=water")], _recorder.Observe("siskin.watch.confidence"));
        Assert.Equal([(0, "watch=water")], _recorder.Observe("siskin.watch.failing"));
    }

    [Fact]
    public void A_refused_reading_leaves_the_value_and_says_that_it_failed()
    {
        _state.Readings["water"] = Said("4641.5", Noon, 0.3, "confidence 0.3 is below 0.9", null);

        Assert.Equal([(4641.5, "watch=water unit=")], _recorder.Observe("siskin.watch.value"));
        Assert.Equal([(1, "watch=water")], _recorder.Observe("siskin.watch.failing"));
    }

    [Fact]
    public void A_text_is_no_value_and_nothing_accepted_has_no_age()
    {
        _state.Readings["lamp"] = Said("\"on\"", Noon, 1, null, null);
        _state.Readings["new"] = Said(null, null, null, "no frame in the last 120 s", null);

        Assert.Empty(_recorder.Observe("siskin.watch.value"));
        Assert.Equal([(0, "watch=lamp")], _recorder.Observe("siskin.watch.age"));
    }

    [Fact]
    public void A_clock_that_went_back_makes_no_negative_age()
    {
        _state.Readings["water"] = Said("1", Noon + TimeSpan.FromHours(1), 1, null, null);

        Assert.Equal([(0, "watch=water")], _recorder.Observe("siskin.watch.age"));
    }

    [Fact]
    public void A_watch_that_is_gone_has_no_value_any_more()
    {
        _state.Readings["water"] = Said("4641.5", Noon, 0.97, null, null);
        _recorder.Observe("siskin.watch.value");
        _state.Readings.Clear();

        Assert.Equal([(double.NaN, "watch=water unit=")], _recorder.Observe("siskin.watch.value"));
    }

    [Fact]
    public void Readings_are_counted_by_outcome_and_sensors_told_with_their_unit()
    {
        _state.Sensors["thermal/cpu"] = new(48.5, "°C");
        _state.Sensors["i2c/boiler/t"] = new(null, "°C", Missing: "no answer");

        Assert.Equal(
            [(10, "outcome=accepted"), (3, "outcome=refused"), (2, "outcome=skipped")],
            _recorder.Observe("siskin.watch.readings")
        );
        Assert.Equal([(1, "input=frame"), (5, "input=value")], _recorder.Observe("siskin.watch.bad_inputs"));
        Assert.Equal([(48.5, "sensor=thermal/cpu unit=°C")], _recorder.Observe("siskin.sensor.value"));
    }

    private static WatchMessage Said(
        string? value,
        DateTimeOffset? accepted,
        double? confidence,
        string? error,
        string? unit
    ) =>
        new(
            value is null ? null : JsonDocument.Parse(value).RootElement,
            null,
            null,
            confidence,
            error,
            null,
            Noon,
            unit,
            accepted
        );
}
