using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Commands;
using Siskin.Agent.Configuration;
using Siskin.Agent.Tests.Harness;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Mqtt;
using Siskin.Fleet.Simulation;

namespace Siskin.Fleet.Tests.Mqtt;

public sealed class BrokerLineTests
{
    private readonly DeviceBook _book = Messages.Book(TimeProvider.System);

    [Fact]
    public async Task What_devices_said_before_is_heard_and_what_they_say_afterwards_too()
    {
        await using var broker = await TestBroker.StartedAsync();
        using var stop = new CancellationTokenSource();
        var fleet = Simulation(broker);
        await fleet.BeginAsync(stop.Token).PatientlyAsync();

        var listening = Line(broker).RunAsync(stop.Token);

        await Wait.UntilAsync(() => _book.Count == 5 && _book.WithoutInfo().Count == 0, "retained messages are there");
        await fleet.EndAsync(forget: true).PatientlyAsync();
        await Wait.UntilAsync(() => _book.Count == 0, "they are taken away");
        await stop.CancelAsync();
        await listening.PatientlyAsync();
    }

    [Fact]
    public async Task A_broker_that_went_away_is_said_and_comes_back()
    {
        await using var broker = await TestBroker.StartedAsync();
        using var stop = new CancellationTokenSource();
        var line = Line(broker);
        var listening = line.RunAsync(stop.Token);
        await Wait.UntilAsync(() => line.Connected, "it is connected");

        await broker.StopAsync();
        await Wait.UntilAsync(() => line.Problem is not null, "the end is noticed");
        Assert.Contains(
            "there is no connection",
            await line.PublishAsync(new("a", ReadOnlyMemory<byte>.Empty), stop.Token),
            StringComparison.Ordinal
        );

        await broker.StartAsync();
        await Wait.UntilAsync(() => line.Problem is null && line.Connects == 2, "it is connected again");
        await stop.CancelAsync();
        await listening.PatientlyAsync();
    }

    private BrokerLine Line(TestBroker broker) =>
        new(Section(broker), [.. FleetTopics.All("siskin")], _book.Take, TimeProvider.System, NullLogger.Instance);

    private static SimulatedFleet Simulation(TestBroker broker)
    {
        var devices = Enumerable
            .Range(1, 5)
            .Select(i => new SimulatedDevice("siskin", $"sim-{i}", i, SimulatedFailures.None, Messages.Start));
        return new(Section(broker), [.. devices], wills: 1, TimeSpan.FromSeconds(1), TimeProvider.System);
    }

    private static BrokerSection Section(TestBroker broker) =>
        BrokerArguments.Section(new Uri($"mqtt://127.0.0.1:{broker.Port}"), MqttVersion.V5);
}
