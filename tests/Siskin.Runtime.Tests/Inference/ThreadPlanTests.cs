using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;
using Siskin.Runtime.Tests.Providers;
using Xunit;

namespace Siskin.Runtime.Tests.Inference;

public sealed class ThreadPlanTests
{
    private static readonly Bundle Tiny = BundleReader.Open(FixtureBundles.Tiny);

    [Fact]
    public void A_small_model_answers_a_request_on_each_core_that_is_not_kept_free()
    {
        var plan = Of(new EngineOptions { Workers = 0 });
        Assert.Equal((Environment.ProcessorCount, 1), (plan.Workers, plan.Threads));
        Assert.Contains("small model, below 17 MB", plan.Reason, StringComparison.Ordinal);

        Assert.Equal(1, Of(new EngineOptions { Workers = 0, FreeCores = 1_000 }).Workers);
        Assert.Equal(3, Of(new EngineOptions(Threads: 3) { Workers = 0, FreeCores = 1 }).Workers);
    }

    [Fact]
    public void Who_asks_for_one_request_at_a_time_gets_one_thread_and_a_pool_for_long_inputs()
    {
        var plan = Of(new EngineOptions(Threads: 3));

        Assert.Equal((1, 1, 3), (plan.Workers, plan.Threads, plan.Pool));
    }

    [Fact]
    public void All_threads_work_on_one_request_where_that_is_asked_for()
    {
        var plan = Of(new EngineOptions(Threads: 3) { Workers = 0, OneThread = false });

        Assert.Equal((1, 3), (plan.Workers, plan.Threads));
    }

    [Fact]
    public void So_many_as_are_asked_for_have_one_thread_each()
    {
        var plan = Of(new EngineOptions(Threads: 3) { Workers = 5, OneThread = false });

        Assert.Equal((5, 1), (plan.Workers, plan.Threads));
    }

    [Fact]
    public void An_accelerator_answers_one_request_at_a_time()
    {
        var plan = ThreadPlan.Of(
            Tiny,
            Tiny.Variant("cpu-int8"),
            new FakeProvider(),
            new EngineOptions(Threads: 3) { Workers = 4 }
        );

        Assert.Equal((1, 3), (plan.Workers, plan.Threads));
        Assert.Contains("FPU", plan.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_model_is_answered_by_all_threads()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Tiny.Manifest.Sha256.Keys)
        {
            var copy = Path.Combine(folder.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Tiny.PathOf(file), copy);
        }
        using (var decoder = File.OpenWrite(Path.Combine(folder.Path, Tiny.Variant("cpu-int8").Decoder)))
            decoder.SetLength(ThreadPlan.LargeFrom); // zeros, which no graph would end with
        BundleWriter.Write(folder.Path, Tiny.Manifest);
        var bundle = BundleReader.Open(folder.Path);

        var plan = ThreadPlan.Of(
            bundle,
            bundle.Variant("cpu-int8"),
            ExecutionProviders.Standard.Cpu,
            new EngineOptions(Threads: 3) { Workers = 0 }
        );

        Assert.Equal((1, 3), (plan.Workers, plan.Threads));
        Assert.Contains("large model", plan.Reason, StringComparison.Ordinal);
    }

    private static ThreadPlan Of(EngineOptions options) =>
        ThreadPlan.Of(Tiny, Tiny.Variant("cpu-int8"), ExecutionProviders.Standard.Cpu, options);
}
