using Siskin.Agent.Models;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Providers;

/// <summary>
/// Asks the NPU the canary at an interval. It gives way to requests, but for no longer than one more interval: a device
/// that is never idle is checked as well, at the cost of one answer.
/// </summary>
/// <param name="shared">The model with its turns.</param>
/// <param name="model">Gives the model that is judged, or null while no NPU is used.</param>
/// <param name="interval">Time between two canaries; zero for none.</param>
/// <param name="time">Clock.</param>
internal sealed class CanaryWatch(SharedModel shared, Func<FallbackModel?> model, TimeSpan interval, TimeProvider time)
{
    private const int Tries = 16;

    public async Task RunAsync(CancellationToken stop)
    {
        if (interval <= TimeSpan.Zero)
            return;
        try
        {
            while (true)
            {
                await Task.Delay(interval, time, stop);
                await AskAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // stopped
        }
    }

    private async Task AskAsync(CancellationToken stop)
    {
        for (var tries = 0; model() is { DueCanary: { } request } asked; tries++)
        {
            // The model works on the thread that asks: not on that of the timer.
            var aside = tries < Tries;
            if (await Task.Run(() => Ask(request, aside, stop), stop) is { } result)
            {
                asked.Judge(result);
                return;
            }
            await Task.Delay(interval / Tries, time, stop);
        }
    }

    private ResponderResult? Ask(ResponderRequest request, bool aside, CancellationToken stop)
    {
        try
        {
            return aside ? shared.AnswerAside(request, stop) : shared.Answer(request, null, stop);
        }
        catch (InferenceException)
        {
            return null; // the CPU failed as well, which requests will say
        }
    }
}
