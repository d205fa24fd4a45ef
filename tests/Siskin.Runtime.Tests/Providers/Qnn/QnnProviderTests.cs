using Siskin.Runtime.Providers;
using Siskin.Runtime.Providers.Qnn;
using Xunit;

namespace Siskin.Runtime.Tests.Providers.Qnn;

public sealed class QnnProviderTests
{
    /// <summary>As onnxruntime_c_api.h documents them; a star stands where a compiled graph stays as it is.</summary>
    [Fact]
    public void Options_take_what_the_provider_documents() =>
        Assert.Equal(
            [
                "backend_path: File",
                "htp_performance_mode*: default burst sustained_high_performance high_performance balanced "
                    + "low_balanced high_power_saver power_saver low_power_saver extreme_power_saver",
                "rpc_control_latency*: 0 to 1000000",
                "htp_graph_finalization_optimization_mode: 0 to 3",
                "vtcm_mb: 0 to 64",
                "offload_graph_io_quantization: Flag",
                "enable_htp_shared_memory_allocator*: Flag",
                "soc_model: 0 to 100000",
                "htp_arch: 0 68 69 73 75 79 81",
                "qnn_context_priority*: low normal normal_high high",
                "enable_htp_spill_fill_buffer: Flag",
            ],
            QnnProvider.All.Select(option =>
                $"{option.Name}{(option.OnlyRunning ? "*" : "")}: "
                + option.Kind switch
                {
                    ProviderOptionKind.Number => $"{option.Range.Min} to {option.Range.Max}",
                    ProviderOptionKind.Choice => string.Join(' ', option.Choices),
                    _ => $"{option.Kind}",
                }
            )
        );
}
