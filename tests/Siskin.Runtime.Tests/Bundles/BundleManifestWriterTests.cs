using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

public sealed class BundleManifestWriterTests
{
    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        using var folder = new TemporaryFolder();
        var written = Manifests.WriteTo(folder);

        var read = BundleReader.Open(folder.Path).Manifest;

        Assert.Equal(written.Name, read.Name);
        Assert.Equal(written.Version, read.Version);
        Assert.Equal(written.Model, read.Model);
        Assert.Equal(written.Tokenizer, read.Tokenizer);
        Assert.Equal(written.Tasks, read.Tasks);
        Assert.Equal(written.Variants, read.Variants);
        Assert.Equal(written.Sha256, read.Sha256);
        Assert.Equal(written.Vision!.Mean, read.Vision!.Mean);
        Assert.Equal(written.Vision.Std, read.Vision.Std);
        Assert.Equal(written.Vision with { Mean = read.Vision.Mean, Std = read.Vision.Std }, read.Vision);
        Assert.Equal(BundleManifestWriter.Write(written), BundleManifestWriter.Write(read));
    }

    [Theory]
    [InlineData(0.123456789f, -1.5e-5f)]
    [InlineData(ConfidenceCalibration.MinScale, -ConfidenceCalibration.Max)]
    [InlineData(ConfidenceCalibration.Max, ConfidenceCalibration.Max)]
    public void Calibration_reads_back_the_same_and_is_null_where_none_is_written(float scale, float offset)
    {
        using var folder = new TemporaryFolder();
        var calibration = new ConfidenceCalibration(scale, offset);
        Manifests.WriteTo(folder);
        Assert.Null(BundleReader.Open(folder.Path).Manifest.Confidence);

        Manifests.WriteTo(folder, Manifests.Example with { Confidence = calibration });

        Assert.Equal(calibration, BundleReader.Open(folder.Path).Manifest.Confidence);
    }

    [Fact]
    public void A_decoder_only_bundle_names_its_prefill_and_has_no_encoder()
    {
        using var folder = new TemporaryFolder();
        var example = Manifests.Example;
        var model = example.Model with { Architecture = ModelShape.DecoderOnly, EncoderLayers = 0, MlpDim = 704 };
        var written = Manifests.WriteTo(folder, example with { Model = model });

        var read = BundleReader.Open(folder.Path).Manifest;

        Assert.Equal(model, read.Model);
        Assert.Equal(written.Variants, read.Variants);
        var text = BundleManifestWriter.Write(written);
        Assert.Contains("prefill = \"cpu-int8/encoder.onnx\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("encoder_layers", text, StringComparison.Ordinal);
        Assert.DoesNotContain("encoder =", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_only_bundle_has_no_vision()
    {
        using var folder = new TemporaryFolder();
        Manifests.WriteTo(
            folder,
            Manifests.Example with
            {
                Vision = null,
                Variants = [Manifests.Example.Variants[0] with { Vision = null }],
            }
        );

        var read = BundleReader.Open(folder.Path).Manifest;

        Assert.Null(read.Vision);
        Assert.Null(read.Variants[0].Vision);
    }
}
