using System.Globalization;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference;

/// <summary>How many requests an engine answers at once, and with how many threads each.</summary>
/// <remarks>
/// A small model is answered no sooner by several threads, which wait for each other after every operator, and costs
/// half as much processor time again; so each core answers a request of its own. A large model fills all cores, and a
/// second request at once would only make the first one late. Figures: <c>siskin bench</c>.
/// </remarks>
/// <param name="Workers">Requests at once.</param>
/// <param name="Threads">Threads of each; 1, or those of the pool.</param>
/// <param name="Pool">Threads of the process's pool. Where each request has one thread, an input of <see
/// cref="LongInput"/> tokens is still read by all of them, as long as no other request is answered.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ThreadPlan(int Workers, int Threads, int Pool, string Reason)
{
    /// <summary>Bytes of graphs and weights from which on a model is large.</summary>
    public const long LargeFrom = 16 << 20;

    /// <summary>Tokens of an input from which on several threads read it sooner.</summary>
    public const int LongInput = 64;

    /// <summary>The plan where so many answers can be decoded together; 1: each is by itself.</summary>
    internal ThreadPlan With(int together) =>
        together == 1
            ? this
            : this with
            {
                Workers = together,
                Reason = $"{Reason}, which decodes several answers in one step",
            };

    /// <summary>How many answers to decode together, if the graphs can.</summary>
    internal int TogetherAs(EngineOptions options, ExecutionProvider provider) =>
        provider.IsAccelerator || Workers > 1 ? 1 : options.Together;

    /// <summary>The plan for a variant.</summary>
    internal static ThreadPlan Of(
        Bundle bundle,
        BundleVariant variant,
        ExecutionProvider provider,
        EngineOptions options
    )
    {
        var pool = ComputeEnvironment.Threads(options.Threads, options.FreeCores);
        if (provider.IsAccelerator)
            return new ThreadPlan(1, pool, pool, $"the {provider.Hardware} answers one request at a time");
        var bytes = bundle.BytesOf(variant);
        var megabytes = (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
        var small = bytes < LargeFrom;
        var limit = $"{LargeFrom / 1e6:F0} MB";
        if (options.Workers > 1)
            return new ThreadPlan(options.Workers, 1, pool, "so many were asked for, one thread each");
        if (!(options.OneThread ?? small))
            return new ThreadPlan(
                1,
                pool,
                pool,
                small ? "all threads were asked for" : $"{megabytes} MB are a large model, from {limit} on"
            );
        return new ThreadPlan(
            options.MostWorkers,
            1,
            pool,
            small ? $"{megabytes} MB are a small model, below {limit}" : "one thread was asked for"
        );
    }
}
