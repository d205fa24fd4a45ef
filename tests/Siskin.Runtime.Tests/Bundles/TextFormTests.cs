using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Tests.Inference;
using Siskin.Runtime.Vision;
using Xunit;

namespace Siskin.Runtime.Tests.Bundles;

/// <summary>What a model from elsewhere expects of its texts, from the manifest to the answer.</summary>
public sealed class TextFormTests : IDisposable
{
    private static readonly TextForm Form = new("Q {prompt}\nC {sensors}\n", [7, 9]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_reads_back_the_same_and_tokens_that_a_model_lacks_stay_away()
    {
        var tokens = Manifests.Example.Model.Tokens with { Image = -1, Sensors = -1 };
        var manifest = Manifests.Example with { Text = Form, Model = Manifests.Example.Model with { Tokens = tokens } };
        Manifests.WriteTo(_folder, manifest);

        var read = BundleReader.Open(_folder.Path).Manifest;

        Assert.Equal(Form.Template, read.Text.Template);
        Assert.Equal(Form.FurtherEnds, read.Text.FurtherEnds);
        Assert.Equal(tokens, read.Model.Tokens);
        Assert.DoesNotContain(
            "_id = -1",
            File.ReadAllText(Path.Combine(_folder.Path, "bundle.toml")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("template = \"no place\"", "[text] template is 'no place'; {prompt} must be in it, once")]
    [InlineData("template = \"{prompt} {prompt}\"", "once")]
    [InlineData("end_ids = [1024]", "[text] end_ids is not a list of up to 64 whole numbers from 0 to 1023")]
    [InlineData("end_ids = [\"2\"]", "[text] end_ids is not a list")]
    public void What_is_wrong_is_named(string line, string said)
    {
        Manifests.WriteTo(_folder);
        File.AppendAllText(Path.Combine(_folder.Path, "bundle.toml"), $"\n[text]\n{line}\n");

        var error = Assert.Throws<BundleException>(() => BundleReader.Open(_folder.Path));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_is_asked_by_the_template_and_any_end_ends()
    {
        // The echo of the input: 'C' ends it. Ids of bytes begin behind the five special tokens.
        using var bundle = new EchoBundle(
            withVision: false,
            change: m => m with { Text = new TextForm("Q {prompt} C {sensors}", [5 + 'C']) }
        );
        using var engine = InferenceEngine.Load(bundle.Open(), new EngineOptions(Threads: 1));
        var responder = new Responder(engine, FrameLimits.Default, TimeProvider.System);

        var answer = responder
            .Answer(new ResponderRequest("hi") { Sensors = "t" }, null, CancellationToken.None)
            .Answer!;

        Assert.Equal(FinishReason.Stop, answer.FinishReason);
        Assert.StartsWith("Q hi ", answer.Text, StringComparison.Ordinal);
        Assert.Equal("Q hi C t".Length, answer.Tokens.Input);
        Assert.Equal("Q hi C".Length, answer.Tokens.Output);
    }
}
