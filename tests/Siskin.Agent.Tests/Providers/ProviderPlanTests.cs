using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Tests.Providers;

public sealed class ProviderPlanTests
{
    private const string Library = "library = \"/opt/qnn.so\"";

    [Theory]
    [InlineData("auto", "auto", Library, "cpu-int8", "qnn-a16w8")]
    [InlineData("auto", "auto", "", "cpu-int8", null)] // no library is installed where tests run
    [InlineData("auto", "cpu-int8", Library, "cpu-int8", null)]
    [InlineData("auto", "qnn-a16w8", Library, "cpu-int8", "qnn-a16w8")]
    [InlineData("cpu", "auto", Library, "cpu-int8", null)]
    [InlineData("qnn", "auto", Library, null, "qnn-a16w8")]
    [InlineData("qnn", "qnn-a16w8", Library, null, "qnn-a16w8")]
    public void Variants_follow_provider_variant_and_library(
        string provider,
        string variant,
        string qnn,
        string? cpu,
        string? npu
    )
    {
        var plan = Plan(NpuAgent.Bundle, provider, variant, qnn);

        Assert.Equal((cpu, npu), (plan.Cpu?.Id, plan.Npu?.Id));
        Assert.Equal(npu is not null, plan.Library is not null);
        Assert.Null(plan.FallbackReason);
    }

    [Fact]
    public void A_variant_that_was_asked_for_and_has_no_library_is_a_reason()
    {
        var plan = Plan(NpuAgent.Bundle, "auto", "qnn-a16w8", "");

        Assert.Equal("cpu-int8", plan.Cpu!.Id);
        Assert.Contains("libonnxruntime_providers_qnn.so", plan.FallbackReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cpu", "qnn-a16w8", Library, "[engine] provider = \"cpu\" cannot run [bundle] variant = \"qnn-a16w8\"")]
    [InlineData("qnn", "cpu-int8", Library, "[engine] provider = \"qnn\" cannot run [bundle] variant = \"cpu-int8\"")]
    public void What_does_not_fit_together_is_said(string provider, string variant, string qnn, string said) =>
        Assert.Contains(
            said,
            Assert.Throws<BundleException>(() => Plan(NpuAgent.Bundle, provider, variant, qnn)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_provider_that_is_not_installed_may_be_there_at_the_next_start()
    {
        var failure = Assert.Throws<NpuException>(() => Plan(NpuAgent.Bundle, "qnn", "auto", ""));

        Assert.Equal(NpuFailure.Library, failure.Failure);
        Assert.StartsWith(
            "[engine] provider = \"qnn\" needs the provider's library, and there is no "
                + "libonnxruntime_providers_qnn.so",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("/usr/lib/siskin/qnn", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("; install it or give [qnn] library.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_without_graphs_for_the_npu_is_run_on_the_cpu()
    {
        var folder = Path.Combine(NpuAgent.Bundle, "../tiny-bundle");

        Assert.Null(Plan(folder, "auto", "auto", Library).Npu);
        Assert.Contains(
            "cpu-int8, cpu-fp32",
            Assert.Throws<BundleException>(() => Plan(folder, "qnn", "auto", Library)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("auto", "auto", Library, "qnn-a16w8 on the NPU while it works, otherwise cpu-int8 on the CPU")]
    [InlineData("qnn", "auto", Library, "qnn-a16w8 on the NPU or no answer")]
    [InlineData("cpu", "auto", Library, "cpu-int8 on the CPU")]
    [InlineData(
        "auto",
        "qnn-a16w8",
        "",
        "cpu-int8 on the CPU (The variant 'qnn-a16w8' is for the NPU, and there is no "
    )]
    public void A_plan_says_what_runs_where(string provider, string variant, string qnn, string said) =>
        Assert.StartsWith(said, Plan(NpuAgent.Bundle, provider, variant, qnn).ToString(), StringComparison.Ordinal);

    private static ProviderPlan Plan(string bundle, string provider, string variant, string qnn)
    {
        var config = ConfigReader
            .Parse(
                "test.toml",
                $"""
                [bundle]
                path = "unused"
                variant = "{variant}"
                [engine]
                provider = "{provider}"
                [qnn]
                {qnn}
                """
            )
            .Config!;
        return ProviderPlan.Of(BundleReader.Open(bundle), config);
    }
}
