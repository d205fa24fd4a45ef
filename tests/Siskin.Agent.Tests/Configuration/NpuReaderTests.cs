using Siskin.Agent.Configuration;

namespace Siskin.Agent.Tests.Configuration;

public sealed class NpuReaderTests
{
    [Fact]
    public void Options_reach_the_provider_in_its_own_words()
    {
        var options = Read(
            """
            htp_performance_mode = "burst"
            rpc_control_latency = 100
            htp_graph_finalization_optimization_mode = 3
            vtcm_mb = 8
            offload_graph_io_quantization = false
            enable_htp_shared_memory_allocator = true
            soc_model = 60
            htp_arch = "73"
            qnn_context_priority = "high"
            enable_htp_spill_fill_buffer = true
            """
        )
            .Config!.Accelerators["qnn"]
            .Options;

        Assert.Equal(
            [
                "enable_htp_shared_memory_allocator=1",
                "enable_htp_spill_fill_buffer=1",
                "htp_arch=73",
                "htp_graph_finalization_optimization_mode=3",
                "htp_performance_mode=burst",
                "offload_graph_io_quantization=0",
                "qnn_context_priority=high",
                "rpc_control_latency=100",
                "soc_model=60",
                "vtcm_mb=8",
            ],
            options.Select(option => $"{option.Key}={option.Value}")
        );
    }

    [Fact]
    public void What_is_not_set_is_left_to_the_provider()
    {
        var npu = Read("").Config!.Accelerators["qnn"];

        Assert.Empty(npu.Options);
        Assert.Null(npu.Library);
        Assert.Equal(TimeSpan.FromSeconds(5), npu.MinRetry);
    }

    [Theory]
    [InlineData(
        "htp_performance_mode = \"fast\"",
        "test.toml:4: [qnn] htp_performance_mode = \"fast\" is not allowed; give \"default\", \"burst\","
    )]
    [InlineData("htp_graph_finalization_optimization_mode = 4", "is not allowed; give a whole number from 0 to 3.")]
    [InlineData("vtcm_mb = \"8\"", "[qnn] vtcm_mb = \"8\" is not allowed; give a whole number from 0 to 64.")]
    [InlineData("offload_graph_io_quantization = 1", "give true or false.")]
    [InlineData("htp_arch = \"70\"", "give \"0\", \"68\", \"69\", \"73\", \"75\", \"79\", \"81\".")]
    [InlineData(
        "backend_path = \"/nowhere/libQnnHtp.so\"",
        "[qnn] backend_path = \"/nowhere/libQnnHtp.so\" is not allowed; give a file that exists."
    )]
    [InlineData(
        "htp_performance_mod = \"burst\"",
        "[qnn] htp_performance_mod is not a known key. Did you mean [qnn] htp_performance_mode?"
    )]
    [InlineData("retry_min_s = 60\nretry_max_s = 30", "[qnn] retry_max_s: 30 is less than retry_min_s = 60.")]
    [InlineData("longest_answer_ms = 0", "give a whole number from 10 to 3600000.")]
    public void Mistakes_name_file_key_value_and_what_is_allowed(string line, string said) =>
        Assert.Contains(said, Assert.Single(Read(line).Errors).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Providers_are_auto_cpu_and_qnn() =>
        Assert.Contains(
            "[engine] provider = \"gpu\" is not allowed; give \"auto\", \"cpu\", \"qnn\".",
            Assert
                .Single(ConfigReader.Parse("test.toml", "[bundle]\npath = \"x\"\n[engine]\nprovider = \"gpu\"").Errors)
                .ToString(),
            StringComparison.Ordinal
        );

    private static ConfigResult Read(string lines) =>
        ConfigReader.Parse("test.toml", $"[bundle]\npath = \"x\"\n[qnn]\n{lines}");
}
