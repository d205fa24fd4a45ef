using Siskin.Agent.Wire;
using Siskin.Fleet.Updates;

namespace Siskin.Fleet.Tests.Updates;

public sealed class RolloutTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_next_stage_begins_when_every_device_of_the_one_before_has_the_bundle()
    {
        var rollout = New(10, "1,30%,100%");
        Assert.Equal(["d0"], Offer(rollout));
        Assert.Empty(Offer(rollout));

        Conclude(rollout, "d0");
        Assert.Equal(["d1", "d2"], Offer(rollout));
        Conclude(rollout, "d1");
        Assert.Empty(Offer(rollout));
        Conclude(rollout, "d2");

        Assert.Equal(7, Offer(rollout).Count);
        for (var i = 3; i < 10; i++)
            Conclude(rollout, $"d{i}");
        Assert.Empty(Offer(rollout));
        Assert.True(rollout.Finished);
        Assert.Equal((10, 0, false), (rollout.Installed, rollout.Failed, rollout.Halted));
    }

    [Theory]
    [InlineData(UpdatePhase.Failed)]
    [InlineData(UpdatePhase.RolledBack)]
    public void A_failure_in_the_first_group_halts_it(string phase)
    {
        var rollout = New(10, "2,100%");
        Offer(rollout);

        Conclude(rollout, "d0", phase, "the canary was answered wrongly");
        Assert.True(rollout.Halted);
        Assert.True(rollout.Working); // the other one goes on
        Conclude(rollout, "d1");

        Assert.Empty(Offer(rollout));
        Assert.False(rollout.Finished);
        Assert.Equal(8, rollout.Devices.Count(device => device.Step == RolloutStep.Waiting));
        Assert.Equal("the canary was answered wrongly", rollout.Devices[0].Reason);
    }

    [Fact]
    public void As_many_as_allowed_may_fail()
    {
        var rollout = New(10, "5,100%", "20%");
        Offer(rollout);
        for (var i = 0; i < 5; i++)
            Conclude(rollout, $"d{i}", i < 2 ? UpdatePhase.Failed : UpdatePhase.Installed);

        Assert.False(rollout.Halted);
        Assert.Equal(5, Offer(rollout).Count);
        Conclude(rollout, "d5", UpdatePhase.Failed);
        Assert.True(rollout.Halted);
    }

    [Fact]
    public void A_device_that_takes_too_long_has_failed()
    {
        var rollout = New(3, "1,100%");
        Offer(rollout);

        Assert.Empty(rollout.Expire(Noon + TimeSpan.FromSeconds(100)));
        Assert.Equal("no end within 100 s", Assert.Single(rollout.Expire(Noon + TimeSpan.FromSeconds(101))).Reason);
        Assert.True(rollout.Halted);
        Assert.Null(rollout.Take("d0", State(UpdatePhase.Installed))); // too late to count
    }

    [Fact]
    public void Time_in_which_nobody_could_be_heard_does_not_count()
    {
        var rollout = New(3, "1,100%");
        Offer(rollout);

        rollout.Extend(TimeSpan.FromSeconds(50));

        Assert.Empty(rollout.Expire(Noon + TimeSpan.FromSeconds(150)));
        Assert.Single(rollout.Expire(Noon + TimeSpan.FromSeconds(151)));
    }

    [Fact]
    public void A_device_that_is_busy_has_failed_and_other_offers_are_none_of_ours()
    {
        var rollout = New(3, "2,100%");
        Offer(rollout);

        Assert.Null(rollout.Take("d0", State(UpdatePhase.Failed) with { Offer = "another" }));
        var busy = State(UpdatePhase.Downloading) with
        {
            Offer = "another",
            Turned = new UpdateTurned("push-1", "busy: x"),
        };
        Assert.Equal(
            (RolloutStep.Failed, "busy: x"),
            rollout.Take("d1", busy) is { } device ? (device.Step, device.Reason) : default
        );
        Assert.Null(rollout.Take("unknown", State(UpdatePhase.Failed)));
    }

    [Fact]
    public void Nothing_is_offered_while_it_is_paused_or_outside_of_its_window()
    {
        var rollout = New(3, "1,100%", window: "13:00-14:00");

        Assert.Empty(rollout.Due(Noon, paused: false));
        Assert.Empty(rollout.Due(Noon + TimeSpan.FromHours(1), paused: true));
        Assert.Equal(["d0"], rollout.Due(Noon + TimeSpan.FromHours(1), paused: false));
    }

    [Fact]
    public void A_stage_is_left_alone_for_a_while_and_few_work_at_a_time()
    {
        var rollout = New(10, "1,100%", soak: 60, atOnce: 4);
        Offer(rollout);
        Conclude(rollout, "d0");

        Assert.Empty(rollout.Due(Noon, paused: false));
        Assert.Empty(rollout.Due(Noon + TimeSpan.FromSeconds(59), paused: false));
        var later = new Rollout(rollout.State, Terms("1,100%", soak: 60)); // interrupted meanwhile
        Assert.Empty(later.Due(Noon + TimeSpan.FromSeconds(59), paused: false));
        Assert.Equal(4, rollout.Due(Noon + TimeSpan.FromSeconds(60), paused: false).Count);
    }

    [Fact]
    public void One_that_was_interrupted_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var file = new RolloutFile(Path.Combine(folder.Path, "push.json"));
        var rollout = New(10, "1,30%,100%");
        Offer(rollout);
        Conclude(rollout, "d0");
        Offer(rollout);
        Conclude(rollout, "d1");
        file.Write(rollout.State);

        var later = new Rollout(file.Read()!, Terms("1,30%,100%"));

        Assert.Equal((1, 2), (later.Stage, later.Installed));
        Assert.True(later.Working);
        Assert.Empty(Offer(later)); // d2 has its offer and works
        Conclude(later, "d2");
        Assert.Equal(7, Offer(later).Count);
    }

    [Fact]
    public void Who_pauses_it_leaves_a_mark_that_resuming_takes_away()
    {
        using var folder = new TemporaryFolder();
        var file = new RolloutFile(Path.Combine(folder.Path, "push.json"));

        Assert.False(file.Paused);
        file.Pause(true);
        Assert.True(file.Paused);
        file.Pause(false);
        Assert.False(file.Paused);
    }

    internal static UpdateStateMessage State(string phase, string? reason = null) =>
        new(phase, 0, "push-1", "b", "2", "h", "b", "2", null, reason, null, null, 1);

    internal static RolloutTerms Terms(
        string stages,
        string maxFailures = "0",
        int soak = 0,
        int atOnce = 100,
        string? window = null
    ) =>
        new(
            Stages.Parse(stages),
            Share.Parse(maxFailures),
            atOnce,
            TimeSpan.FromSeconds(100),
            TimeSpan.FromSeconds(soak),
            window is null ? null : TimeWindow.Parse(window)
        );

    internal static RolloutState Begun(int devices) =>
        new(
            "push-1",
            "h",
            "b 2",
            0,
            [
                .. Enumerable
                    .Range(0, devices)
                    .Select(i => new RolloutDevice($"d{i}", RolloutStep.Waiting, null, null, null)),
            ]
        );

    private static Rollout New(
        int devices,
        string stages,
        string maxFailures = "0",
        int soak = 0,
        int atOnce = 100,
        string? window = null
    ) => new(Begun(devices), Terms(stages, maxFailures, soak, atOnce, window));

    private static IReadOnlyList<string> Offer(Rollout rollout)
    {
        var due = rollout.Due(Noon, paused: false);
        foreach (var device in due)
            rollout.Offered(device, Noon);
        return due;
    }

    private static void Conclude(
        Rollout rollout,
        string device,
        string phase = UpdatePhase.Installed,
        string? reason = null
    ) => Assert.NotNull(rollout.Take(device, State(phase, reason)));
}
