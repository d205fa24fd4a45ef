using Siskin.Runtime.Inference;
using Xunit;

namespace Siskin.Runtime.Tests;

public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("MQTTnet")]
    [InlineData("Microsoft.Extensions")]
    [InlineData("TorchSharp")]
    [InlineData("System.CommandLine")]
    [InlineData("Spectre.Console")]
    public void Runtime_library_stays_free_of(string prefix)
    {
        var references = typeof(InferenceEngine).Assembly.GetReferencedAssemblies();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, reference => reference.Name!.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Fact]
    public void Folder_is_namespace_is_one_idea()
    {
        string[] namespaces =
        [
            "Siskin.Runtime",
            "Siskin.Runtime.Bundles",
            "Siskin.Runtime.Inference",
            "Siskin.Runtime.Inference.DecoderOnly",
            "Siskin.Runtime.Inference.EncoderDecoder",
            "Siskin.Runtime.Inference.EncoderDecoder.Batching",
            "Siskin.Runtime.Inference.EncoderDecoder.FixedShapes",
            "Siskin.Runtime.Inference.Instruments",
            "Siskin.Runtime.Inference.Instruments.Clocks",
            "Siskin.Runtime.Inference.Instruments.Dials",
            "Siskin.Runtime.Inference.Instruments.Straight",
            "Siskin.Runtime.Inference.Instruments.SubDials",
            "Siskin.Runtime.Inference.Strips",
            "Siskin.Runtime.Inference.Text",
            "Siskin.Runtime.Providers",
            "Siskin.Runtime.Providers.Cpu",
            "Siskin.Runtime.Providers.Qnn",
            "Siskin.Runtime.Signals",
            "Siskin.Runtime.Signals.Reading",
            "Siskin.Runtime.Signals.Reading.Shapes",
            "Siskin.Runtime.Signals.Queries",
            "Siskin.Runtime.Signals.Questions",
            "Siskin.Runtime.Signals.Questions.Languages",
            "Siskin.Runtime.Signals.Ranking",
            "Siskin.Runtime.Text",
            "Siskin.Runtime.Toml",
            "Siskin.Runtime.Vision",
            "Siskin.Runtime.Vision.Jpeg",
        ];

        Assert.All(
            typeof(InferenceEngine)
                .Assembly.GetTypes()
                .Where(type => type.Namespace?.StartsWith("Siskin", StringComparison.Ordinal) == true),
            type => Assert.Contains(type.Namespace, namespaces)
        );
    }
}
