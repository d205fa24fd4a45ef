using System.Diagnostics;
using Siskin.Agent.Models;
using Siskin.Agent.Telemetry;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Commands;

/// <summary>One way of sharing the cores between requests.</summary>
/// <param name="Model">Loaded for it.</param>
/// <param name="Workers">Requests at once.</param>
/// <param name="Threads">Threads of each.</param>
internal sealed record LoadSide(IModel Model, int Workers, int Threads);

/// <summary>
/// Measures how many requests are answered when there always is another one, in several ways in turn, so that whatever
/// else the machine does meets all of them.
/// </summary>
/// <param name="sides">The ways.</param>
/// <param name="request">What is asked.</param>
/// <param name="time">Clock.</param>
internal sealed class LoadBench(IReadOnlyList<LoadSide> sides, ResponderRequest request, TimeProvider time)
{
    private const int Rounds = 5;

    /// <summary>Measures; each worker answers about <paramref name="runs"/> requests in each way.</summary>
    /// <exception cref="CommandException">A model refuses the request.</exception>
    public IReadOnlyList<BenchLoad> Run(int runs, CancellationToken cancellation)
    {
        var each = Math.Max(1, runs / Rounds);
        Side[] measured = [.. sides.Select(side => new Side(side, request, time))];
        for (var round = -1; round < Rounds; round++)
        {
            for (var turn = 0; turn < measured.Length; turn++)
                measured[(turn + round + 1) % measured.Length].Answer(each, round >= 0, cancellation);
        }
        return [.. measured.Select(side => side.Report())];
    }

    private sealed class Side(LoadSide side, ResponderRequest request, TimeProvider time)
    {
        private readonly List<double> _latencies = [];
        private readonly List<double> _rates = [];
        private TimeSpan _processor;
        private Rejection? _refused;

        /// <summary>All workers answer so many requests each.</summary>
        public void Answer(int count, bool counts, CancellationToken cancellation)
        {
            var latencies = new double[side.Workers * count];
            Thread[] threads =
            [
                .. Enumerable
                    .Range(0, side.Workers)
                    .Select(worker => new Thread(() => Work(latencies.AsSpan(worker * count, count), cancellation))),
            ];
            var (processor, started) = (Process.GetCurrentProcess().TotalProcessorTime, time.GetTimestamp());
            foreach (var thread in threads)
                thread.Start();
            foreach (var thread in threads)
                thread.Join();
            var took = time.GetElapsedTime(started);
            cancellation.ThrowIfCancellationRequested();
            if (_refused is { } refused)
                throw CommandException.Failed(refused.Message);
            if (!counts)
                return;
            _processor += Process.GetCurrentProcess().TotalProcessorTime - processor;
            _latencies.AddRange(latencies);
            _rates.Add(latencies.Length / took.TotalSeconds);
        }

        public BenchLoad Report()
        {
            var count = _latencies.Count;
            var latency = TimingWindow.PercentilesOf([.. _latencies]);
            return new BenchLoad(
                side.Workers,
                side.Threads,
                Math.Round(TimingWindow.PercentilesOf([.. _rates]).P50, 1),
                Math.Round(latency.P50, 3),
                Math.Round(latency.P99, 3),
                Math.Round(_processor.TotalMilliseconds / count, 3)
            );
        }

        private void Work(Span<double> latencies, CancellationToken cancellation)
        {
            for (var i = 0; i < latencies.Length && !cancellation.IsCancellationRequested; i++)
            {
                var started = time.GetTimestamp();
                if (side.Model.Answer(request, null, CancellationToken.None) is { Answered: false, Rejection: var no })
                    Volatile.Write(ref _refused, no);
                latencies[i] = time.GetElapsedTime(started).TotalMilliseconds;
            }
        }
    }
}
