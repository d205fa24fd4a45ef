using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Tests.Providers;

public sealed class NpuSupervisorTests : IDisposable
{
    private readonly NpuBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_first_step_loads()
    {
        Assert.Null(_bench.Supervisor.Active);
        Assert.NotNull(_bench.Supervisor.Reason);

        Assert.Equal(Timeout.InfiniteTimeSpan, _bench.Supervisor.Step());

        Assert.NotNull(_bench.Supervisor.Active);
        Assert.Null(_bench.Supervisor.Reason);
        Assert.Equal((1, 1), (_bench.Supervisor.Loads, _bench.Changes));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_cannot_be_loaded_is_tried_again_after_the_backoff(bool bundle)
    {
        _bench.Load = () =>
            bundle ? throw new BundleException("torn") : throw new NpuException(NpuFailure.Device, "no device");

        Assert.Equal(TimeSpan.FromSeconds(5), _bench.Supervisor.Step());
        Assert.Equal(bundle ? "torn" : "no device", _bench.Supervisor.Reason);
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(3), _bench.Supervisor.Step());
        _bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(10), _bench.Supervisor.Step());

        Assert.Equal(2, _bench.Supervisor.Failures[bundle ? "load" : "device"]);
        _bench.Load = _bench.Good;
        _bench.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Timeout.InfiniteTimeSpan, _bench.Supervisor.Step());
        Assert.Null(_bench.Supervisor.Reason);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public void A_disk_that_does_not_serve_is_a_failed_load_like_any_other(Type problem)
    {
        _bench.Load = () => throw (Exception)Activator.CreateInstance(problem, "no space left")!;

        Assert.Equal(TimeSpan.FromSeconds(5), _bench.Supervisor.Step());

        Assert.Equal("no space left", _bench.Supervisor.Reason);
        Assert.Equal(1, _bench.Supervisor.Failures["load"]);
        Assert.False(_bench.IsMarked);
    }

    [Fact]
    public void A_failure_after_long_use_is_followed_by_a_load_at_once()
    {
        _bench.Supervisor.Step();
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        _bench.Supervisor.Fail(_bench.Supervisor.Active!, NpuFailure.Run, "restarted");

        Assert.Null(_bench.Supervisor.Active);
        Assert.Equal("restarted", _bench.Supervisor.Reason);
        Assert.Equal(Timeout.InfiniteTimeSpan, _bench.Supervisor.Step());
        Assert.NotNull(_bench.Supervisor.Active);
        Assert.Equal(0, _bench.Unloads);
    }

    [Theory]
    [InlineData(NpuFailure.Canary, 1)]
    [InlineData(NpuFailure.Hang, 1)]
    [InlineData(NpuFailure.Run, 0)]
    public void An_npu_that_computes_wrongly_starts_afresh_with_its_library(NpuFailure failure, int unloads)
    {
        _bench.Supervisor.Step();

        _bench.Supervisor.Fail(_bench.Supervisor.Active!, failure, "why");
        _bench.Supervisor.Step();

        Assert.Equal(unloads, _bench.Unloads);
    }

    [Fact]
    public void The_mark_is_there_exactly_while_the_npu_is_in_use()
    {
        Assert.False(_bench.IsMarked);
        _bench.Supervisor.Step();
        Assert.True(_bench.IsMarked);
        _bench.Load = () => throw new NpuException(NpuFailure.Load, "busy");
        _bench.Supervisor.Fail(_bench.Supervisor.Active!, NpuFailure.Run, "restarted");
        _bench.Supervisor.Step();
        Assert.False(_bench.IsMarked);

        _bench.Load = _bench.Good;
        _bench.Time.Advance(TimeSpan.FromMinutes(5));
        _bench.Supervisor.Step();
        Assert.True(_bench.IsMarked);
        _bench.Supervisor.Dispose();
        Assert.False(_bench.IsMarked);
    }

    [Fact]
    public void A_model_that_failed_just_before_the_end_is_freed_and_the_mark_removed()
    {
        _bench.Supervisor.Step();
        var model = _bench.Supervisor.Active!;
        _bench.Supervisor.Fail(model, NpuFailure.Run, "restarted");

        _bench.Supervisor.Dispose(); // before its next step

        Assert.True(model.Model.IsFreed);
        Assert.False(_bench.IsMarked);
    }

    [Fact]
    public void A_model_fails_once()
    {
        _bench.Supervisor.Step();
        var model = _bench.Supervisor.Active!;

        _bench.Supervisor.Fail(model, NpuFailure.Run, "first");
        _bench.Supervisor.Fail(model, NpuFailure.Run, "second");
        _bench.Supervisor.Step();
        _bench.Supervisor.Fail(model, NpuFailure.Run, "third, about a model that is gone");

        Assert.Equal(1, _bench.Supervisor.Failures["run"]);
        Assert.NotNull(_bench.Supervisor.Active);
    }

    [Fact]
    public void Memory_that_models_leave_behind_adds_up_until_the_npu_is_given_up()
    {
        _bench.Supervisor.Step();
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(_bench.Supervisor.Active);
            _bench.ResidentBytes += 40;
            _bench.Time.Advance(TimeSpan.FromMinutes(5));
            _bench.Supervisor.Fail(_bench.Supervisor.Active!, NpuFailure.Run, "again");
            _bench.Supervisor.Step();
        }

        Assert.Null(_bench.Supervisor.Active);
        Assert.Equal(120, _bench.Supervisor.LeftBehind);
        Assert.Equal(1, _bench.Supervisor.Failures["memory"]);
        Assert.Contains("after a restart", _bench.Supervisor.Reason, StringComparison.Ordinal);
        _bench.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Timeout.InfiniteTimeSpan, _bench.Supervisor.Step());
        Assert.Equal(3, _bench.Supervisor.Loads);
    }

    [Fact]
    public void Where_nobody_else_answers_the_first_failure_is_the_callers()
    {
        _bench.Load = () => throw new NpuException(NpuFailure.Library, "missing");

        Assert.Equal("missing", Assert.Throws<NpuException>(_bench.Supervisor.LoadNow).Message);
    }
}
