using Microsoft.Extensions.Time.Testing;

namespace Siskin.Agent.Tests.Harness;

/// <summary>A clock on whose wall time somebody turns the hands; timestamps and timers do not notice.</summary>
internal sealed class JumpyTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _jump;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _jump;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void JumpTo(DateTimeOffset wallClock) => _jump += wallClock - GetUtcNow();
}
