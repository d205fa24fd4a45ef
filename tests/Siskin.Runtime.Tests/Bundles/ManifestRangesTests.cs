using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

/// <summary>Numbers of a manifest: the ends of a range belong to it, and what is beyond is refused with both.</summary>
public sealed class ManifestRangesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("vocab_size", 1, 1_048_576)]
    [InlineData("d_model", 1, 65_536)]
    [InlineData("encoder_layers", 1, 1_024)]
    [InlineData("decoder_layers", 1, 1_024)]
    [InlineData("heads", 1, 1_024)]
    [InlineData("kv_heads", 1, 1_024)]
    [InlineData("head_dim", 1, 4_096)]
    [InlineData("mlp_dim", 1, 65_536)]
    [InlineData("max_input_tokens", 1, 1_048_576)]
    [InlineData("max_output_tokens", 1, 1_048_576)]
    [InlineData("pad_id", 0, 1_023)]
    [InlineData("bos_id", 0, 1_023)]
    [InlineData("eos_id", 0, 1_023)]
    [InlineData("patch_size", 1, 256)]
    [InlineData("max_patches", 1, 16_384)]
    [InlineData("max_side", 1, 16_384)]
    [InlineData("rows", 1, 16_384)]
    [InlineData("columns", 1, 16_384)]
    [InlineData("tokens", 1, 1_048_576)]
    public void A_whole_number_goes_from_here_to_there(string key, int low, int high)
    {
        Write();

        Assert.Contains(
            $"{key} is {low - 1}; allowed are {low} to {high}",
            With(key, low - 1),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"{key} is {high + 1}; allowed are {low} to {high}",
            With(key, high + 1),
            StringComparison.Ordinal
        );
        // Whatever else may not go with it, it is not out of its own range.
        Assert.DoesNotContain($"{key} is {low}; allowed are", With(key, low), StringComparison.Ordinal);
        Assert.DoesNotContain($"{key} is {high}; allowed are", With(key, high), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_upscale", 0.01, 1_000, 0.001)]
    [InlineData("standardization_epsilon", 0, 1_000, 0.001)]
    [InlineData("scale", 0.001, 1_000, 0.0001)]
    [InlineData("offset", -1_000, 1_000, 0.001)]
    public void A_number_goes_from_here_to_there(string key, double low, double high, double step)
    {
        Write();

        Assert.Matches($@"\b{key} is [^;]+; allowed are {Text(low)} to {Text(high)}", With(key, low - step));
        Assert.Matches($@"\b{key} is [^;]+; allowed are {Text(low)} to {Text(high)}", With(key, high + step));
        Assert.DoesNotContain("allowed are", With(key, low), StringComparison.Ordinal);
        Assert.DoesNotContain("allowed are", With(key, high), StringComparison.Ordinal);
    }

    private static string Text(double value) => Regex.Escape(value.ToString("R", CultureInfo.InvariantCulture));

    private void Write()
    {
        var fixedShapes = StaticGraphsTests.Fixed;
        Manifests.WriteTo(
            _folder,
            Manifests.Example with
            {
                Model = Manifests.Example.Model with { MlpDim = 512 },
                Confidence = new ConfidenceCalibration(1, 0),
                Variants = [Manifests.Example.Variants[0], fixedShapes],
            }
        );
    }

    /// <summary>What is said about the manifest where its first such key has this value; or nothing.</summary>
    private string With(string key, double value)
    {
        var file = Path.Combine(_folder.Path, BundleManifest.FileName);
        var written = File.ReadAllText(file);
        // A key of a line of its own, or of an inline table.
        var pattern = new Regex($@"(?<=(^|[{{,] ?){key} = )-?[\d.E-]+", RegexOptions.Multiline);
        Assert.Matches(pattern, written);
        File.WriteAllText(file, pattern.Replace(written, value.ToString("R", CultureInfo.InvariantCulture), 1));
        try
        {
            BundleReader.Open(_folder.Path);
            return "";
        }
        catch (BundleException e)
        {
            return e.Message;
        }
        finally
        {
            File.WriteAllText(file, written);
        }
    }
}
