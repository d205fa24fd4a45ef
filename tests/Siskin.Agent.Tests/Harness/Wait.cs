using System.Diagnostics;

namespace Siskin.Agent.Tests.Harness;

/// <summary>Waits for conditions instead of sleeping; the timeout only ends a test that has failed.</summary>
internal static class Wait
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"Waited in vain until {what}.");
            await Task.Delay(5);
        }
    }

    public static Task<T> PatientlyAsync<T>(this Task<T> task) => task.WaitAsync(Patience);

    public static Task PatientlyAsync(this Task task) => task.WaitAsync(Patience);
}
