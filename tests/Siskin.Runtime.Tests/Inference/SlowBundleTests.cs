using Xunit;

namespace Siskin.Runtime.Tests.Inference;

/// <summary>
/// The end-to-end tests know no project of the product, so the bundle with which they look at deadlines is a fixture.
/// It is written again with <c>SISKIN_WRITE_FIXTURES=1</c>.
/// </summary>
public sealed class SlowBundleTests
{
    private const long Side = 3_000;

    [Fact]
    public void The_slow_bundle_of_the_end_to_end_tests_is_the_echo_with_a_slow_decoder()
    {
        using var bundle = new EchoBundle(
            withVision: false,
            alter: folder => File.WriteAllBytes(Path.Combine(folder.Path, "decoder.onnx"), EchoBundle.SlowDecoder(Side))
        );
        var fixture = FixtureBundles.Slow;
        if (Environment.GetEnvironmentVariable("SISKIN_WRITE_FIXTURES") == "1")
        {
            Directory.CreateDirectory(fixture);
            foreach (var file in Directory.GetFiles(bundle.Path))
                File.Copy(file, Path.Combine(fixture, Path.GetFileName(file)), overwrite: true);
        }

        Assert.Equal(
            Directory.GetFiles(bundle.Path).Select(Path.GetFileName).Order(),
            Directory.GetFiles(fixture).Select(Path.GetFileName).Order()
        );
        Assert.All(
            Directory.GetFiles(bundle.Path),
            file =>
                Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(fixture, Path.GetFileName(file))))
        );
    }
}
