using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.OnnxRuntime;

namespace Siskin.Runtime.Providers.Cpu;

/// <summary>
/// The best that the machine can do with a given number of threads: the fastest of several tries, because whatever else
/// runs can only slow it down.
/// </summary>
/// <param name="Threads">Threads.</param>
/// <param name="BytesPerS">Bytes that are read from memory, not from a cache.</param>
/// <param name="Int8MacsPerS">8-bit multiplications in one large product of ONNX Runtime.</param>
/// <param name="Fp32MacsPerS">The same of 32-bit floats.</param>
public sealed record MachineLimits(int Threads, double BytesPerS, double Int8MacsPerS, double Fp32MacsPerS)
{
    // Each takes milliseconds: short enough to be left alone for, even where others want the cores.
    private const int Tries = 40;

    // More than the caches of a server's core hold; less where memory is scarce.
    private const long MostBytes = 128 << 20;

    /// <summary>Measures, for about a second.</summary>
    public static MachineLimits Measure(int threads, TimeProvider time, CancellationToken cancellation)
    {
        const int Values = ProductGraph.Rows * ProductGraph.Inner;
        return new MachineLimits(
            threads,
            Reading(threads, time, cancellation),
            Multiplying(ProductGraph.OfBytes(), new byte[Values], threads, time, cancellation),
            Multiplying(ProductGraph.OfFloats(), new float[Values], threads, time, cancellation)
        );
    }

    private static double Multiplying<T>(
        byte[] graph,
        T[] x,
        int threads,
        TimeProvider time,
        CancellationToken cancellation
    )
        where T : unmanaged
    {
        ComputeEnvironment.Ensure(threads, spin: false);
        using var options = new SessionOptions();
        ComputeEnvironment.Use(options, threads, spin: false);
        using var session = new InferenceSession(graph, options);
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(x, [ProductGraph.Rows, ProductGraph.Inner]);
        return ProductGraph.Macs
            / Fastest(
                () => session.Run(run, [ProductGraph.Input], [input], [ProductGraph.Output]).Dispose(),
                time,
                cancellation
            );
    }

    private static double Reading(int threads, TimeProvider time, CancellationToken cancellation)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8;
        var longs = (int)(Math.Min(MostBytes, available) / threads / sizeof(long));
        ulong[][] parts = [.. Enumerable.Range(0, threads).Select(_ => new ulong[longs])];
        foreach (var part in parts)
            Array.Fill(part, 1UL); // pages that nobody wrote are one page
        var seconds = Fastest(
            () =>
            {
                Thread[] readers = [.. parts.Select(part => new Thread(() => Volatile.Write(ref part[0], Sum(part))))];
                foreach (var reader in readers)
                    reader.Start();
                foreach (var reader in readers)
                    reader.Join();
            },
            time,
            cancellation
        );
        return (double)longs * sizeof(long) * threads / seconds;
    }

    private static ulong Sum(ReadOnlySpan<ulong> values)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(values);
        var (a, b, c, d) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        for (var i = 0; i + 3 < vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return Vector512.Sum(a + b + c + d);
    }

    private static double Fastest(Action act, TimeProvider time, CancellationToken cancellation)
    {
        var fastest = double.PositiveInfinity;
        for (var i = 0; i < Tries; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var started = time.GetTimestamp();
            act();
            fastest = Math.Min(fastest, time.GetElapsedTime(started).TotalSeconds);
        }

        return fastest;
    }
}
